// SPDX-License-Identifier: Apache-2.0

/// Random numbers that are the same each time, so that the same ids are shown.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
struct RepeatableGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Begins with a seed, each of which has numbers of its own.
  init(seed: UInt64 = 0) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
