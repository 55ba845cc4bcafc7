// SPDX-License-Identifier: Apache-2.0

/// UUIDs as text.
enum UUIDText {
  /// Returns a UUID in lower case with its hyphens; nil if the text is none.
  ///
  /// As the service does, it takes 32 digits without hyphens too.
  static func canonical(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    let hyphens = [8, 13, 18, 23]
    let isHyphenated =
      bytes.count == 36 && hyphens.allSatisfy { bytes[$0] == UInt8(ascii: "-") }
    guard isHyphenated || bytes.count == 32 else { return nil }
    let digits =
      isHyphenated
      ? bytes.indices.filter { !hyphens.contains($0) }.map { bytes[$0] } : bytes
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    let lowercased = Array(String(decoding: digits, as: UTF8.self).lowercased())
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
      .map { String(lowercased[$0]) }.joined(separator: "-")
  }
}
