// SPDX-License-Identifier: Apache-2.0

/// Renders numbers of occurrences as lines of text.
enum CountTable {
  /// Returns a heading and a line for each code, most frequent first.
  ///
  /// - Parameters:
  ///   - heading: The heading, without a colon.
  ///   - counts: The number of occurrences of each code.
  /// - Returns: The lines; none if there are no codes.
  static func lines(_ heading: String, _ counts: [String: Int]) -> [String] {
    guard !counts.isEmpty else { return [] }
    let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let width = rows.map { String($0.value).count }.max() ?? 0
    return ["\(heading):"]
      + rows.map { code, count in
        let number = String(count)
        return "  \(String(repeating: " ", count: width - number.count))\(number)  \(code)"
      }
  }
}
