// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A random number generator that exposes its seed, so that a failure can be replayed.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// The seed, which every failure message must contain.
  public let seed: UInt64
  private var numbers: SplitMix64

  /// Creates a generator from a seed.
  public init(seed: UInt64) {
    self.seed = seed
    numbers = SplitMix64(seed: seed)
  }

  /// Returns the next number of the sequence.
  public mutating func next() -> UInt64 { numbers.next() }
}
