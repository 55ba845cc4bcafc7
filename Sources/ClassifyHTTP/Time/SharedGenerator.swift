// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A thread-safe random number generator.
public final class SharedGenerator: RandomNumberGenerator, Sendable {
  private let generator: Mutex<any RandomNumberGenerator & Sendable>

  /// Wraps a generator; a seeded one makes results reproducible.
  public init(_ generator: some RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
    self.generator = Mutex(generator)
  }

  /// Returns the next 64 random bits.
  public func next() -> UInt64 {
    generator.withLock { $0.next() }
  }
}
