// SPDX-License-Identifier: Apache-2.0

/// Ranges of pages read with Swift's `Regex`, as one would write it in a few lines.
struct RegexPages {
  private var ranges: [ClosedRange<Int>] = []

  /// Reads items such as `3` and `5-7`, parted by commas.
  init(_ text: String) throws {
    let item = /([0-9]+)(?:-([0-9]+))?/
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let match = try item.wholeMatch(in: part), let first = Int(match.1), first > 0 else {
        throw Fault()
      }
      guard let last = match.2.map({ Int($0) }) ?? first, last >= first else { throw Fault() }
      ranges.append(first...last)
    }
    ranges.sort { $0.lowerBound < $1.lowerBound }
  }

  /// The ranges as text.
  var rangeString: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  private struct Fault: Error {}
}
