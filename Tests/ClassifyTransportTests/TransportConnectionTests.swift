// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport
import Testing

/// Connection reuse and its effect on requests.
@Suite(.timeLimit(.minutes(15))) struct TransportConnectionTests {
  @Test(arguments: TransportUnderTest.all)
  func reusesConnection(over transport: TransportUnderTest) async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = try transport.make()
      for _ in 0..<5 {
        _ = try await transport.send(.to(server))
        _ = try await transport.send(.to(server, .post, body: [1]))
      }
      #expect(server.connectionCount == 1)
    }
  }

  @Test(arguments: TransportUnderTest.all)
  func completes200ConcurrentRequests(over transport: TransportUnderTest) async throws {
    try await LoopbackPlan { request in
      .respond(status: 200, headers: [], body: Array(request.path.utf8) + request.body)
    }.run { server in
      let made = try transport.make(.init(connectionsPerHost: 4))
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<200 {
          group.addTask {
            await #expect(throws: Never.self) {
              let isRead = number.isMultiple(of: 2)
              let response = try await made.send(
                .to(
                  server, isRead ? .get : .post, path: "/\(number)",
                  body: isRead ? nil : Array("!".utf8)))
              #expect(response.body == Array("/\(number)\(isRead ? "" : "!")".utf8))
            }
          }
        }
      }
      // Foundation can open more.
      if transport.name != .urlSession { #expect(server.connectionCount <= 4) }
      #expect(server.requests.count == 200)
      #expect(Set(server.requests.map(\.path)).count == 200)
    }
  }

  /// libcurl, which Foundation uses too, would resend a request if a reused connection is closed
  /// without a response.
  @Test(arguments: TransportUnderTest.all, [1, 200_000])
  func doesNotResendPostOnReusedConnection(
    over transport: TransportUnderTest, size: Int
  ) async throws {
    for behavior: LoopbackBehavior in [.close, .reset] {
      try await LoopbackPlan { request in
        request.method == "GET" ? .json(200, "{}") : behavior
      }.run { server in
        let transport = try transport.make()
        for _ in 0..<3 {
          _ = try await transport.send(.to(server))
          let error = await #expect(throws: TransportError.self) {
            try await transport.send(.to(server, .post, body: [UInt8](repeating: 1, count: size)))
          }
          #expect(error?.delivery == .unknown, "\(behavior)")
        }
        let sizes = server.requests.filter { $0.method == "POST" }.map { $0.body.count }
        #expect(sizes == [size, size, size], "\(behavior)")
      }
    }
  }

  /// Foundation on Linux resends a request without a body.
  @Test(
    arguments: TransportUnderTest.allButURLSession, [HTTPMethod.get, .post, .put, .delete])
  func doesNotResendOnReusedConnection(
    over transport: TransportUnderTest, method: HTTPMethod
  ) async throws {
    try await LoopbackPlan { $0.path == "/first" ? .json(200, "{}") : .close }.run { server in
      let transport = try transport.make()
      _ = try await transport.send(.to(server, path: "/first"))
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(.to(server, method))
      }
      #expect(error?.kind == .connectionLost)
      #expect(error?.delivery == .unknown)
      #expect(server.requests.map(\.path) == ["/first", "/"])
    }
  }

  /// A request on a connection that is being closed can fail, but must neither hang nor be resent.
  @Test(arguments: TransportUnderTest.all)
  func completesWhenServerClosesAfterEachResponse(over transport: TransportUnderTest) async throws {
    // async-http-client can lose a connection before it has written anything to it.
    let kinds: Set<TransportError.Kind> =
      transport.name == .asyncHTTP ? [.connectionLost, .cannotConnect] : [.connectionLost]
    let response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    try await LoopbackPlan.always(.text(response)).run { server in
      let transport = try transport.make()
      let results = await withTaskGroup(of: Result<HTTPStatus, TransportError>.self) { group in
        for number in 0..<200 {
          group.addTask {
            do throws(TransportError) {
              return .success(
                try await transport.send(.to(server, .post, path: "/\(number)", body: [1])).status)
            } catch {
              return .failure(error)
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(results.contains(.success(200)))
      for case .failure(let error) in results { #expect(kinds.contains(error.kind)) }
      let paths = server.requests.map(\.path)
      #expect(Set(paths).count == paths.count)
    }
  }

  // MARK: - Release

  @Test(arguments: TransportUnderTest.all)
  func completesRequestInFlightAfterRelease(over transport: TransportUnderTest) async throws {
    try await LoopbackPlan.always(
      .drip(Array("HTTP/1.1 200 OK\r\n\r\nabc".utf8), pauseMilliseconds: 1)
    ).run { server in
      let response = try await transport.make().send(.to(server))
      #expect(response.body == Array("abc".utf8))
    }
  }

  #if os(Linux)
  @Test(arguments: TransportUnderTest.all)
  func closesConnectionsOnRelease(over transport: TransportUnderTest) async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      var made: (any HTTPTransport)? = try transport.make()
      _ = try await made?.send(.to(server))
      #expect(try ClientSockets.count(to: server.port) == 1)
      #expect(server.openConnectionCount == 1)
      made = nil
      while try ClientSockets.count(to: server.port) > 0 {
        try await Task.sleep(for: .milliseconds(1))
      }
      while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }
  #endif

  #if os(macOS) || os(Linux)
  @Test func exitsCleanlyAfterManyTransports() async {
    await #expect(processExitsWith: .success) {
      #if os(Linux)
      try InheritedSockets.close()
      #endif
      for transport in TransportUnderTest.all {
        try await LoopbackPlan { $0.path == "/hang" ? .hang : .json(200, "{}") }.run { server in
          _ = try transport.make()
          for _ in 0..<30 {
            let transport = try transport.make()
            _ = try await transport.send(.to(server))
            _ = try await transport.send(.to(server, .post, body: [1]))
            let task = Task { try await transport.send(.to(server, path: "/hang")) }
            await Task.yield()
            task.cancel()
            _ = await task.result
          }
        }
      }
    }
  }
  #endif
}
