// SPDX-License-Identifier: Apache-2.0

/// Makes numbers that depend on a seed alone.
///
/// They come from SplitMix64, which is not for secrets, and is small.
struct NumberGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// Returns the next number.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Returns the next number from 0 up to but not including 1.
  mutating func fraction() -> Double {
    Double(next() >> 11) * 0x1p-53
  }
}
