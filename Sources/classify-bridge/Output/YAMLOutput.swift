// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// JSON as YAML in its block style, read back as the same value by every version of YAML.
enum YAMLOutput {
  /// Returns a value as a document.
  static func document(_ value: JSONValue) -> String {
    text(lines(of: value))
  }

  /// Returns a value as an element of a sequence that is the whole document.
  static func item(_ value: JSONValue) -> String {
    text(element(value))
  }

  private static func text(_ lines: [String]) -> String {
    lines.map { $0 + "\n" }.joined()
  }

  private static func lines(of value: JSONValue) -> [String] {
    switch value {
    case .array(let elements) where !elements.isEmpty: elements.flatMap(element)
    case .object(let members) where !members.isEmpty:
      members.flatMap { member(scalar(.string($0.name)), $0.value) }
    case .null, .bool, .number, .string, .array, .object: [scalar(value)]
    }
  }

  private static func element(_ value: JSONValue) -> [String] {
    let inner = lines(of: value)
    return ["- \(inner[0])"] + inner.dropFirst().map { "  \($0)" }
  }

  private static func member(_ name: String, _ value: JSONValue) -> [String] {
    let inner = lines(of: value)
    return isBlock(value)
      ? ["\(name):"] + inner.map { "  \($0)" } : ["\(name): \(inner[0])"]
  }

  /// Tells whether a value has lines of its own, below its name.
  private static func isBlock(_ value: JSONValue) -> Bool {
    switch value {
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    case .null, .bool, .number, .string: false
    }
  }

  /// Returns a value on one line: as JSON, which is YAML, but for texts that need no quotes.
  private static func scalar(_ value: JSONValue) -> String {
    if case .string(let text) = value, isPlain(text) { return text }
    return value.jsonText().unicodeScalars.map { scalar in
      isPrintable(scalar) ? String(scalar) : escaped(scalar)
    }.joined()
  }

  /// Tells whether a character may stand in a YAML text, and is no line break there (§5.1, §5.4).
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2028, 0x2029, 0xFEFF: false
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Words that some version of YAML takes for something else than a text.
  private static let words: Set<String> = [
    "false", "n", "no", "null", "off", "on", "true", "y", "yes",
  ]

  /// Tells whether a text is the same without quotes: words of letters, digits and little else.
  private static func isPlain(_ text: String) -> Bool {
    let isWord = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: " _-./,()".utf8.contains(byte)
      }
    }
    guard isWord, let first = text.utf8.first, text.utf8.last != UInt8(ascii: " ") else {
      return false
    }
    let beginsWithLetter =
      (first | 0x20) >= UInt8(ascii: "a") && (first | 0x20) <= UInt8(ascii: "z")
    return beginsWithLetter && !words.contains(text.lowercased())
  }
}
