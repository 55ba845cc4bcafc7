// SPDX-License-Identifier: Apache-2.0

/// What bytes of ECMAScript begin.
enum ScriptByte {
  /// The class of a byte outside strings and comments.
  enum Class: UInt8 {
    case unknown
    case blank
    case lineEnd
    /// ASCII letters, `_`, `$`, and `\`, which begins an escape in a name.
    case letter
    case digit
    case quote
    case backtick
    case slash
    case hash
    case punctuation
    case nonASCII
  }

  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let exclamation = UInt8(ascii: "!")
  static let hash = UInt8(ascii: "#")
  static let dollar = UInt8(ascii: "$")
  static let star = UInt8(ascii: "*")
  static let plus = UInt8(ascii: "+")
  static let minus = UInt8(ascii: "-")
  static let dot = UInt8(ascii: ".")
  static let slash = UInt8(ascii: "/")
  static let less = UInt8(ascii: "<")
  static let greater = UInt8(ascii: ">")
  static let backslash = UInt8(ascii: "\\")
  static let backtick = UInt8(ascii: "`")
  static let leftBrace = UInt8(ascii: "{")
  static let leftBracket = UInt8(ascii: "[")
  static let rightBracket = UInt8(ascii: "]")
  static let comma = UInt8(ascii: ",")
  static let leftParenthesis = UInt8(ascii: "(")

  /// The class of each byte.
  static let classes: [Class] = {
    var classes =
      [Class](repeating: .unknown, count: 128) + [Class](repeating: .nonASCII, count: 128)
    func set(_ bytes: String, _ value: Class) {
      for byte in bytes.utf8 { classes[Int(byte)] = value }
    }
    set(" \t\u{B}\u{C}", .blank)
    set("\n\r", .lineEnd)
    set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$\\", .letter)
    set("0123456789", .digit)
    set("'\"", .quote)
    set("`", .backtick)
    set("/", .slash)
    set("#", .hash)
    set("(){}[];,.:?=!<>+-*%&|^~@", .punctuation)
    return classes
  }()

  /// A space or a line end outside ASCII, and its number of bytes.
  enum Blank: Equatable {
    case blank(Int)
    case lineEnd(Int)
  }

  /// Returns the space or line end that begins at a byte outside ASCII, or nil.
  static func blank(in bytes: ContiguousArray<UInt8>, at offset: Int) -> Blank? {
    switch (bytes[offset], bytes[offset + 1], bytes[offset + 2]) {
    case (0xC2, 0xA0, _): .blank(2)
    case (0xE2, 0x80, 0xA8...0xA9): .lineEnd(3)
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F),
      (0xE1, 0x9A, 0x80), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
      .blank(3)
    default: nil
    }
  }
}
