// SPDX-License-Identifier: Apache-2.0

import struct ClassifyModel.SplitMix64

/// A generator of UUIDs that are determined by a seed.
struct IdentifierGenerator {
  private var numbers: SplitMix64

  init(seed: UInt64) {
    numbers = SplitMix64(seed: seed)
  }

  /// Returns the next random number.
  mutating func number() -> UInt64 {
    numbers.next()
  }

  /// Returns the next UUID, of version 4 (RFC 9562), in lowercase.
  mutating func next() -> String {
    let high = number() & ~0xF000 | 0x4000
    let low = number() & ~(3 << 62) | 2 << 62
    return UUIDText.hyphenated(Array(high.hexadecimal + low.hexadecimal))
  }
}

/// The text form of UUIDs.
enum UUIDText {
  /// Returns a UUID in lowercase with hyphens; `nil` if the text is not a UUID.
  ///
  /// Like the service, it also accepts 32 digits without hyphens.
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
    return hyphenated(Array(String(decoding: digits, as: UTF8.self).lowercased()))
  }

  /// Joins 32 hexadecimal digits into the five groups of a UUID.
  fileprivate static func hyphenated(_ digits: [Character]) -> String {
    [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
  }
}

extension UInt64 {
  /// The number in 16 hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
