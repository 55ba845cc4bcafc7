// SPDX-License-Identifier: Apache-2.0

/// Pieces of a text as a message quotes them: in quotes, short, and on one line.
enum Excerpt {
  /// The most characters that are quoted.
  static let longest = 40

  /// Returns a text in quotes, its control characters escaped, and cut after ``longest``.
  ///
  /// - Parameters:
  ///   - text: The text, or the beginning of it.
  ///   - isCut: Whether there is more of it.
  /// - Returns: The quotes and what is between them; `…` stands for what is left out.
  static func quoted(_ text: String, isCut: Bool = false) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars.prefix(longest) {
      if scalar.properties.generalCategory == .control {
        quoted += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + (isCut || text.unicodeScalars.count > longest ? "…\"" : "\"")
  }

  /// Returns bytes in quotes, ill-formed UTF-8 replaced by U+FFFD.
  static func quoted(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, isCut: Bool = false) -> String {
    // Four bytes at most for each character, and one character more to see that it is cut.
    quoted(String(decoding: bytes.prefix(4 * longest + 4), as: UTF8.self), isCut: isCut)
  }

  /// Returns a byte in hexadecimal, such as `0xFF`.
  static func byte(_ byte: UInt8) -> String {
    "0x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  /// Returns an ASCII character by its number, such as `U+0007`.
  static func codePoint(_ byte: UInt8) -> String {
    "U+00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
