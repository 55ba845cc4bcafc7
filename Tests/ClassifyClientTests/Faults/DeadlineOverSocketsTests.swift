// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import TestSupport
import Testing

/// A call ends within its own time, whatever the service does.
@Suite(.timeLimit(.minutes(5))) struct DeadlineOverSocketsTests {
  private static let answers: [(LoopbackBehavior, ClassifyError.Code)] = [
    (.hang, .timeout),
    (.drip([UInt8](repeating: 0x20, count: 100_000), pauseMilliseconds: 20), .timeout),
    (.json(429, ""), .rateLimited), (.json(503, ""), .server), (.reset, .connection),
  ]

  /// Without a limit to attempts or retries: only the call's own limit ends it.
  @available(*, deprecated)
  @Test(arguments: FaultedCall.allCases)
  func theCallsOwnLimitEndsIt(call: FaultedCall) async throws {
    let subject = try await call.prepare(Sandbox())
    for (answer, code) in Self.answers {
      try await LoopbackPlan { request in
        guard case .drip(let bytes, let pause) = answer else { return answer }
        return .drip(
          Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + bytes, pauseMilliseconds: pause)
      }.run { server in
        var configuration = ServiceConfiguration(
          baseURL: try BaseURL("http://\(server.authority)"), key: try Secret(FaultRun.key))
        configuration.timeout = .milliseconds(300)
        configuration.attemptTimeout = nil
        configuration.retryPolicy = RetryPolicy(
          maximumRetries: .max, backoff: Backoff(base: .milliseconds(40)))
        let client = LlamaCloud(configuration: configuration, classifier: call.classifier)
        let error = try await classifyError { try await call.make(with: client, about: subject) }
        // Where the time ran out in the middle of an attempt, that is the error.
        #expect(error?.code == code || error?.code == .timeout, "\(code)")
      }
    }
  }
}
