// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Testing

/// Connections whose output the server has closed.
@Suite(.timeLimit(.minutes(15))) struct LingerTests {
  /// A request that is rejected with 400, and whose body can follow.
  private static let refused = "POST / HTTP/1.1\r\nContent-Length: 60000000\r\n\r\n"

  /// Returns a client that has been refused and has read the response.
  private static func refusedClient(_ server: TestServer) async throws -> RawClient {
    let client = try await RawClient(port: server.port)
    await client.send(refused)
    let reading = try await client.read()
    #expect(reading.statuses == ["400 Bad Request"])
    #expect(reading.ending == .closed)
    return client
  }

  @Test func closesRefusedConnectionThatDrips() async throws {
    var limits = TransportServer.Limits()
    limits.lingerTimeout = .seconds(1)
    try await TestServer.run(RecordingTransport(), limits: limits) { server in
      let client = try await Self.refusedClient(server)
      let start = ContinuousClock.now
      // Each byte is within the timeout.
      while !client.isClosedByServer(), start.duration(to: .now) < .seconds(240) {
        client.sendNow("x")
        try await Task.sleep(for: .milliseconds(200))
      }
      #expect(client.isClosedByServer())
    }
  }

  @Test func closesRefusedConnectionThatFloods() async throws {
    var limits = TransportServer.Limits()
    limits.lingerTimeout = .seconds(600)
    limits.maximumLingerBytes = 1_000_000
    try await TestServer.run(RecordingTransport(), limits: limits) { server in
      let client = try await Self.refusedClient(server)
      let start = ContinuousClock.now
      let piece = String(repeating: "x", count: 10_000)
      while !client.isClosedByServer(), start.duration(to: .now) < .seconds(240) {
        client.sendNow(piece)
        try await Task.sleep(for: .milliseconds(1))
      }
      #expect(client.isClosedByServer())
    }
  }

  @Test func servesNewClientsWhileRefusedConnectionsDrip() async throws {
    var limits = TransportServer.Limits()
    limits.lingerTimeout = .seconds(600)
    limits.maximumConnections = 50
    try await TestServer.run(RecordingTransport(), limits: limits) { server in
      var dripping: [RawClient] = []
      for _ in 0..<50 { dripping.append(try await Self.refusedClient(server)) }
      for _ in 0..<10 {
        for client in dripping { client.sendNow("x") }
        let reading = try await RawClient.exchange(
          port: server.port, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        #expect(reading.statuses == ["200 OK"])
      }
      #expect(dripping.contains { !$0.isClosedByServer() })
    }
  }

  @Test func sendsWholeResponseToSlowReaderBeforeItLingers() async throws {
    // Exceeds the buffers of both sides.
    let body = [UInt8](repeating: 0x78, count: 32 << 20)
    let transport = RecordingTransport { _ in HTTPResponse(status: 200, body: body) }
    var limits = TransportServer.Limits()
    limits.lingerTimeout = .milliseconds(100)
    try await TestServer.run(transport, limits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      try await Task.sleep(for: .seconds(2))
      let reading = try await client.read()
      #expect(reading.bytes.count > body.count)
      #expect(reading.ending == .closed)
    }
  }
}
#endif
