// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import TestSupport
import Testing

/// Upstreams that fail, and clients that leave.
@Suite(.timeLimit(.minutes(15))) struct ForwardedFailureTests {
  private static let get = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
  private static let post =
    "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab"

  @Test func returns502WhenUpstreamIsUnreachable() async throws {
    // No server listens on port 1.
    let reading = try await ForwardingServer.run(to: "http://127.0.0.1:1") { server in
      try await RawClient.exchange(port: server.port, Self.post)
    }
    #expect(reading.statuses == ["502 Bad Gateway"])
    #expect(reading.body == #"{"detail":"The service can't be reached."}"#)
  }

  @Test func returns502WhenHostIsUnknown() async throws {
    let reading = try await ForwardingServer.run(to: "http://host.invalid") { server in
      try await RawClient.exchange(port: server.port, Self.get)
    }
    #expect(reading.statuses == ["502 Bad Gateway"])
  }

  @Test func returns502WhenUpstreamSpeaksNoTLS() async throws {
    try await LoopbackPlan.always(.json(200, "{}"), greeting: .speak(Array("hello\r\n".utf8))).run {
      loopback in
      let reading = try await ForwardingServer.run(to: "https://\(loopback.authority)") { server in
        try await RawClient.exchange(port: server.port, Self.get)
      }
      #expect(reading.statuses == ["502 Bad Gateway"])
      #expect(reading.body == #"{"detail":"The service can't be reached securely."}"#)
    }
  }

  @Test func returns504WhenUpstreamDoesNotAnswer() async throws {
    var limits = Upstream.Limits()
    limits.idleTimeout = .seconds(15)
    try await ForwardingServer.run(to: .always(.hang), limits: limits) { server, loopback in
      let reading = try await RawClient.exchange(port: server.port, Self.post)
      #expect(reading.statuses == ["504 Gateway Timeout"])
      #expect(reading.body == #"{"detail":"The service took too long to respond."}"#)
      while loopback.departures < 1 { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  @Test func resetsConnectionWhenUpstreamStopsMidBody() async throws {
    var limits = Upstream.Limits()
    limits.idleTimeout = .seconds(15)
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"
    try await ForwardingServer.run(
      to: .always(.script([.write(Array(head.utf8)), .hang])), limits: limits
    ) { server, _ in
      let reading = try await RawClient.exchange(port: server.port, Self.post)
      #expect(reading.ending == .reset)
    }
  }

  @Test(arguments: [LoopbackBehavior.reset, .close])
  func resetsConnectionWhenUpstreamLosesIts(behavior: LoopbackBehavior) async throws {
    try await ForwardingServer.run(to: .always(behavior)) { server, loopback in
      let reading = try await RawClient.exchange(port: server.port, Self.post)
      #expect(reading == RawClient.Reading(ending: .reset))
      #expect(loopback.requests.count == 1, "it could have been processed")
      #expect(try await server.exchanges(1).map(\.ending) == [.broken])
    }
  }

  @Test(arguments: ["GET", "HEAD"])
  func repeatsReadingRequestOnce(method: String) async throws {
    let plan = LoopbackPlan { request in request.connection == 0 ? .close : .json(200, "{}") }
    try await ForwardingServer.run(to: plan) { server, loopback in
      let reading = try await RawClient.exchange(
        port: server.port, "\(method) / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(reading.statuses.map { $0.prefix(3) } == ["200"])
      #expect(loopback.requests.count == 2)
    }
    try await ForwardingServer.run(to: .always(.close)) { server, loopback in
      let reading = try await RawClient.exchange(port: server.port, Self.get)
      #expect(reading == RawClient.Reading(ending: .reset))
      #expect(loopback.requests.count == 2)
    }
  }

  @Test(arguments: [get, post])
  func cancelsUpstreamRequestWhenClientLeaves(request: String) async throws {
    try await ForwardingServer.run(to: .always(.hang)) { server, loopback in
      let client = try await RawClient(port: server.port)
      await client.send(request)
      while loopback.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      client.disconnect()
      while loopback.departures < 1 { try await Task.sleep(for: .milliseconds(5)) }
      #expect(try await server.exchanges(1).map(\.ending) == [.abandoned])
    }
  }

  @Test func cancelsUpstreamResponseWhenClientLeaves() async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"
    try await ForwardingServer.run(
      to: .always(.script([.write(Array(head.utf8)), .hang]))
    ) { server, loopback in
      var client: RawClient? = try await RawClient(port: server.port)
      await client?.send(Self.get)
      _ = try await client?.read { $0.contains("1\r\na") }
      client?.resetOnRelease()
      client = nil
      while loopback.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(5)) }
      #expect(try await server.exchanges(1).map(\.ending) == [.abandoned])
    }
  }

  @Test func boundsConnectionsToUpstream() async throws {
    var limits = Upstream.Limits()
    limits.maximumConnections = 3
    limits.slotTimeout = .seconds(240)
    let plan = LoopbackPlan.always(
      .script([
        .pause(milliseconds: 20),
        .write(Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".utf8)), .keepOpen,
      ]))
    try await ForwardingServer.run(to: plan, limits: limits) { server, loopback in
      let statuses = try await withThrowingTaskGroup { group in
        for _ in 0..<60 {
          group.addTask { try await RawClient.exchange(port: server.port, Self.get).statuses }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(statuses.count { $0.hasPrefix("200") } == 60)
      #expect(loopback.connectionCount == 3)
    }
  }

  @Test func returns503WhenNoConnectionBecomesFree() async throws {
    var limits = Upstream.Limits()
    limits.maximumConnections = 1
    limits.slotTimeout = .milliseconds(100)
    let plan = LoopbackPlan { $0.path == "/hang" ? .hang : .json(200, "{}") }
    try await ForwardingServer.run(to: plan, limits: limits) { server, loopback in
      let first = try await RawClient(port: server.port)
      await first.send("GET /hang HTTP/1.1\r\nHost: h\r\n\r\n")
      while loopback.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      for request in [Self.get, Self.post] {
        let reading = try await RawClient.exchange(port: server.port, request)
        #expect(reading.statuses == ["503 Service Unavailable"])
        #expect(reading.text.contains("\r\nRetry-After: 1\r\n"))
      }
      first.disconnect()
      while loopback.departures < 1 { try await Task.sleep(for: .milliseconds(5)) }
      // The connection becomes free a moment after its end.
      var status: Substring? = "503"
      while status == "503" {
        status = try await RawClient.exchange(port: server.port, Self.get)
          .statuses.first?.prefix(3)
      }
      #expect(status == "200")
    }
  }

  @Test func freesConnectionOfRequestThatLeavesWhileItWaits() async throws {
    var limits = Upstream.Limits()
    limits.maximumConnections = 1
    // The server needs a moment to see that a client has closed both sides.
    limits.slotTimeout = .seconds(600)
    let plan = LoopbackPlan { $0.path == "/hang" ? .hang : .json(200, "{}") }
    try await ForwardingServer.run(to: plan, limits: limits) { server, loopback in
      let first = try await RawClient(port: server.port)
      await first.send("GET /hang HTTP/1.1\r\nHost: h\r\n\r\n")
      while loopback.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      let waiting = try await RawClient(port: server.port)
      await waiting.send(Self.get)
      try await Task.sleep(for: .milliseconds(100))
      waiting.disconnect()
      first.disconnect()
      let last = try await RawClient.exchange(port: server.port, Self.get)
      #expect(last.statuses.map { $0.prefix(3) } == ["200"])
    }
  }

  @Test func failsRequestsAfterShutdown() async throws {
    let upstream = try Upstream(baseURL: try BaseURL("http://127.0.0.1:1"))
    await upstream.shutdown()
    let error = await #expect(throws: TransportError.self) {
      try await upstream.forward(IncomingRequest(method: .get, target: "/"))
    }
    #expect(error?.kind == .invalidRequest)
  }
}
#endif
