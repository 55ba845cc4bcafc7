// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A random generator that many tasks draw from.
public final class SharedGenerator: RandomNumberGenerator, Sendable {
  private let generator: Mutex<any RandomNumberGenerator & Sendable>

  /// Shares a generator; a seeded one makes what depends on it repeatable.
  public init(_ generator: some RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
    self.generator = Mutex(generator)
  }

  /// Returns the next number.
  public func next() -> UInt64 {
    generator.withLock { $0.next() }
  }
}
