// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization

/// An in-memory cache of the IDs of group members, so that a group can be read by a query for IDs.
///
/// The cache only saves requests: members that are not in it are found by their idempotency keys.
final class GroupCache: Sendable {
  /// The maximum number of groups; the cache is cleared when another group is added.
  private static let capacity = 1_024

  private let groups = Mutex<[GroupID: [Int: String]]>([:])
  private let newGroups = Mutex<Set<GroupID>>([])

  func members(of group: GroupID) -> [Int: String] {
    groups.withLock { $0[group] ?? [:] }
  }

  func store(_ members: [Int: String], of group: GroupID) {
    guard !members.isEmpty else { return }
    groups.withLock { groups in
      if groups.count >= Self.capacity, groups[group] == nil { groups.removeAll() }
      groups[group] = members
    }
  }

  func remove(_ group: GroupID) {
    groups.withLock { $0[group] = nil }
  }

  /// Adds a group that no request has used, so that it has no members to look up.
  func addNew(_ group: GroupID) {
    newGroups.withLock { groups in
      if groups.count >= Self.capacity { groups.removeAll() }
      groups.insert(group)
    }
  }

  /// Returns whether no request has used a group, and marks it as used.
  func takeNew(_ group: GroupID) -> Bool {
    newGroups.withLock { $0.remove(group) != nil }
  }
}
