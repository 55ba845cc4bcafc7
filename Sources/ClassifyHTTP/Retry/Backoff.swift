// SPDX-License-Identifier: Apache-2.0

/// Exponential backoff with full jitter.
///
/// The delay before retry *n*, counted from 0, is uniformly distributed between zero and
/// min(``limit``, ``base`` · 2ⁿ)
/// (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
public struct Backoff: Sendable, Hashable {
  /// The maximum delay before the first retry.
  public let base: Duration
  /// The maximum delay before any retry.
  public let limit: Duration

  /// Creates a backoff; durations are clamped to 0 through 24 hours.
  public init(base: Duration = .milliseconds(500), limit: Duration = .seconds(8)) {
    let validRange = Duration.zero...Duration.seconds(86_400)
    self.base = base.clamped(to: validRange)
    self.limit = limit.clamped(to: validRange)
  }

  /// Returns the maximum delay before the zero-based retry; a negative number counts as 0.
  public func maximumDelay(beforeRetry retry: Int) -> Duration {
    var maximumDelay = min(base, limit)
    var doublings = max(0, retry)
    while doublings > 0, maximumDelay > .zero, maximumDelay < limit {
      maximumDelay = min(maximumDelay * 2, limit)
      doublings -= 1
    }
    return maximumDelay
  }

  /// Returns a random delay before the zero-based retry; a negative number counts as 0.
  public func delay(
    beforeRetry retry: Int, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    let (seconds, attoseconds) = maximumDelay(beforeRetry: retry).components
    let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    return .nanoseconds(Int64.random(in: 0...nanoseconds, using: &generator))
  }
}

extension Duration {
  func clamped(to range: ClosedRange<Duration>) -> Duration {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
