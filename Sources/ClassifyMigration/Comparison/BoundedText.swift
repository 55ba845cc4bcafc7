// SPDX-License-Identifier: Apache-2.0

/// Texts of the service and of callers, made safe to keep and to print.
enum BoundedText {
  /// Returns a text of at most `limit` Unicode scalars; a longer one ends with `…`.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - limit: The maximum number of scalars, 1 or more.
  /// - Returns: The text itself if it is short enough.
  static func bounded(_ text: String, to limit: Int) -> String {
    // A text has at most as many scalars as bytes.
    guard text.utf8.count > limit else { return text }
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    return String(String.UnicodeScalarView(scalars[..<scalars.index(before: end)])) + "…"
  }

  /// Returns a text for one line of a terminal: control and format characters, which can move the
  /// cursor or reverse the text, and line separators become spaces.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - limit: The maximum number of scalars, 1 or more.
  /// - Returns: The printable text.
  static func oneLine(_ text: String, to limit: Int) -> String {
    var line = String.UnicodeScalarView()
    for scalar in bounded(text, to: limit).unicodeScalars {
      line.append(isPrintable(scalar) ? scalar : " ")
    }
    return String(line)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: true
    }
  }
}
