// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The system's wall clock.
public enum WallClock {
  /// Returns the milliseconds since 1970-01-01T00:00:00Z.
  @Sendable
  public static func milliseconds() -> Int64 {
    Int64(Date().timeIntervalSince1970 * 1_000)
  }
}
