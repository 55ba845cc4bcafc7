// SPDX-License-Identifier: Apache-2.0

import struct ClassifyModel.SplitMix64

/// Makes UUIDs that depend on a seed alone.
struct IdentifierGenerator {
  private var numbers: SplitMix64

  init(seed: UInt64) {
    numbers = SplitMix64(seed: seed)
  }

  /// Returns the next number.
  mutating func number() -> UInt64 {
    numbers.next()
  }

  /// Returns the next UUID, of version 4 (RFC 9562), in lower case.
  mutating func next() -> String {
    let high = number() & ~0xF000 | 0x4000
    let low = number() & ~(3 << 62) | 2 << 62
    let digits = Array((high.hexadecimal + low.hexadecimal))
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
      .map { String(digits[$0]) }.joined(separator: "-")
  }
}

extension UInt64 {
  /// The number in sixteen hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

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
