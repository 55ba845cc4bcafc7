// SPDX-License-Identifier: Apache-2.0

/// Makes UUIDs that depend on a seed alone.
///
/// The numbers come from SplitMix64, which is not for secrets, and is small.
struct IdentifierGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// Returns the next number.
  mutating func number() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
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
