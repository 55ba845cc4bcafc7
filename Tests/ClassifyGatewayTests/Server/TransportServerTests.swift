// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Testing

/// Startup, graceful shutdown, cancellation and listen errors.
@Suite(.timeLimit(.minutes(15))) struct TransportServerTests {
  @Test func finishesRequestsInFlightDuringShutdown() async throws {
    let gate = Gate()
    var limits = TransportServer.Limits()
    limits.shutdownTimeout = .seconds(240)
    try await TestServer.run(gate, limits: limits) { server in
      let idle = try await RawClient(port: server.port)
      let client = try await RawClient(port: server.port)
      await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      while gate.requestCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
      await server.beginShutdown()
      #expect(try await idle.read() == RawClient.Reading(ending: .closed))
      await #expect(throws: RawClient.Failure.self, "nobody listens any more") {
        while true { _ = try await RawClient(port: server.port) }
      }
      gate.open()
      let reading = try await client.read()
      #expect(reading.statuses == ["200 OK"])
      #expect(reading.body == "after all")
      #expect(reading.text.contains("\r\nConnection: close\r\n"))
      #expect(reading.ending == .closed)
    }
  }

  @Test func cancelsRequestsAfterShutdownTime() async throws {
    let transport = RecordingTransport.hanging
    var limits = TransportServer.Limits()
    limits.shutdownTimeout = .milliseconds(100)
    try await TestServer.run(transport, limits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      while transport.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      await server.beginShutdown()
      #expect(try await client.read().bytes.isEmpty)
      while transport.cancellations == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  @Test func closesConnectionsImmediatelyWhenCancelled() async throws {
    let transport = RecordingTransport.hanging
    let ports = AsyncStream.makeStream(of: Int.self)
    let address = try ListenAddress("127.0.0.1:0")
    let task = Task {
      try await TransportServer(
        transport, address: address, onStart: { ports.continuation.yield($0.port) }
      ).run()
    }
    let port = try #require(await ports.stream.first { _ in true })
    let client = try await RawClient(port: port)
    await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    while transport.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    _ = await task.result
    #expect(transport.cancellations == 1)
    #expect(try await client.read().bytes.isEmpty)
  }

  @Test func reportsPortInUse() async throws {
    try await TestServer.run(RecordingTransport()) { server in
      let error = await #expect(throws: TransportServerError.self) {
        try await TransportServer(RecordingTransport(), address: server.address).run()
      }
      #expect(error?.address == server.address)
      #expect(
        error?.description
          == "can't listen on 127.0.0.1:\(server.port): the port is in use: stop the program that "
          + "uses it, or choose another port; 0 takes a free one")
    }
  }

  @Test func reportsUnavailableAddress() async throws {
    // TEST-NET-1 (RFC 5737) is assigned to no machine.
    let address = try ListenAddress("192.0.2.1:0")
    let error = await #expect(throws: TransportServerError.self) {
      try await TransportServer(RecordingTransport(), address: address).run()
    }
    #expect(error?.description.contains("this machine has no such address") == true)
  }

  @Test func reportsUnknownHost() async throws {
    let address = try ListenAddress("host.invalid:0")
    let error = await #expect(throws: TransportServerError.self) {
      try await TransportServer(RecordingTransport(), address: address).run()
    }
    #expect(error?.description.contains("the host is not known") == true)
  }
}
#endif
