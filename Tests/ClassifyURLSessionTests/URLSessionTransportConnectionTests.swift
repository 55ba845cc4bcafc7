// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyURLSession
import TestSupport
import Testing

/// Connection reuse and its effect on requests.
@Suite(.timeLimit(.minutes(15))) struct URLSessionTransportConnectionTests {
  @Test func reusesConnection() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = URLSessionTransport()
      for _ in 0..<5 {
        _ = try await transport.send(.to(server))
        _ = try await transport.send(.to(server, .post, body: [1]))
      }
      #expect(server.connectionCount == 1)
    }
  }

  @Test func completes100ConcurrentRequests() async throws {
    try await LoopbackPlan { request in
      .respond(status: 200, headers: [], body: Array(request.path.utf8) + request.body)
    }.run { server in
      var options = URLSessionTransport.Options()
      options.maximumConnectionsPerHost = 4
      let transport = URLSessionTransport(options: options)
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<100 {
          group.addTask {
            await #expect(throws: Never.self) {
              let isRead = number.isMultiple(of: 2)
              let response = try await transport.send(
                .to(
                  server, isRead ? .get : .post, path: "/\(number)",
                  body: isRead ? nil : Array("!".utf8)))
              #expect(response.body == Array("/\(number)\(isRead ? "" : "!")".utf8))
            }
          }
        }
      }
      #expect(server.requests.count == 100)
      #expect(Set(server.requests.map(\.path)).count == 100)
    }
  }

  /// libcurl resends a request if a reused connection is closed without a response.
  @Test(arguments: [.close, .reset] as [LoopbackBehavior], [1, 200_000])
  func doesNotResendPostOnReusedConnection(behavior: LoopbackBehavior, size: Int) async throws {
    try await LoopbackPlan { request in
      request.method == "GET" ? .json(200, "{}") : behavior
    }.run { server in
      let transport = URLSessionTransport()
      for _ in 0..<3 {
        _ = try await transport.send(.to(server))
        let error = await #expect(throws: TransportError.self) {
          try await transport.send(.to(server, .post, body: [UInt8](repeating: 1, count: size)))
        }
        #expect(error?.delivery == .unknown)
      }
      #expect(
        server.requests.filter { $0.method == "POST" }.map { $0.body.count } == [size, size, size])
    }
  }

  /// A request on a connection that is being closed can fail, but must not hang.
  @Test func completesWhenServerClosesAfterEachResponse() async throws {
    let response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    try await LoopbackPlan.always(.raw(Array(response.utf8))).run { server in
      let transport = URLSessionTransport()
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
      for result in results {
        if case .failure(let error) = result { #expect(error.kind == .connectionLost) }
      }
      let paths = server.requests.map(\.path)
      #expect(Set(paths).count == paths.count)
    }
  }

  @Test func completesRequestInFlightAfterRelease() async throws {
    try await LoopbackPlan.always(
      .drip(Array("HTTP/1.1 200 OK\r\n\r\nabc".utf8), pauseMilliseconds: 1)
    ).run { server in
      let response = try await URLSessionTransport().send(.to(server))
      #expect(response.body == Array("abc".utf8))
    }
  }

  #if os(Linux)
  @Test func closesConnectionsOnRelease() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      var transport: URLSessionTransport? = URLSessionTransport()
      _ = try await transport?.send(.to(server))
      #expect(try ClientSockets.count(to: server.port) == 1)
      #expect(server.openConnectionCount == 1)
      transport = nil
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
      try await LoopbackPlan { $0.path == "/hang" ? .hang : .json(200, "{}") }.run {
        server in
        for _ in 0..<30 {
          let transport = URLSessionTransport()
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
  #endif
}
