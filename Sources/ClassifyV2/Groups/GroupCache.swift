// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization

/// The ids of members that this process has seen, so that a group is read by a query for them.
///
/// It saves requests and nothing depends on it: without it members are found by their keys.
final class GroupCache: Sendable {
  /// How many groups are remembered; the cache is emptied when there are more.
  private static let capacity = 1_024

  private let groups = Mutex<[GroupID: [Int: String]]>([:])

  func members(of group: GroupID) -> [Int: String] {
    groups.withLock { $0[group] ?? [:] }
  }

  func remember(_ members: [Int: String], of group: GroupID) {
    guard !members.isEmpty else { return }
    groups.withLock { groups in
      if groups.count >= Self.capacity, groups[group] == nil { groups.removeAll() }
      groups[group] = members
    }
  }

  func forget(_ group: GroupID) {
    groups.withLock { $0[group] = nil }
  }
}
