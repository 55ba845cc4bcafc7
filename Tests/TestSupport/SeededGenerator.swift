// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A random number generator that remembers its seed, so that a failure can be replayed.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// The seed of the sequence: print it with every failure.
  public let seed: UInt64
  private var numbers: SplitMix64

  /// Starts the sequence of `seed`.
  public init(seed: UInt64) {
    self.seed = seed
    numbers = SplitMix64(seed: seed)
  }

  /// Returns the next number of the sequence.
  public mutating func next() -> UInt64 { numbers.next() }
}
