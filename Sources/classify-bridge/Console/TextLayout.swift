// SPDX-License-Identifier: Apache-2.0

/// Text in lines of a bounded width.
enum TextLayout {
  /// Breaks a text at its spaces into lines of at most `width` characters.
  ///
  /// A word that is longer than that has a line of its own.
  ///
  /// - Parameters:
  ///   - text: The words.
  ///   - width: The number of characters of a line, with its indentation.
  ///   - first: What begins the first line.
  ///   - rest: What begins the other lines.
  /// - Returns: One line at least.
  static func wrap(
    _ text: String, width: Int, first: String = "", rest: String = ""
  ) -> [String] {
    var lines: [String] = []
    var line = first
    var isBegun = false
    for word in text.split(separator: " ") {
      if isBegun, line.count + 1 + word.count > width {
        lines.append(line)
        line = rest
        isBegun = false
      }
      line += (isBegun ? " " : "") + word
      isBegun = true
    }
    return lines + [line]
  }

  /// Returns a text with spaces behind it, `width` characters in all.
  static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
