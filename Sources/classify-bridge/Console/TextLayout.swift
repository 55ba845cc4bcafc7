// SPDX-License-Identifier: Apache-2.0

/// Line breaking and padding of text; widths are in terminal columns.
enum TextLayout {
  /// The minimum width at which messages are wrapped.
  private static let minimumMessageWidth = 24
  /// The minimum width at which help is wrapped, whose descriptions are in a second column.
  static let minimumHelpWidth = 32
  /// The maximum width of a name whose value is aligned with its other lines.
  private static let maximumNameWidth = 20

  /// Breaks text at its spaces into lines of at most `width` columns.
  ///
  /// A word that is wider has a line of its own. Several spaces between words of a line are kept.
  ///
  /// - Parameters:
  ///   - text: The words, which can be styled.
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
    var spaces = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      defer { spaces += 1 }
      guard !word.isEmpty else { continue }
      let columns = DisplayWidth.columns(ofStyled: word)
      if hasWord, used + spaces + columns > width {
        lines.append(line)
        line = rest
        used = DisplayWidth.columns(of: rest)
        hasWord = false
      }
      let gap = hasWord ? spaces : 0
      line += String(repeating: " ", count: gap) + word
      used += gap + columns
      hasWord = true
      spaces = 0
    }
    return lines + [line]
  }

  /// Breaks those lines of a message that are wider than a terminal.
  ///
  /// A broken line continues two columns to the right of its start if it is indented or has a prefix
  /// such as `note: `, and below the value after a name such as `  status:     `. A command at the end of
  /// a line stays whole, so that it can be copied.
  ///
  /// - Parameters:
  ///   - text: The message, which can be styled.
  ///   - width: The number of columns of the terminal. A very narrow one breaks lines itself.
  /// - Returns: The message.
  static func message(_ text: String, width: Int) -> String {
    guard width >= minimumMessageWidth else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.flatMap { line -> [String] in
      guard DisplayWidth.columns(ofStyled: line) > width else { return [String(line)] }
      let indentation = String(line.prefix { $0 == " " })
      let rest = String(repeating: " ", count: hangingIndent(of: line))
      let command = command(in: line)
      let text = line.dropLast(command.count)
      guard !text.allSatisfy({ $0 == " " }) else { return [String(line)] }
      return wrap(String(text), width: width, first: indentation, rest: rest)
        + (command.isEmpty ? [] : [rest + command])
    }.joined(separator: "\n")
  }

  /// Returns the command at the end of a line; empty if there is none, or only one with placeholders.
  private static func command(in line: Substring) -> Substring {
    guard !line.hasSuffix("."), !line.contains("<") else { return "" }
    let words = line.drop { $0 == " " }
    if words.hasPrefix("export ") || words.hasPrefix("classify-bridge ") { return words }
    let colon = line.firstRange(of: ": classify-bridge ")
    return colon.map { line[$0.lowerBound...].dropFirst(2) } ?? ""
  }

  /// Returns the column at which a line of a message continues.
  private static func hangingIndent(of line: Substring) -> Int {
    if let gap = line.firstRange(of: ":  ") {
      let value = line[gap.upperBound...].drop { $0 == " " }
      let column = DisplayWidth.columns(ofStyled: line[..<value.startIndex])
      if column <= maximumNameWidth { return column }
    }
    let indentation = line.prefix { $0 == " " }.count
    let hasPrefix = line.split(separator: " ", maxSplits: 1).first?.last == ":"
    return indentation > 0 || hasPrefix ? indentation + 2 : 0
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
