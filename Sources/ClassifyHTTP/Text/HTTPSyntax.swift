// SPDX-License-Identifier: Apache-2.0

/// The character rules for HTTP methods, field names and field values (RFC 9110 §5.5 and §5.6.2).
enum HTTPSyntax {
  /// Returns whether the text is a token, the form of methods and field names.
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || tokenPunctuation.contains($0) }
  }

  /// Returns whether the text can be a field value: it has no control characters except tab.
  ///
  /// A line break in a value would allow header injection.
  static func isFieldValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { !ASCII.isControl($0) || ASCII.isWhitespace($0) }
  }

  /// Returns the text without leading and trailing spaces and tabs.
  static func trimmingWhitespace(_ text: some StringProtocol) -> String {
    var rest = Substring(text).utf8
    guard isWhitespace(rest.first) || isWhitespace(rest.last) else { return String(text) }
    while let first = rest.first, ASCII.isWhitespace(first) { rest.removeFirst() }
    while let last = rest.last, ASCII.isWhitespace(last) { rest.removeLast() }
    return String(Substring(rest))
  }

  private static func isWhitespace(_ byte: UInt8?) -> Bool {
    byte.map(ASCII.isWhitespace) == true
  }

  /// Returns the text with ASCII letters in lower case; other characters are unchanged.
  static func lowercased(_ text: String) -> String {
    guard text.utf8.contains(where: { ASCII.lowercased($0) != $0 }) else { return text }
    return String(decoding: text.utf8.map(ASCII.lowercased), as: UTF8.self)
  }

  private static let tokenPunctuation = Array("!#$%&'*+-.^_`|~".utf8)
}

/// Classes of ASCII bytes; a byte outside ASCII is in none of them.
package enum ASCII {
  /// Returns whether the byte is a digit from 0 to 9.
  package static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Returns whether the byte is a digit or an ASCII letter.
  package static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased(byte))
  }

  /// Returns whether the byte is a hexadecimal digit.
  package static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lowercased(byte))
  }

  /// Returns whether the byte is a printable ASCII character other than space.
  static func isVisible(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte)
  }

  /// Returns whether the byte is a space or a tab.
  package static func isWhitespace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09
  }

  static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
