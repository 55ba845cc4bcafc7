// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Testing

/// Clients that close their side, or disappear.
@Suite(.timeLimit(.minutes(15))) struct HalfCloseTests {
  private static let get = "GET /one HTTP/1.1\r\nHost: h\r\n\r\n"

  /// Responds with the path after a delay.
  private static func slow(_ delay: Duration) -> RecordingTransport {
    RecordingTransport { request throws(TransportError) in
      do {
        try await Task.sleep(for: delay)
      } catch {
        throw TransportError(kind: .cancelled, delivery: .unknown, message: "cancelled")
      }
      return HTTPResponse(status: 200, body: Array(request.path.utf8))
    }
  }

  private static func limits(probe: Duration) -> TransportServer.Limits {
    var limits = TransportServer.Limits()
    limits.halfClosedProbeInterval = probe
    return limits
  }

  struct Point: Sendable, CustomTestStringConvertible {
    let sent: String
    /// The status codes of the responses.
    let statuses: [String]
    var testDescription: String { sent.debugDescription }
  }

  @Test(arguments: [
    Point(sent: "", statuses: []),
    Point(sent: "\r\n", statuses: []),
    Point(sent: "GET /one HT", statuses: ["400"]),
    Point(sent: "GET /one HTTP/1.1\r\nHo", statuses: ["400"]),
    Point(sent: get, statuses: ["200"]),
    Point(sent: "GET /one HTTP/1.0\r\n\r\n", statuses: ["200"]),
    Point(sent: get + get + get, statuses: ["200", "200", "200"]),
    Point(sent: get + "GET /tw", statuses: ["200", "400"]),
    Point(
      sent: "POST /one HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n", statuses: ["400"]),
    Point(
      sent: "POST /one HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\na", statuses: ["400"]),
    Point(
      sent: "POST /one HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab", statuses: ["200"]),
    Point(
      sent: "POST /one HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na",
      statuses: ["400"]),
    Point(
      sent:
        "POST /one HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
      statuses: ["200"]),
  ])
  func respondsToHalfClosedClientAndCloses(point: Point) async throws {
    // Without interim responses, which a loaded machine would see otherwise.
    let limits = Self.limits(probe: .seconds(600))
    let reading = try await TestServer.run(Self.slow(.milliseconds(300)), limits: limits) {
      server in
      let client = try await RawClient(port: server.port)
      await client.send(point.sent)
      client.closeOutput()
      return try await client.read()
    }
    #expect(reading.statuses.map { String($0.prefix(3)) } == point.statuses)
    #expect(reading.ending == .closed)
  }

  @Test func sendsWholeLargeResponseToHalfClosedClient() async throws {
    // Exceeds the buffers of both sides.
    let body = [UInt8](repeating: 0x78, count: 32 << 20)
    let transport = RecordingTransport { _ in HTTPResponse(status: 200, body: body) }
    try await TestServer.run(transport) { server in
      let client = try await RawClient(port: server.port)
      await client.send(Self.get)
      client.closeOutput()
      try await Task.sleep(for: .seconds(1))
      let reading = try await client.read()
      #expect(reading.bytes.count > body.count)
      #expect(reading.ending == .closed)
    }
  }

  @Test func sendsInterimResponsesWhileHalfClosedClientWaits() async throws {
    let gate = Gate()
    try await TestServer.run(gate, limits: Self.limits(probe: .milliseconds(50))) { server in
      let client = try await RawClient(port: server.port)
      await client.send(Self.get)
      client.closeOutput()
      _ = try await client.read { $0.hasSuffix("HTTP/1.1 102 Processing\r\n\r\n") }
      gate.open()
      let reading = try await client.read()
      #expect(reading.statuses.last == "200 OK")
      #expect(reading.text.hasSuffix("after all"))
      #expect(reading.ending == .closed)
    }
  }

  @Test func sendsNoInterimResponseToHTTP10OrToConnectedClient() async throws {
    let transport = Self.slow(.seconds(1))
    try await TestServer.run(transport, limits: Self.limits(probe: .milliseconds(50))) { server in
      let old = try await RawClient(port: server.port)
      await old.send("GET / HTTP/1.0\r\n\r\n")
      old.closeOutput()
      #expect(try await old.read().statuses == ["200 OK"])
      let connected = try await RawClient.exchange(
        port: server.port, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(connected.statuses == ["200 OK"])
    }
  }

  enum Departure: CaseIterable {
    case shutDown
    case close
    case reset
    case closeAfterHalfClose
  }

  @Test(arguments: Departure.allCases)
  func cancelsRequestOfDisconnectedClient(departure: Departure) async throws {
    let transport = RecordingTransport.hanging
    let limits = Self.limits(probe: .milliseconds(200))
    try await TestServer.run(transport, limits: limits) { server in
      var client: RawClient? = try await RawClient(port: server.port)
      await client?.send(Self.get)
      while transport.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      switch departure {
      case .shutDown: client?.disconnect()
      case .close: client = nil
      case .reset:
        client?.resetOnRelease()
        client = nil
      case .closeAfterHalfClose:
        client?.closeOutput()
        try await Task.sleep(for: .milliseconds(500))
        #expect(transport.cancellations == 0)
        client = nil
      }
      while transport.cancellations == 0 { try await Task.sleep(for: .milliseconds(10)) }
      #expect(try await server.exchanges(1).map(\.ending) == [.abandoned])
    }
  }

  @Test func boundsTimeForAllRequestsOfHalfClosedClient() async throws {
    let transport = RecordingTransport.hanging
    // Each request would have 600 s.
    var limits = Self.limits(probe: .seconds(600))
    limits.halfClosedTimeout = .seconds(1)
    let reading = try await TestServer.run(transport, limits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send(String(repeating: Self.get, count: 100))
      client.closeOutput()
      return try await client.read(timeout: 60_000)
    }
    #expect(reading.statuses.isEmpty)
    #expect(reading.ending != .timedOut)
    #expect(transport.requests.count == 1)
    #expect(transport.cancellations == 1)
  }

  @Test func returns504WhenTransportTakesTooLong() async throws {
    let transport = RecordingTransport.hanging
    var limits = TransportServer.Limits()
    limits.handlingTimeout = .milliseconds(300)
    try await TestServer.run(transport, limits: limits) { server in
      let client = try await RawClient(port: server.port)
      for _ in 0..<2 {
        await client.send(Self.get)
        let reading = try await client.read { $0.hasSuffix("}") }
        #expect(reading.statuses == ["504 Gateway Timeout"])
      }
      #expect(transport.cancellations == 2)
      #expect(
        try await server.exchanges(2).map(\.ending)
          == [.answered(status: 504), .answered(status: 504)])
    }
  }
}
#endif
