// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyCurl
import ClassifyHTTP
import TestSupport
import Testing

/// Connections that are closed, refused or greet while libcurl uses them.
@Suite(.timeLimit(.minutes(15))) struct CurlTransportConnectionTests {
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
