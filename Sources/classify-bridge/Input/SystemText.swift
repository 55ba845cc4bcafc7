// SPDX-License-Identifier: Apache-2.0

/// Text from the system, such as a file name, that can have bytes that are not UTF-8.
///
/// In a `String`, each such byte is a character of a private range, so that a name can be parsed and
/// stored as text and still opens its file. A character of that range in a name counts as four such
/// bytes: every name has its own text.
enum SystemText {
  private static let base: UInt32 = 0x10FE00
  private static let stored: ClosedRange<UInt32> = 0x10FE80...0x10FEFF

  /// Returns the text of bytes.
  static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: isByte)
    {
      return text
    }
    var result = String.UnicodeScalarView()
    var rest = bytes[...]
    while let first = rest.first {
      var parser = Unicode.UTF8.ForwardParser()
      var iterator = rest.makeIterator()
      if case .valid(let encoded) = parser.parseScalar(from: &iterator),
        case let scalar = Unicode.UTF8.decode(encoded), !isByte(scalar)
      {
        result.append(scalar)
        rest = rest.dropFirst(encoded.count)
      } else {
        if let scalar = Unicode.Scalar(base + UInt32(first)) { result.append(scalar) }
        rest = rest.dropFirst()
      }
    }
    return String(result)
  }

  /// Whether a text has bytes that are not UTF-8.
  static func hasBytes(_ text: String) -> Bool { text.unicodeScalars.contains(where: isByte) }

  /// Returns the bytes of a text.
  static func bytes(of text: String) -> [UInt8] {
    guard hasBytes(text) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in
      isByte(scalar) ? [UInt8(scalar.value - base)] : Array(String(scalar).utf8)
    }
  }

  /// Returns a text in which each byte that is not UTF-8 is written like `\xE9`, and a backslash that
  /// looks like the beginning of one as `\x5C`: every name is displayed in its own way.
  static func displayed(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) || text.unicodeScalars.contains(where: isByte)
    else { return text }
    return text.replacing(#/\\(?=x[0-9A-F]{2})/#, with: "\\x5C").unicodeScalars
      .map { escape(of: $0) ?? String($0) }.joined()
  }

  /// Returns the escape, such as `\xE9`, of a character that is a byte; `nil` for other characters.
  static func escape(of scalar: Unicode.Scalar) -> String? {
    isByte(scalar) ? "\\x\(String(scalar.value - base, radix: 16, uppercase: true))" : nil
  }

  private static func isByte(_ scalar: Unicode.Scalar) -> Bool { stored.contains(scalar.value) }
}
