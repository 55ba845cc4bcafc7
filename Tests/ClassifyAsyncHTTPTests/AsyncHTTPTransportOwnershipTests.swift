// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient
import AsyncHTTPClient
import ClassifyAsyncHTTP
import ClassifyHTTP
import NIOCore
import TestSupport
import Testing

/// Transports with a client of their own, and transports that share the caller's.
@Suite(.timeLimit(.minutes(15))) struct AsyncHTTPTransportOwnershipTests {
  // MARK: - Owned clients

  @Test func failsRequestsAfterShutdown() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = AsyncHTTPTransport()
      _ = try await transport.send(.to(server))
      await transport.shutdown()
      await transport.shutdown()
      #if os(Linux)
      #expect(try ClientSockets.count(to: server.port) == 0)
      #endif
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(.to(server))
      }
      #expect(error?.kind == .invalidRequest)
      #expect(error?.delivery == .notSent)
    }
  }

  @Test func endsRequestsInFlightOnShutdown() async throws {
    try await LoopbackPlan.always(.hang).run { server in
      let transport = AsyncHTTPTransport()
      let task = Task { try await transport.send(.to(server)) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      await transport.shutdown()
      let error = await #expect(throws: TransportError.self) { try await task.value }
      #expect(error?.kind == .connectionLost)
      #expect(error?.delivery == .unknown)
    }
  }

  // MARK: - The caller's client

  /// Runs `body` with a transport on a client, and shuts the client down.
  private func sharing(
    _ configuration: HTTPClient.Configuration = HTTPClient.Configuration(),
    _ body: (AsyncHTTPTransport, HTTPClient) async throws -> Void
  ) async throws {
    let client = HTTPClient(configuration: configuration)
    do {
      try await body(AsyncHTTPTransport(client: client), client)
    } catch {
      Issue.record(error)
    }
    try await client.shutdown()
  }

  @Test func leavesClientOfCallerRunning() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      try await sharing { transport, client in
        #expect(try await transport.send(.to(server, .post, body: [1])).status == 200)
        await transport.shutdown()
        #expect(try await transport.send(.to(server)).status == 200)
        _ = try await client.get(url: "http://\(server.authority)/").get()
        #expect(server.requests.count == 3)
        #expect(server.connectionCount == 1)
      }
    }
  }

  /// async-http-client follows redirects by default, and resends the body.
  @Test(arguments: [301, 302, 303, 307, 308], ["", String(repeating: "x", count: 10_000)])
  func followsNoRedirectOfClientThatWould(status: Int, body: String) async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { elsewhere in
      let location = ("Location", "http://\(elsewhere.authority)/")
      try await LoopbackPlan.always(
        .respond(status: status, headers: [location], body: Array(body.utf8))
      ).run { server in
        try await sharing { transport, _ in
          let response = try await transport.send(.to(server, .post, body: [1]))
          #expect(response.status.code == status)
          #expect(response.headerFields[.location] == location.1)
        }
        #expect(server.requests.count == 1)
        #expect(elsewhere.connectionCount == 0)
      }
    }
  }

  @Test func returnsRedirectWithBodyIfClientFollowsNone() async throws {
    // Without a location, the client doesn't follow.
    try await LoopbackPlan.always(.respond(status: 302, headers: [], body: [1, 2, 3])).run {
      server in
      try await sharing { transport, _ in
        let response = try await transport.send(.to(server))
        #expect(response.body == [1, 2, 3])
      }
    }
  }
}
#endif
