// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Foundation
import TestSupport
import Testing

@testable import ClassifyURLSession

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The state that a session's delegate keeps.
@Suite(.timeLimit(.minutes(15))) struct SessionDelegateTests {
  /// A cancellation can arrive after the request has ended and before the caller resumes.
  @Test func keepsNoStateOfEndedRequests() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = URLSessionTransport()
      var generator = SeededGenerator(seed: 11)
      for _ in 0..<300 {
        let task = Task { try await transport.send(.to(server, .post, body: [1])) }
        for _ in 0..<Int.random(in: 0...200, using: &generator) { await Task.yield() }
        task.cancel()
        _ = await task.result
      }
      #expect(transport.delegate.isEmpty)
    }
  }

  @Test func discardsLateCancellation() throws {
    let delegate = SessionDelegate(maximumResponseBytes: 1)
    let task = URLSession.shared.dataTask(with: try #require(URL(string: "http://127.0.0.1:1")))
    delegate.cancel(task)
    #expect(!delegate.isEmpty)
    delegate.discardCancellation(of: task)
    #expect(delegate.isEmpty)
  }
}
