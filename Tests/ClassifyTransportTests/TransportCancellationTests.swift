// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport
import Testing

/// Cancellation before, while and after a request is sent.
@Suite(.timeLimit(.minutes(15))) struct TransportCancellationTests {
  @Test(arguments: TransportUnderTest.all)
  func sendsNothingWhenAlreadyCancelled(over transport: TransportUnderTest) async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = try transport.make()
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await transport.send(.to(server, .post, body: [1]))
      }
      let error = await #expect(throws: TransportError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
      #expect(error?.delivery == .notSent)
      #expect(server.requests.isEmpty)
    }
  }

  /// Foundation does not tell whether a request waits for a connection.
  @Test(arguments: TransportUnderTest.allButURLSession)
  func sendsNothingWhenCancelledWhileWaitingForConnection(
    over transport: TransportUnderTest
  ) async throws {
    try await LoopbackPlan { $0.path == "/hang" ? .hang : .json(200, "{}") }.run { server in
      let transport = try transport.make(.init(connectionsPerHost: 1))
      let blocking = Task { try await transport.send(.to(server, path: "/hang")) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      let waiting = Task { try await transport.send(.to(server, .post, body: [1])) }
      try await Task.sleep(for: .milliseconds(50))
      waiting.cancel()
      let error = await #expect(throws: TransportError.self) { try await waiting.value }
      #expect(error?.kind == .cancelled)
      #expect(error?.delivery == .notSent)
      blocking.cancel()
      _ = await blocking.result
      _ = try await transport.send(.to(server, path: "/next"))
      #expect(server.requests.map(\.path) == ["/hang", "/next"])
    }
  }

  // MARK: - In flight

  /// Cancels a request after the server has read it, and waits until its connection is closed.
  private func cancel(
    over transport: TransportUnderTest, during behavior: LoopbackBehavior
  ) async throws {
    try await LoopbackPlan.always(behavior).run { server in
      let transport = try transport.make()
      let task = Task { try await transport.send(.to(server, .post, body: [1])) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      try await Task.sleep(for: .milliseconds(50))
      task.cancel()
      let error = await #expect(throws: TransportError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
      #expect(error?.delivery == .unknown)
      while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test(arguments: TransportUnderTest.all)
  func closesConnectionWhenCancelledBeforeResponse(over transport: TransportUnderTest) async throws
  {
    try await cancel(over: transport, during: .hang)
  }

  private static let unfinishedResponses: [LoopbackBehavior] = [
    .drip(
      Array("HTTP/1.1 200 OK\r\nX-A:\(String(repeating: " ", count: 10_000))".utf8),
      pauseMilliseconds: 20),
    .rawKeepingOpen(Array("HTTP/1.1 200 OK\r\nX-A: 1\r\n".utf8)),
    .rawKeepingOpen(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".utf8)),
    .rawKeepingOpen(
      Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-T: 1\r\n".utf8)),
  ]

  @Test(arguments: TransportUnderTest.robust, unfinishedResponses)
  func closesConnectionWhenCancelledWithinResponse(
    over transport: TransportUnderTest, behavior: LoopbackBehavior
  ) async throws {
    try await cancel(over: transport, during: behavior)
  }

  // MARK: - At any time

  @Test(arguments: TransportUnderTest.all)
  func endsEveryRequestOnceWhenCancelledAtAnyTime(over transport: TransportUnderTest) async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = try transport.make()
      var generator = SeededGenerator(seed: 7)
      for number in 0..<300 {
        let task = Task {
          try await transport.send(.to(server, .post, path: "/\(number)", body: [1]))
        }
        for _ in 0..<Int.random(in: 0...60, using: &generator) { await Task.yield() }
        task.cancel()
        switch await task.result {
        case .success(let response): #expect(response.status == 200)
        case .failure(let error as TransportError):
          #expect(error.kind == .cancelled)
          if error.delivery == .notSent {
            #expect(!server.requests.contains { $0.path == "/\(number)" })
          }
        case .failure(let error): Issue.record(error)
        }
      }
      #expect(try await transport.send(.to(server, path: "/last")).status == 200)
      let paths = server.requests.map(\.path)
      #expect(Set(paths).count == paths.count)
    }
  }
}
