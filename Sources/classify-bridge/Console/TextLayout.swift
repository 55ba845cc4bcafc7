// SPDX-License-Identifier: Apache-2.0

/// Line breaking and padding of text; widths are in terminal columns.
enum TextLayout {
  /// Breaks text at its spaces into lines of at most `width` columns.
  ///
  /// A word that is wider has a line of its own.
  ///
  /// - Parameters:
  ///   - text: The words.
  ///   - width: The maximum number of columns of a line, including its indentation.
  ///   - first: The prefix of the first line.
  ///   - rest: The prefix of the other lines.
  /// - Returns: At least one line.
  static func wrap(
    _ text: String, width: Int, first: String = "", rest: String = ""
  ) -> [String] {
    var lines: [String] = []
    var line = first
    var used = DisplayWidth.columns(of: first)
    var hasWord = false
    for word in text.split(separator: " ") {
      let columns = DisplayWidth.columns(of: word)
      if hasWord, used + 1 + columns > width {
        lines.append(line)
        line = rest
        used = DisplayWidth.columns(of: rest)
        hasWord = false
      }
      line += (hasWord ? " " : "") + word
      used += (hasWord ? 1 : 0) + columns
      hasWord = true
    }
    return lines + [line]
  }

  /// Returns text padded with trailing spaces to at least `width` columns.
  static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.columns(of: text)))
  }
}

/// Text from outside the program, made safe and short enough to show on a terminal.
enum PlainText {
  /// The format characters that join or separate letters, as Persian and emoji need them.
  private static let joiners: Set<Unicode.Scalar> = ["\u{200C}", "\u{200D}"]

  /// Returns text in which each control and format character, except joiners, is replaced by U+FFFD,
  /// and each byte that is not UTF-8 by its escape; see ``SystemText``.
  ///
  /// This disables terminal escape sequences and bidirectional overrides.
  static func printable(_ text: String) -> String {
    let replaced: [Unicode.GeneralCategory] = [
      .control, .format, .lineSeparator, .paragraphSeparator,
    ]
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let escape = SystemText.escape(of: scalar) {
        result.append(contentsOf: escape.unicodeScalars)
      } else {
        let isReplaced = replaced.contains(scalar.properties.generalCategory)
        result.append(isReplaced && !joiners.contains(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }

  /// Returns text of at most `width` columns, truncated in the middle with `…`.
  static func shortened(_ text: String, to width: Int) -> String {
    guard DisplayWidth.columns(of: text) > width else { return text }
    let end = max(0, (width - 1) / 2)
    let suffix = DisplayWidth.suffix(of: text, columns: end)
    return "\(DisplayWidth.prefix(of: text, columns: max(0, width - 1 - end)))…\(suffix)"
  }

  /// Returns text in which each word of more than `width` columns is truncated.
  static func withShortWords(_ text: String, width: Int) -> String {
    text.split(separator: " ").map { shortened(String($0), to: width) }.joined(separator: " ")
  }
}
