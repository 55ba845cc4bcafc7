// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

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
