// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Testing

/// Size limits, timeouts and the connection limit.
@Suite(.timeLimit(.minutes(15))) struct LimitTests {
  private static func limits(
    _ change: (inout TransportServer.Limits) -> Void
  ) -> TransportServer.Limits {
    var limits = TransportServer.Limits()
    change(&limits)
    return limits
  }

  @Test func rejectsOversizedContentLengthBeforeReadingBody() async throws {
    let transport = RecordingTransport()
    try await TestServer.run(transport, limits: Self.limits { $0.maximumBodyBytes = 10 }) {
      server in
      let client = try await RawClient(port: server.port)
      await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n")
      let reading = try await client.read { $0.hasSuffix("}") }
      #expect(reading.statuses.map { $0.prefix(3) } == ["413"])
      #expect(reading.body == #"{"detail":"The body is larger than 10 bytes."}"#)
    }
    #expect(transport.requests.isEmpty)
  }

  @Test func rejectsOversizedBodyInsteadOf100Continue() async throws {
    try await TestServer.run(RecordingTransport(), limits: Self.limits { $0.maximumBodyBytes = 10 })
    {
      server in
      let client = try await RawClient(port: server.port)
      await client.send(
        "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n")
      let reading = try await client.read { $0.hasSuffix("}") }
      #expect(reading.statuses.map { $0.prefix(3) } == ["413"])
    }
  }

  @Test func rejectsOversizedChunkedBodyWhileReading() async throws {
    let transport = RecordingTransport()
    let reading = try await TestServer.run(
      transport, limits: Self.limits { $0.maximumBodyBytes = 100_000 }
    ) { server in
      let client = try await RawClient(port: server.port)
      await client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
      let piece = "2710\r\n" + String(repeating: "x", count: 10_000) + "\r\n"
      // Exceeds all buffers: the response would be lost if the server stopped reading.
      for _ in 0..<500 { await client.send(piece) }
      return try await client.read { $0.hasSuffix("}") }
    }
    #expect(reading.statuses.map { $0.prefix(3) } == ["413"])
    #expect(transport.requests.isEmpty)
  }

  @Test func acceptsBodyAtLimit() async throws {
    let transport = RecordingTransport()
    let reading = try await TestServer.run(
      transport, limits: Self.limits { $0.maximumBodyBytes = 10 }
    ) { server in
      try await RawClient.exchange(
        port: server.port,
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nConnection: close\r\n\r\n0123456789")
    }
    #expect(reading.statuses == ["200 OK"])
    #expect(transport.requests.map { $0.body?.count } == [10])
  }

  @Test(arguments: [
    "X: \(String(repeating: "a", count: 5_000))\r\n",
    (0..<50).map { "X-\($0): \(String(repeating: "a", count: 100))\r\n" }.joined(),
    String(repeating: "X: a\r\n", count: 300),
  ])
  func rejectsOversizedHead(fields: String) async throws {
    let transport = RecordingTransport()
    let reading = try await TestServer.run(
      transport, limits: Self.limits { $0.maximumHeaderBytes = 4_096 }
    ) { server in
      try await RawClient.exchange(port: server.port, "GET / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n")
    }
    #expect(reading.statuses.map { $0.prefix(3) } == ["431"])
    #expect(transport.requests.isEmpty)
  }

  @Test func rejectsOversizedTarget() async throws {
    let transport = RecordingTransport()
    let reading = try await TestServer.run(transport) { server in
      try await RawClient.exchange(
        port: server.port,
        "GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\nHost: h\r\n\r\n")
    }
    #expect(reading.statuses.map { $0.prefix(3) } == ["431"])
    #expect(transport.requests.isEmpty)
  }

  @Test func closesConnectionWhenHeadIsTooSlow() async throws {
    let transport = RecordingTransport()
    let limits = Self.limits { $0.headTimeout = .milliseconds(300) }
    let ending = try await TestServer.run(transport, limits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send("GET / HTTP/1.1\r\n")
      // Each chunk is in time; the complete head is not.
      let slowSender = Task {
        while !Task.isCancelled {
          await client.send("X: y\r\n")
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      defer { slowSender.cancel() }
      return try await client.read().ending
    }
    #expect([.closed, .reset].contains(ending))
    #expect(transport.requests.isEmpty)
  }

  @Test(arguments: ["ab", ""])
  func returns408WhenBodyStops(beginning: String) async throws {
    let transport = RecordingTransport()
    let limits = Self.limits { $0.idleTimeout = .seconds(20) }
    let reading = try await TestServer.run(transport, limits: limits) { server in
      try await RawClient.exchange(
        port: server.port,
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n\(beginning)")
    }
    #expect(reading.statuses.map { $0.prefix(3) } == ["408"])
    #expect(transport.requests.isEmpty)
  }

  @Test func returns408WhenBodyIsTooSlow() async throws {
    let transport = RecordingTransport()
    let limits = Self.limits { $0.requestTimeout = .seconds(2) }
    let reading = try await TestServer.run(transport, limits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n")
      let slowSender = Task {
        while !Task.isCancelled {
          await client.send("x")
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      defer { slowSender.cancel() }
      return try await client.read { $0.hasSuffix("}") }
    }
    #expect(reading.statuses.map { $0.prefix(3) } == ["408"])
    #expect(transport.requests.isEmpty)
  }

  @Test func closesIdleConnection() async throws {
    let limits = Self.limits { $0.idleTimeout = .milliseconds(100) }
    let reading = try await TestServer.run(RecordingTransport(), limits: limits) { server in
      let client = try await RawClient(port: server.port)
      return try await client.read()
    }
    #expect(reading == RawClient.Reading(ending: .closed))
  }

  @Test func doesNotTimeOutTransport() async throws {
    let transport = RecordingTransport { _ throws(TransportError) in
      do {
        try await Task.sleep(for: .seconds(25))
      } catch {
        throw TransportError(kind: .cancelled, delivery: .unknown, message: "")
      }
      return HTTPResponse(status: 200)
    }
    let limits = Self.limits {
      $0.idleTimeout = .seconds(20)
      $0.requestTimeout = .seconds(20)
    }
    let reading = try await TestServer.run(transport, limits: limits) { server in
      try await RawClient.exchange(
        port: server.port, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    }
    #expect(reading.statuses == ["200 OK"])
  }

  @Test func closesConnectionWhenClientDoesNotRead() async throws {
    let transport = RecordingTransport { request in
      // Exceeds the buffers of both sides.
      HTTPResponse(
        status: 200, body: [UInt8](repeating: 0x78, count: request.path == "/large" ? 64 << 20 : 1))
    }
    let limits = Self.limits {
      $0.responseTimeout = .milliseconds(200)
      $0.maximumConnections = 1
    }
    try await TestServer.run(transport, limits: limits) { server in
      let first = try await RawClient(port: server.port)
      await first.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n")
      while transport.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      // This connection is accepted only after the first one is closed.
      let second = try await RawClient.exchange(
        port: server.port, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(second.statuses == ["200 OK"])
      #expect(try await first.read().bytes.count < 64 << 20)
    }
  }
}
#endif
