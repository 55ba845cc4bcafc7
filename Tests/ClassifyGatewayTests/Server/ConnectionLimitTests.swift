// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Testing

/// Clients that compete for connections.
@Suite(.timeLimit(.minutes(15))) struct ConnectionLimitTests {
  private static let closing = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"

  private static func limits(
    _ connections: Int, slowBodyTimeout: Duration = .seconds(600)
  ) -> TransportServer.Limits {
    var limits = TransportServer.Limits()
    limits.maximumConnections = connections
    // No timeout must help.
    limits.idleTimeout = .seconds(600)
    limits.headTimeout = .seconds(600)
    limits.slowBodyTimeout = slowBodyTimeout
    return limits
  }

  /// What clients send that occupy connections without a complete request.
  struct Occupation: Sendable, CustomTestStringConvertible {
    let name: String
    let sent: String
    var drip = ""
    var testDescription: String { name }
  }

  @Test(arguments: [
    Occupation(name: "silent", sent: ""),
    Occupation(name: "kept alive", sent: "GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
    Occupation(name: "half a head", sent: "GET / HTTP/1.1\r\n"),
    Occupation(name: "dripping a head", sent: "GET / HTTP/1.1\r\n", drip: "X: y\r\n"),
    Occupation(name: "dripping line breaks", sent: "\r\n", drip: "\r\n"),
    Occupation(
      name: "dripping after a refusal", sent: "POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n",
      drip: "x"),
    Occupation(
      name: "dripping a body",
      sent: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n", drip: "x"),
    Occupation(
      name: "dripping chunks",
      sent: "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
      drip: "1\r\nx\r\n"),
  ])
  func servesNewClientsWhileIdleOnesHoldAllConnections(occupation: Occupation) async throws {
    let limits = Self.limits(50, slowBodyTimeout: .zero)
    try await TestServer.run(RecordingTransport(), limits: limits) { server in
      var clients: [RawClient] = []
      for _ in 0..<100 {
        let client = try await RawClient(port: server.port)
        client.sendNow(occupation.sent)
        clients.append(client)
      }
      for _ in 0..<5 {
        for client in clients { client.sendNow(occupation.drip) }
        let reading = try await RawClient.exchange(port: server.port, Self.closing)
        #expect(reading.statuses == ["200 OK"])
      }
    }
  }

  #if os(macOS) || os(Linux)
  /// A child process holds the 2,000 descriptors, so that other tests start processes with few.
  @Test func servesClientWhile1000ConnectionsDrip() async {
    await #expect(processExitsWith: .success) {
      let limits = Self.limits(1_000, slowBodyTimeout: .zero)
      let beginnings = [
        "POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n", "GET / HTTP/1.1\r\nX: ",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n",
      ]
      try await TestServer.run(RecordingTransport(), limits: limits) { server in
        var clients: [RawClient] = []
        for index in 0..<1_000 {
          let client = try await RawClient(port: server.port)
          client.sendNow(beginnings[index % beginnings.count])
          clients.append(client)
        }
        for _ in 0..<20 {
          for client in clients { client.sendNow("x") }
          let reading = try await RawClient.exchange(port: server.port, Self.closing)
          #expect(reading.statuses == ["200 OK"])
        }
      }
    }
  }
  #endif

  /// Begins a request with a body, and returns when the server has read its head: until then, it can
  /// count as idle.
  private static func upload(_ length: Int, to server: TestServer) async throws -> RawClient {
    let client = try await RawClient(port: server.port)
    await client.send(
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(length)\r\nExpect: 100-continue\r\n\r\n")
    _ = try await client.read { $0.hasSuffix("\r\n\r\n") }
    return client
  }

  @Test func closesLongestIdleConnectionFirst() async throws {
    try await TestServer.run(RecordingTransport(), limits: Self.limits(3)) { server in
      var clients: [RawClient] = []
      for _ in 0..<3 {
        let client = try await RawClient(port: server.port)
        await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        _ = try await client.read { $0.hasSuffix("done") }
        clients.append(client)
      }
      // Now the second one has been idle longest.
      await clients[0].send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      _ = try await clients[0].read { $0.hasSuffix("done") }
      let new = try await RawClient(port: server.port)
      #expect(try await clients[1].read() == RawClient.Reading(ending: .closed))
      for client in [clients[0], clients[2], new] {
        await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try await client.read { $0.hasSuffix("done") }.statuses == ["200 OK"])
      }
    }
  }

  @Test func neverClosesRequestsInProgress() async throws {
    let gate = Gate()
    try await TestServer.run(gate, limits: Self.limits(2)) { server in
      let active = try await RawClient(port: server.port)
      await active.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      let uploading = try await Self.upload(2, to: server)
      await uploading.send("a")
      while gate.requestCount < 1 { try await Task.sleep(for: .milliseconds(5)) }
      try await Task.sleep(for: .milliseconds(500))
      var waiting: [RawClient] = []
      for _ in 0..<40 {
        let client = try await RawClient(port: server.port)
        client.sendNow(Self.closing)
        waiting.append(client)
      }
      try await Task.sleep(for: .milliseconds(500))
      #expect(gate.requestCount == 1, "the others wait")
      await uploading.send("b")
      gate.open()
      let first = try await active.read()
      #expect(first.statuses == ["200 OK"])
      #expect(first.text.contains("\r\nConnection: close\r\n"), "others wait")
      #expect(try await uploading.read { $0.hasSuffix("all") }.statuses == ["200 OK"])
      for client in waiting { #expect(try await client.read().statuses == ["200 OK"]) }
    }
  }

  @Test func closesDrippingBodyAndKeepsHonestUpload() async throws {
    let limits = Self.limits(2, slowBodyTimeout: .seconds(3))
    try await TestServer.run(RecordingTransport(), limits: limits) { server in
      let dripping = try await Self.upload(1_200_000, to: server)
      let refusal = Task { try await dripping.read { $0.hasSuffix("}") } }
      // The drips move the time of the first body by less.
      try await Task.sleep(for: .milliseconds(100))
      let honest = try await Self.upload(1_200_000, to: server)
      // The dripping body loses its place to this client.
      let waiting = try await RawClient(port: server.port)
      await waiting.send(Self.closing)
      let upload = Task {
        for _ in 0..<60 {
          await honest.send(String(repeating: "x", count: 20_000))
          dripping.sendNow("x")
          try await Task.sleep(for: .milliseconds(100))
        }
        return try await honest.read { $0.hasSuffix("done") }
      }
      #expect(try await waiting.read().statuses == ["200 OK"])
      #expect(try await refusal.value.statuses == ["408 Request Timeout"])
      #expect(try await upload.value.statuses == ["200 OK"])
    }
  }

  @Test func keepsConnectionsAliveWhileNobodyWaits() async throws {
    try await TestServer.run(RecordingTransport(), limits: Self.limits(1)) { server in
      let client = try await RawClient(port: server.port)
      for _ in 0..<3 {
        await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        let reading = try await client.read { $0.hasSuffix("done") }
        #expect(!reading.text.contains("Connection: close"))
      }
    }
  }
}
#endif
