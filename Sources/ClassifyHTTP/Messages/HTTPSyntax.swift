// SPDX-License-Identifier: Apache-2.0

/// The characters that HTTP allows in its elements (RFC 9110 §5.5 and §5.6.2).
enum HTTPSyntax {
  /// Tells whether the text is a token: the form of methods and field names.
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || tokenPunctuation.contains($0) }
  }

  /// Tells whether the text can be a field's value: no control characters but the tab.
  ///
  /// A line break in a value would begin a field of somebody else's making.
  static func isFieldValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { !ASCII.isControl($0) || ASCII.isWhitespace($0) }
  }

  /// Returns the text without the spaces and tabs around it, which are no part of a field's value.
  static func trimmingWhitespace(_ text: some StringProtocol) -> String {
    var rest = Substring(text).utf8
    while let first = rest.first, ASCII.isWhitespace(first) { rest.removeFirst() }
    while let last = rest.last, ASCII.isWhitespace(last) { rest.removeLast() }
    return String(Substring(rest))
  }

  /// Returns the text with ASCII letters in lower case, and everything else as it was.
  static func lowercased(_ text: String) -> String {
    String(decoding: text.utf8.map(ASCII.lowercased), as: UTF8.self)
  }

  private static let tokenPunctuation = Array("!#$%&'*+-.^_`|~".utf8)
}
