// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The time of day.
public enum WallClock {
  /// The milliseconds since 1970-01-01T00:00:00Z by the system's clock.
  @Sendable
  public static func milliseconds() -> Int64 {
    Int64(Date().timeIntervalSince1970 * 1_000)
  }
}
