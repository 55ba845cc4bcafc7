// SPDX-License-Identifier: Apache-2.0

/// The characters that HTTP allows in its elements (RFC 9110 §5.5 and §5.6.2).
enum HTTPSyntax {
  /// Tells whether the text is a token: the form of methods and field names.
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isTokenByte)
  }

  /// Tells whether the text can be a field's value: no control characters but the tab.
  ///
  /// A line break in a value would begin a field of somebody else's making.
  static func isFieldValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in byte == 0x09 || (byte >= 0x20 && byte != 0x7F) }
  }

  /// Returns the text without the spaces and tabs around it, which are no part of a field's value.
  static func trimmingWhitespace(_ text: some StringProtocol) -> String {
    var rest = Substring(text).utf8
    while let first = rest.first, isWhitespace(first) { rest.removeFirst() }
    while let last = rest.last, isWhitespace(last) { rest.removeLast() }
    return String(Substring(rest))
  }

  /// Returns the text with ASCII letters in lower case, and everything else as it was.
  static func asciiLowercased(_ text: String) -> String {
    String(
      decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static func isWhitespace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      tokenPunctuation.contains(byte)
    }
  }

  private static let tokenPunctuation = Array("!#$%&'*+-.^_`|~".utf8)
}
