// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import TestSupport
import Testing

/// Graceful shutdown with connections in every state.
@Suite(.timeLimit(.minutes(15))) struct ShutdownTests {
  /// What a client has sent when the shutdown begins.
  private static let beginnings = [
    "", "GET / HT", "GET / HTTP/1.1\r\n\r\n", "GET /hang HTTP/1.1\r\nHost: h\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET /large HTTP/1.1\r\nHost: h\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\nabc",
    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 999999999\r\n\r\nabc",
  ]

  @Test(arguments: [false, true])
  func closesConnectionsInEveryState(halfClosed: Bool) async throws {
    let transport = RecordingTransport { request throws(TransportError) in
      guard request.path == "/hang" else {
        let count = request.path == "/large" ? 32 << 20 : 1
        return HTTPResponse(status: 200, body: [UInt8](repeating: 0x78, count: count))
      }
      try? await Task.sleep(for: .seconds(600))
      throw TransportError(kind: .cancelled, delivery: .unknown, message: "")
    }
    var limits = TransportServer.Limits()
    limits.shutdownTimeout = .seconds(1)
    let (clients, port) = try await TestServer.run(transport, limits: limits) { server in
      var clients: [RawClient] = []
      for beginning in Self.beginnings {
        let client = try await RawClient(port: server.port)
        await client.send(beginning)
        if halfClosed { client.closeOutput() }
        clients.append(client)
      }
      while transport.requests.count < 3 { try await Task.sleep(for: .milliseconds(5)) }
      return (clients, server.port)
    }
    #if canImport(Glibc)
    #expect(try ServerSockets.count(on: port) == 0)
    #endif
    #expect(clients.count == Self.beginnings.count)
  }

  /// Enough for every response: a shutdown ends when all connections have ended.
  private static var patient: TransportServer.Limits {
    var limits = TransportServer.Limits()
    limits.shutdownTimeout = .seconds(240)
    return limits
  }

  @Test func finishesHeadThatHasBegun() async throws {
    var reading = RawClient.Reading(ending: .closed)
    // A busy server reads the first part late.
    for pause in [Duration.milliseconds(200), .seconds(2), .seconds(20)]
    where reading.bytes.isEmpty {
      reading = try await TestServer.run(RecordingTransport(), limits: Self.patient) { server in
        let client = try await RawClient(port: server.port)
        await client.send("GET / HTTP/1.1\r\nHo")
        try await Task.sleep(for: pause)
        await server.beginShutdown()
        try await Task.sleep(for: .milliseconds(200))
        await client.send("st: h\r\n\r\n")
        return try await client.read()
      }
    }
    #expect(reading.statuses == ["200 OK"])
    #expect(reading.text.contains("\r\nConnection: close\r\n"))
    #expect(reading.ending == .closed)
  }

  @Test func sendsResponsesToPipelinedRequestsDuringShutdown() async throws {
    let gate = Gate()
    try await TestServer.run(gate, limits: Self.patient) { server in
      let client = try await RawClient(port: server.port)
      await client.send(String(repeating: "GET / HTTP/1.1\r\nHost: h\r\n\r\n", count: 3))
      while gate.requestCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
      await server.beginShutdown()
      try await Task.sleep(for: .milliseconds(200))
      gate.open()
      let reading = try await client.read()
      #expect(reading.statuses == ["200 OK", "200 OK", "200 OK"])
      #expect(reading.ending == .closed)
    }
  }
}
#endif
