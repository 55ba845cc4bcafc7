// SPDX-License-Identifier: Apache-2.0

import ClassifyValidation

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

extension UInt64 {
  /// The number in 16 hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
