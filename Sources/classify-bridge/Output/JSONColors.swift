// SPDX-License-Identifier: Apache-2.0

/// Colors JSON on a terminal.
enum JSONColors {
  /// Returns a line of JSON with bold names, green strings, and yellow numbers and literals.
  ///
  /// - Parameters:
  ///   - line: A line whose strings are complete.
  ///   - terminal: The terminal; without color, the line is unchanged.
  /// - Returns: The line, of the same width.
  static func styled(_ line: String, on terminal: Terminal) -> String {
    guard terminal.hasColor else { return line }
    var result = ""
    var rest = line.unicodeScalars[...]
    while let first = rest.first {
      let token: Substring.UnicodeScalarView
      let style: TextStyle?
      if first == "\"" {
        token = string(startOf: rest)
        style = rest[token.endIndex...].first == ":" ? .bold : .green
      } else {
        let isWord = isWord(first)
        token = rest.prefix { $0 != "\"" && Self.isWord($0) == isWord }
        style = isWord ? .yellow : nil
      }
      let text = String(token)
      result += style.map { terminal.styled(text, $0) } ?? text
      rest = rest[token.endIndex...]
    }
    return result
  }

  /// Returns the string literal at the start of a text, with its quotes.
  private static func string(
    startOf text: Substring.UnicodeScalarView
  ) -> Substring.UnicodeScalarView {
    var isEscaped = false
    for index in text.indices.dropFirst() {
      let scalar = text[index]
      if !isEscaped, scalar == "\"" { return text[...index] }
      isEscaped = !isEscaped && scalar == "\\"
    }
    return text
  }

  /// Whether a scalar is part of a number or a literal.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", "E", "+", "-", ".": true
    default: false
    }
  }
}
