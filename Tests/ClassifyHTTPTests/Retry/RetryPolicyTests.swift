// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ClassifyHTTP

@Suite struct RetryPolicyTests {
  private func wait(
    _ failure: AttemptFailure, retry: Int = 0, _ idempotency: Idempotency = .idempotent,
    policy: RetryPolicy = .standard, now: Duration? = nil
  ) -> Duration? {
    var generator = SeededGenerator(seed: 1)
    return policy.wait(
      after: failure, beforeRetry: retry, idempotency: idempotency, now: now, using: &generator)
  }

  private func answer(_ code: Int, _ fields: KeyValuePairs<String, String> = [:]) throws
    -> AttemptFailure
  {
    .response(HTTPResponse(status: HTTPStatus(code: code), headerFields: try HTTPFields(fields)))
  }

  @Test func theStatusesThatPassAreRetried() throws {
    for code in 100..<1_000 where !(200...299).contains(code) {
      let isRetried = [408, 409, 429].contains(code) || code >= 500
      #expect((wait(try answer(code)) != nil) == isRetried, "\(code)")
      #expect((wait(try answer(code), .nonIdempotent) != nil) == (code == 429), "\(code)")
    }
  }

  @Test(arguments: TransportError.Kind.allCases, TransportError.Delivery.allCases)
  func connectionsThatFailedAreRetried(
    kind: TransportError.Kind, delivery: TransportError.Delivery
  ) {
    let failure = AttemptFailure.transport(
      TransportError(kind: kind, delivery: delivery, message: ""))
    let isTransient = [.cannotConnect, .connectionLost, .timedOut].contains(kind)
    #expect((wait(failure) != nil) == isTransient)
    #expect((wait(failure, .nonIdempotent) != nil) == (isTransient && delivery == .notSent))
  }

  @Test(arguments: [
    (400, "true", true), (400, "TRUE", true), (400, "yes", false), (503, "false", false),
    (429, "False", false), (503, "no", true),
  ])
  func theServersWordWins(code: Int, word: String, isRetried: Bool) throws {
    #expect((wait(try answer(code, ["X-Should-Retry": word])) != nil) == isRetried)
  }

  @Test func theServersWordDoesNotMakeARequestRepeatable() throws {
    #expect(wait(try answer(503, ["x-should-retry": "true"]), .nonIdempotent) == nil)
    #expect(wait(try answer(429, ["x-should-retry": "false"]), .nonIdempotent) == nil)
  }

  @Test(
    arguments: [
      (["Retry-After": "7"], 7.0), (["Retry-After": "0"], 0), (["Retry-After": "1.5"], 1.5),
      (["Retry-After": "61"], 60), (["Retry-After": "99999999999999999999"], 60),
      (["retry-after-ms": "250"], 0.25), (["retry-after-ms": "250", "Retry-After": "7"], 0.25),
      (["retry-after-ms": "soon", "Retry-After": "7"], 7),
      (["Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT"], 10),
      (["Retry-After": "Sun, 06 Nov 1994 08:49:07 GMT"], 0),
      (["Retry-After": "Mon, 07 Nov 1994 08:49:37 GMT"], 60),
    ] as [(KeyValuePairs<String, String>, Double)])
  func theServersWaitIsKeptWithinLimits(
    fields: KeyValuePairs<String, String>, seconds: Double
  ) throws {
    let failure = try answer(429, fields)
    #expect(wait(failure, now: .seconds(784_111_777)) == .seconds(seconds))
  }

  @Test(arguments: ["-1", "soon", "", "1e3", "nan", "0x10", "Sun, 06 Nov 1994"])
  func whatCanNotBeReadIsNoWait(text: String) throws {
    let failure = try answer(429, ["Retry-After": text])
    #expect(wait(failure) == wait(try answer(429)))
  }

  @Test func withoutAClockADateIsJudgedByTheServersOwn() throws {
    let failure = try answer(
      429,
      [
        "Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT",
      ])
    #expect(wait(failure) == .seconds(10))
    let dateless = try answer(429, ["Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT"])
    #expect(wait(dateless) == wait(try answer(429)))
  }

  @Test(arguments: [(5, 4, true), (5, 5, false), (0, 0, false), (-3, 0, false)])
  func retriesAreCounted(maximum: Int, retry: Int, isRetried: Bool) throws {
    let policy = RetryPolicy(maximumRetries: maximum)
    #expect((wait(try answer(503), retry: retry, policy: policy) != nil) == isRetried)
  }
}
