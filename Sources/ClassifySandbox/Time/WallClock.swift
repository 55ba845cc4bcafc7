// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The time of day, for a sandbox that is not given another.
enum WallClock {
  /// Milliseconds since 1970.
  static func now() -> Int {
    Int((Date().timeIntervalSince1970 * 1_000).rounded(.down))
  }
}
