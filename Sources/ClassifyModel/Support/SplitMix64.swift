// SPDX-License-Identifier: Apache-2.0

/// A fast pseudorandom number generator with a reproducible sequence.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014). The
/// sequence depends on the seed alone. It is not cryptographically secure and must not be used for
/// secrets.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a generator with the sequence of `seed`.
  package init(seed: UInt64) {
    state = seed
  }

  /// Returns the next number in the sequence.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Returns the next number as a fraction from 0, inclusive, to 1, exclusive.
  package mutating func nextFraction() -> Double {
    Double(next() >> 11) * 0x1p-53
  }
}
