// SPDX-License-Identifier: Apache-2.0

/// When the latest jobs were created, to limit how many are in a second.
struct CreationRate {
  private var times: [Int] = []

  /// Counts a creation, unless the second before `now` has as many as are allowed.
  ///
  /// - Returns: Whether the creation is allowed.
  mutating func admit(at now: Int, limit: Int) -> Bool {
    times.removeAll { $0 <= now - 1_000 }
    guard times.count < limit else { return false }
    times.append(now)
    return true
  }
}
