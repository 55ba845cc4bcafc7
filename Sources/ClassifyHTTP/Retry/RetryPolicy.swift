// SPDX-License-Identifier: Apache-2.0

/// The conditions and limits for retrying a failed request.
///
/// Transient failures are retried: failed connections, timeouts, and the statuses 408, 409, 429 and
/// 500 or above. A 409 to a cancellation or deletion is final.
///
/// The service's `x-should-retry` overrides these rules. Its `retry-after-ms` or `Retry-After`
/// overrides the ``backoff``. Nothing overrides ``Idempotency``.
public struct RetryPolicy: Sendable, Hashable {
  /// The maximum number of retries; a negative number counts as 0.
  public var maximumRetries: Int
  /// The delays between attempts when the service does not send one.
  public var backoff: Backoff
  /// The upper limit of a delay that the service requests; longer delays are clamped to it.
  public var maximumRetryAfter: Duration

  /// Creates a policy.
  public init(
    maximumRetries: Int = 5, backoff: Backoff = Backoff(),
    maximumRetryAfter: Duration = .seconds(60)
  ) {
    self.maximumRetries = maximumRetries
    self.backoff = backoff
    self.maximumRetryAfter = maximumRetryAfter
  }

  /// Up to 5 retries, the default of the service's official clients.
  public static let standard = RetryPolicy()
  /// No retries.
  public static let never = RetryPolicy(maximumRetries: 0)

  /// Returns the delay before the next attempt, or `nil` if the request must not be retried.
  ///
  /// - Parameters:
  ///   - failure: The failure of the last attempt.
  ///   - retry: The zero-based number of the retry.
  ///   - idempotency: The idempotency of the request.
  ///   - now: The time since 1970-01-01T00:00:00Z, used for a `Retry-After` date; if `nil`, the
  ///     response's `Date` field is used.
  ///   - generator: The source of randomness for jitter.
  /// - Returns: The delay, 0 or more; `nil` for no retry.
  func delay(
    after failure: AttemptFailure, beforeRetry retry: Int, idempotency: Idempotency,
    now: Duration?, using generator: inout some RandomNumberGenerator
  ) -> Duration? {
    guard retry < maximumRetries, failure.isTransient(for: idempotency),
      idempotency != .nonIdempotent || failure.wasNotProcessed
    else { return nil }
    if case .response(let response) = failure,
      let delay = RetryHint.delay(in: response.headerFields, now: now)
    {
      return delay.clamped(to: .zero...max(.zero, maximumRetryAfter))
    }
    return backoff.delay(beforeRetry: retry, using: &generator)
  }
}

/// Whether a request can be retried when the service may have processed it.
public enum Idempotency: Sendable, Hashable, CaseIterable {
  /// The request can always be retried: it reads, or creates with an idempotency key.
  case idempotent
  /// The request can always be retried, but a 409 is final: it cancels or deletes, and the state of
  /// the job does not permit that.
  case transition
  /// The request is retried only if it was not processed: nothing was sent, or the response is 429.
  case nonIdempotent
}

/// The failure of one attempt.
enum AttemptFailure: Sendable, Hashable {
  /// A response whose status is not 2xx.
  case response(HTTPResponse)
  /// No complete response was received.
  case transport(TransportError)

  /// Returns whether a retry may succeed.
  func isTransient(for idempotency: Idempotency) -> Bool {
    switch self {
    case .response(let response):
      RetryHint.shouldRetry(in: response.headerFields)
        ?? ([408, 429].contains(response.status.code) || response.status.code >= 500
          || response.status.code == 409 && idempotency != .transition)
    case .transport(let error):
      switch error.kind {
      case .cannotConnect, .connectionLost, .timedOut: true
      case .insecureConnection, .responseTooLarge, .cancelled, .invalidRequest: false
      }
    }
  }

  /// Whether the request was certainly not processed: nothing was sent, or the response is 429.
  var wasNotProcessed: Bool {
    switch self {
    case .response(let response): response.status.code == 429
    case .transport(let error): error.delivery == .notSent
    }
  }

  /// Whether the request certainly had no effect: it was not processed, or it was rejected.
  ///
  /// 408 and 409 prove nothing, because an earlier attempt can be in progress.
  var hadNoEffect: Bool {
    guard case .response(let response) = self, response.status.kind == .clientError else {
      return wasNotProcessed
    }
    return ![408, 409].contains(response.status.code)
  }
}

/// The retry instructions in a response's header fields.
enum RetryHint {
  /// Returns the value of `x-should-retry`, or `nil` unless it is `true` or `false`.
  static func shouldRetry(in fields: HTTPFields) -> Bool? {
    fields[.shouldRetry].flatMap { Bool(HTTPSyntax.lowercased($0)) }
  }

  /// Returns the delay in `retry-after-ms` or, if that is absent or invalid, in `Retry-After`.
  ///
  /// A date in the past is a delay of zero. Invalid values are ignored.
  static func delay(in fields: HTTPFields, now: Duration?) -> Duration? {
    if let milliseconds = fields[.retryAfterMilliseconds].flatMap(number) {
      return .milliseconds(milliseconds)
    }
    guard let text = fields[.retryAfter] else { return nil }
    if let seconds = number(text) { return .seconds(seconds) }
    let date = { (text: String) in
      HTTPDate.secondsSinceEpoch(text, now: now).map { Duration.seconds($0) }
    }
    guard let then = date(text), let present = now ?? fields[.date].flatMap(date) else {
      return nil
    }
    return max(.zero, then - present.clamped(to: .zero...HTTPDate.end))
  }

  /// Parses a non-negative decimal number, clamped to 1e9.
  private static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ ASCII.isDigit($0) || $0 == UInt8(ascii: ".") }),
      let number = Double(text), number.isFinite
    else { return nil }
    return min(number, 1e9)
  }
}
