// SPDX-License-Identifier: Apache-2.0

/// The times that this package waits.
///
/// `ContinuousClock` traps if it is asked to sleep for some 300 billion years, and so does the
/// arithmetic of extreme durations. Callers' timeouts and delays are therefore clamped.
package enum WaitTime {
  /// The longest time: 100 years.
  package static let maximum = Duration.seconds(100 * 365 * 86_400)

  /// Returns a duration, clamped to 0 through ``maximum``.
  package static func clamped(_ duration: Duration) -> Duration {
    min(max(duration, .zero), maximum)
  }

  /// Returns a duration for people, such as `1.3 seconds`: to a tenth of a second below 10 seconds,
  /// otherwise to a second.
  package static func text(_ duration: Duration) -> String {
    let seconds = clamped(duration) / .seconds(1)
    let tenths = Int((seconds * 10).rounded())
    if tenths < 100, tenths % 10 != 0 { return "\(tenths / 10).\(tenths % 10) seconds" }
    let whole = Int(seconds.rounded())
    return "\(whole) second\(whole == 1 ? "" : "s")"
  }
}
