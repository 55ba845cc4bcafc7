// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP
import ClassifyCurl
import TestSupport
import Testing

/// Connection reuse and its effect on requests.
@Suite(.timeLimit(.minutes(15))) struct CurlTransportConnectionTests {
  @Test func reusesConnection() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = try CurlTransport()
      for _ in 0..<5 {
        _ = try await transport.send(.to(server))
        _ = try await transport.send(.to(server, .post, body: [1]))
      }
      #expect(server.connectionCount == 1)
    }
  }

  @Test func completes200ConcurrentRequests() async throws {
    try await LoopbackPlan { request in
      .respond(status: 200, headers: [], body: Array(request.path.utf8) + request.body)
    }.run { server in
      var options = CurlTransport.Options()
      options.maximumConnectionsPerHost = 4
      let transport = try CurlTransport(options: options)
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<200 {
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
      #expect(server.connectionCount <= 4)
      #expect(server.requests.count == 200)
      #expect(Set(server.requests.map(\.path)).count == 200)
    }
  }

  /// libcurl would resend a request if a reused connection is closed without a response.
  @Test(arguments: [.close, .reset] as [LoopbackBehavior], [1, 200_000])
  func doesNotResendPostOnReusedConnection(behavior: LoopbackBehavior, size: Int) async throws {
    try await LoopbackPlan { request in
      request.method == "GET" ? .json(200, "{}") : behavior
    }.run { server in
      let transport = try CurlTransport()
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

  @Test(arguments: [HTTPMethod.get, .post, .put, .delete])
  func doesNotResendOnReusedConnection(method: HTTPMethod) async throws {
    try await LoopbackPlan { $0.path == "/first" ? .json(200, "{}") : .close }.run { server in
      let transport = try CurlTransport()
      _ = try await transport.send(.to(server, path: "/first"))
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(.to(server, method))
      }
      #expect(error?.kind == .connectionLost)
      #expect(error?.delivery == .unknown)
      #expect(server.requests.map(\.path) == ["/first", "/"])
    }
  }

  /// The server closes an idle connection at any moment around the next request.
  @Test func sendsAtMostOnceWhenIdleConnectionIsClosed() async throws {
    let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".utf8)
    try await LoopbackPlan { request in
      request.method == "GET" ? .raw(answer) : .json(200, "{}")
    }.run { server in
      let transport = try CurlTransport()
      var generator = SeededGenerator(seed: 3)
      for number in 0..<200 {
        _ = try await transport.send(.to(server))
        for _ in 0..<Int.random(in: 0...40, using: &generator) { await Task.yield() }
        do throws(TransportError) {
          _ = try await transport.send(.to(server, .post, path: "/\(number)", body: [1]))
        } catch {
          #expect(error.kind == .connectionLost)
          let isSent = server.requests.contains { $0.path == "/\(number)" }
          if isSent { #expect(error.delivery == .unknown) }
        }
      }
      let paths = server.requests.filter { $0.method == "POST" }.map(\.path)
      #expect(Set(paths).count == paths.count)
    }
  }

  /// A request on a connection that is being closed can fail, but must not hang.
  @Test func completesWhenServerClosesAfterEachResponse() async throws {
    let response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    try await LoopbackPlan.always(.raw(Array(response.utf8))).run { server in
      let transport = try CurlTransport()
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
      let response = try await CurlTransport().send(.to(server))
      #expect(response.body == Array("abc".utf8))
    }
  }

  @Test func closesConnectionsOnRelease() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      var transport: CurlTransport? = try CurlTransport()
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

  @Test func exitsCleanlyAfterManyTransports() async {
    await #expect(processExitsWith: .success) {
      try InheritedSockets.close()
      try await LoopbackPlan { $0.path == "/hang" ? .hang : .json(200, "{}") }.run {
        server in
        for _ in 0..<30 {
          let transport = try CurlTransport()
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

  /// A descriptor of a connection that was never made can be that of a later one.
  @Test func opensOneConnectionToGreetingServerAfterRefusedOnes() async throws {
    let transport = try CurlTransport()
    try await RefusingPort.run { port in
      let refused = HTTPRequest(
        method: .get, scheme: "http", authority: "127.0.0.1:\(port)", path: "/")
      for _ in 0..<3 {
        _ = await #expect(throws: TransportError.self) { try await transport.send(refused) }
        try await LoopbackPlan.always(.text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).run {
          server in
          _ = try await transport.send(.to(server))
        }
      }
    }
    let greeting = LoopbackGreeting.speak(Array("220 mail here\r\n\r\n".utf8))
    try await LoopbackPlan.always(.close, greeting: greeting).run { server in
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(.to(server, .post, body: [1]))
      }
      #expect(error?.kind == .connectionLost)
      #expect(server.connectionCount == 1)
    }
  }
}
#endif
