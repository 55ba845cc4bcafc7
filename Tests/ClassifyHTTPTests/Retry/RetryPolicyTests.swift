// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ClassifyHTTP

@Suite struct RetryPolicyTests {
  private func delay(
    _ failure: AttemptFailure, retry: Int = 0, _ idempotency: Idempotency = .idempotent,
    policy: RetryPolicy = .standard, now: Duration? = nil
  ) -> Duration? {
    var generator = SeededGenerator(seed: 1)
    return policy.delay(
      after: failure, beforeRetry: retry, idempotency: idempotency, now: now, using: &generator)
  }

  private func response(_ code: Int, _ fields: KeyValuePairs<String, String> = [:]) throws
    -> AttemptFailure
  {
    .response(HTTPResponse(status: HTTPStatus(code: code), headerFields: try HTTPFields(fields)))
  }

  @Test func retriesTransientStatuses() throws {
    for code in 100..<1_000 where !(200...299).contains(code) {
      let isRetried = [408, 409, 429].contains(code) || code >= 500
      #expect((delay(try response(code)) != nil) == isRetried, "\(code)")
      #expect((delay(try response(code), .nonIdempotent) != nil) == (code == 429), "\(code)")
      // A 409 to a cancellation or deletion is final.
      #expect(
        (delay(try response(code), .transition) != nil) == (isRetried && code != 409), "\(code)")
    }
  }

  @Test(arguments: TransportError.Kind.allCases, TransportError.Delivery.allCases)
  func retriesTransientTransportErrors(
    kind: TransportError.Kind, delivery: TransportError.Delivery
  ) {
    let failure = AttemptFailure.transport(
      TransportError(kind: kind, delivery: delivery, message: ""))
    let isTransient = [.cannotConnect, .connectionLost, .timedOut].contains(kind)
    #expect((delay(failure) != nil) == isTransient)
    #expect((delay(failure, .nonIdempotent) != nil) == (isTransient && delivery == .notSent))
  }

  @Test(arguments: [
    (400, "true", true), (400, "TRUE", true), (400, "yes", false), (503, "false", false),
    (429, "False", false), (503, "no", true),
  ])
  func obeysShouldRetryHeader(code: Int, value: String, isRetried: Bool) throws {
    #expect((delay(try response(code, ["X-Should-Retry": value])) != nil) == isRetried)
  }

  @Test func retriesConflictOfTransitionOnlyIfServiceAsks() throws {
    #expect(delay(try response(409, ["x-should-retry": "true"]), .transition) != nil)
    #expect(delay(try response(409, ["x-should-retry": "false"]), .idempotent) == nil)
  }

  @Test func ignoresShouldRetryHeaderWhenNonIdempotent() throws {
    #expect(delay(try response(503, ["x-should-retry": "true"]), .nonIdempotent) == nil)
    #expect(delay(try response(429, ["x-should-retry": "false"]), .nonIdempotent) == nil)
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
  func clampsRetryAfter(
    fields: KeyValuePairs<String, String>, seconds: Double
  ) throws {
    let failure = try response(429, fields)
    #expect(delay(failure, now: .seconds(784_111_777)) == .seconds(seconds))
  }

  @Test(arguments: ["-1", "soon", "", "1e3", "nan", "0x10", "Sun, 06 Nov 1994"])
  func ignoresInvalidRetryAfter(text: String) throws {
    let failure = try response(429, ["Retry-After": text])
    #expect(delay(failure) == delay(try response(429)))
  }

  @Test func comparesRetryAfterWithDateHeaderWithoutClock() throws {
    let failure = try response(
      429,
      [
        "Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT",
      ])
    #expect(delay(failure) == .seconds(10))
    let dateless = try response(429, ["Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT"])
    #expect(delay(dateless) == delay(try response(429)))
  }

  @Test(arguments: [(5, 4, true), (5, 5, false), (0, 0, false), (-3, 0, false)])
  func stopsAtMaximumRetries(maximum: Int, retry: Int, isRetried: Bool) throws {
    let policy = RetryPolicy(maximumRetries: maximum)
    #expect((delay(try response(503), retry: retry, policy: policy) != nil) == isRetried)
  }
}

@Suite struct BackoffTests {
  @Test func doublesMaximumDelayUpToLimit() {
    let maximumDelays = (0...6).map { Backoff().maximumDelay(beforeRetry: $0) }
    #expect(maximumDelays == [0.5, 1, 2, 4, 8, 8, 8].map { .seconds($0) })
    #expect(Backoff().maximumDelay(beforeRetry: .max) == .seconds(8))
    #expect(Backoff().maximumDelay(beforeRetry: -1) == .milliseconds(500))
  }

  @Test func distributesDelaysBelowMaximum() {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    for retry in 0...6 {
      let maximumDelay = Backoff().maximumDelay(beforeRetry: retry)
      let delays = (0..<1_000).map { _ in Backoff().delay(beforeRetry: retry, using: &generator) }
      #expect(delays.allSatisfy { $0 >= .zero && $0 <= maximumDelay }, "seed \(generator.seed)")
      #expect(delays.contains { $0 < maximumDelay / 10 }, "seed \(generator.seed)")
      #expect(delays.contains { $0 > maximumDelay * 9 / 10 }, "seed \(generator.seed)")
    }
  }

  @Test func clampsInvalidDurations() {
    var generator = SeededGenerator(seed: 1)
    let none = Backoff(base: .seconds(-1), limit: .seconds(-1))
    #expect(none.delay(beforeRetry: 3, using: &generator) == .zero)
    #expect(Backoff(base: .seconds(1e15), limit: .seconds(1e15)).limit == .seconds(86_400))
    #expect(
      Backoff(base: .seconds(10), limit: .seconds(1)).maximumDelay(beforeRetry: 0) == .seconds(1))
  }
}
