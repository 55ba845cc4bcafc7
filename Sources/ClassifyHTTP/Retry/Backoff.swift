// SPDX-License-Identifier: Apache-2.0

/// How long to wait before a retry when the service does not say.
///
/// The wait before retry *n*, counted from 0, is a random one between zero and
/// min(``limit``, ``base`` · 2ⁿ): "full jitter", which spreads clients best
/// (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
public struct Backoff: Sendable, Hashable {
  /// The longest wait before the first retry.
  public let base: Duration
  /// The longest wait before any retry.
  public let limit: Duration

  /// Makes a backoff; durations below zero count as zero, and above a day as a day.
  public init(base: Duration = .milliseconds(500), limit: Duration = .seconds(8)) {
    let possible = Duration.zero...Duration.seconds(86_400)
    self.base = base.clamped(to: possible)
    self.limit = limit.clamped(to: possible)
  }

  /// Returns the longest wait before a retry, counted from 0.
  public func ceiling(beforeRetry retry: Int) -> Duration {
    var ceiling = min(base, limit)
    var doublings = max(0, retry)
    while doublings > 0, ceiling > .zero, ceiling < limit {
      ceiling = min(ceiling * 2, limit)
      doublings -= 1
    }
    return ceiling
  }

  /// Returns a random wait before a retry, counted from 0.
  public func wait(
    beforeRetry retry: Int, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    let (seconds, attoseconds) = ceiling(beforeRetry: retry).components
    let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    return .nanoseconds(Int64.random(in: 0...nanoseconds, using: &generator))
  }
}

extension Duration {
  func clamped(to range: ClosedRange<Duration>) -> Duration {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
