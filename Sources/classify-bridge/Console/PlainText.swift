// SPDX-License-Identifier: Apache-2.0

/// Text from elsewhere, made fit for a line of a terminal.
enum PlainText {
  /// Returns a text whose control and format characters are replaced, so that none plays tricks.
  static func printable(_ text: String) -> String {
    let hidden: [Unicode.GeneralCategory] = [
      .control, .format, .lineSeparator, .paragraphSeparator,
    ]
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(hidden.contains(scalar.properties.generalCategory) ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }

  /// Returns a text of at most `width` characters, with … in the middle of a longer one.
  static func shortened(_ text: String, to width: Int) -> String {
    guard text.count > width else { return text }
    let end = max(0, (width - 1) / 2)
    return "\(text.prefix(max(0, width - 1 - end)))…\(text.suffix(end))"
  }

  /// Returns a text with words of more than `width` characters shortened.
  static func withShortWords(_ text: String, width: Int) -> String {
    text.split(separator: " ").map { shortened(String($0), to: width) }.joined(separator: " ")
  }
}
