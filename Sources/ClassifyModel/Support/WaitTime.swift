// SPDX-License-Identifier: Apache-2.0

/// The times that this package waits.
///
/// `ContinuousClock` traps if it is asked to sleep for some 300 billion years, and so does the
/// arithmetic of extreme durations. Callers' timeouts and delays are therefore clamped.
package enum WaitTime {
  /// The longest time: 100 years.
  package static let maximum = Duration.seconds(100 * 365 * 86_400)

  private static let attosecondsPerSecond: Int64 = 1_000_000_000_000_000_000

  /// Returns a duration, clamped to 0 through ``maximum``.
  package static func clamped(_ duration: Duration) -> Duration {
    min(max(duration, .zero), maximum)
  }

  /// Returns a duration for people, such as `1.3 seconds`: to a tenth of a second below 10 seconds,
  /// otherwise to a second.
  package static func text(_ duration: Duration) -> String {
    // Integers: rounding a `Double` would need the C library's mathematics.
    let (seconds, attoseconds) = clamped(duration).components
    let tenth = Self.attosecondsPerSecond / 10
    let tenths = seconds * 10 + (attoseconds + tenth / 2) / tenth
    if tenths < 100, tenths % 10 != 0 { return "\(tenths / 10).\(tenths % 10) seconds" }
    let whole = seconds + (attoseconds >= Self.attosecondsPerSecond / 2 ? 1 : 0)
    return "\(whole) second\(whole == 1 ? "" : "s")"
  }
}
