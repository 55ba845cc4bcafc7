// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

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

/// The system's wall clock.
public enum WallClock {
  /// Returns the milliseconds since 1970-01-01T00:00:00Z.
  @Sendable
  public static func milliseconds() -> Int64 {
    Int64(Date().timeIntervalSince1970 * 1_000)
  }
}
