// SPDX-License-Identifier: Apache-2.0

/// When a failed request is sent again, and how long to wait before.
///
/// Retried are connections that failed and the statuses 408, 409, 429 and those from 500 on. The
/// service's `x-should-retry` overrides that, and its `retry-after-ms` or `Retry-After` overrides
/// the ``backoff``. Nothing overrides ``Idempotency``.
public struct RetryPolicy: Sendable, Hashable {
  /// How many times a request is sent again at most; below zero counts as zero.
  public var maximumRetries: Int
  /// How long to wait when the service does not say.
  public var backoff: Backoff
  /// The longest wait that the service can ask for; a longer one is cut to this.
  public var maximumRetryAfter: Duration

  /// Makes a policy.
  public init(
    maximumRetries: Int = 5, backoff: Backoff = Backoff(),
    maximumRetryAfter: Duration = .seconds(60)
  ) {
    self.maximumRetries = maximumRetries
    self.backoff = backoff
    self.maximumRetryAfter = maximumRetryAfter
  }

  /// Up to 5 retries, as the service's own clients do.
  public static let standard = RetryPolicy()
  /// No retries.
  public static let never = RetryPolicy(maximumRetries: 0)

  /// Decides whether there is to be another attempt.
  ///
  /// - Parameters:
  ///   - failure: What became of the attempt.
  ///   - retry: Which retry the next attempt would be, counted from 0.
  ///   - idempotency: Whether the request may be sent again.
  ///   - now: The time since the beginning of 1970 in UTC, to judge a `Retry-After` that is a date;
  ///     without it the answer's own `Date` is the present.
  ///   - generator: Where the jitter comes from.
  /// - Returns: How long to wait before the next attempt, or nil if there is to be none.
  func wait(
    after failure: AttemptFailure, beforeRetry retry: Int, idempotency: Idempotency,
    now: Duration?, using generator: inout some RandomNumberGenerator
  ) -> Duration? {
    guard retry < maximumRetries, failure.isTransient,
      idempotency == .idempotent || failure.wasNotProcessed
    else { return nil }
    if case .response(let response) = failure,
      let wait = RetryHint.wait(in: response.headerFields, now: now)
    {
      return wait.clamped(to: .zero...max(.zero, maximumRetryAfter))
    }
    return backoff.wait(beforeRetry: retry, using: &generator)
  }
}
