// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifySandbox

/// Parses the durations of the sandbox's options, such as `200ms`, `1.5s` and `2m`.
enum DurationText {
  private static let units: [(suffix: String, milliseconds: Double)] = [
    ("ms", 1), ("s", 1_000), ("m", 60_000),
  ]

  /// Parses a duration of at most a day.
  ///
  /// - Throws: ``CommandFailure`` if the text is not a duration or is longer than a day.
  static func duration(_ text: String) throws(CommandFailure) -> Duration {
    for (suffix, unit) in units where text.hasSuffix(suffix) {
      let digits = text.dropLast(suffix.count)
      let isPlain = digits.utf8.allSatisfy { "0123456789.".utf8.contains($0) }
      guard isPlain, let number = Double(digits) else { break }
      guard number * unit <= 86_400_000 else {
        throw CommandFailure("\(text.debugDescription) is longer than a day.")
      }
      return .milliseconds(number * unit)
    }
    throw CommandFailure(
      "\(text.debugDescription) is not a duration: write a number with ms, s or m, such as 200ms.")
  }

  /// Parses a duration, or a range of two separated by a hyphen.
  ///
  /// - Throws: ``CommandFailure`` if a part is not a duration or the range is reversed.
  static func range(_ text: String) throws(CommandFailure) -> ClosedRange<Duration> {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let lower = try duration(String(parts[0]))
    let upper = parts.count > 1 ? try duration(String(parts[1])) : lower
    guard lower <= upper else {
      throw CommandFailure("\(text.debugDescription) is reversed: write the shorter time first.")
    }
    return lower...upper
  }

  /// Parses a running time, or a pending and a running time separated by a plus sign.
  ///
  /// - Throws: ``CommandFailure`` if a part is not a duration.
  static func jobDurations(_ text: String) throws(CommandFailure) -> Sandbox.JobDurations {
    let parts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let first = try duration(String(parts[0]))
    guard parts.count > 1 else { return Sandbox.JobDurations(running: first) }
    return Sandbox.JobDurations(pending: first, running: try duration(String(parts[1])))
  }
}
#endif
