// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization

/// An in-memory cache of the IDs of group members, so that a group can be read by a query for IDs.
///
/// The cache saves requests, and keeps the project of a group for calls that name none. Members that
/// are not in it are found by their idempotency keys.
final class GroupCache: Sendable {
  /// A group that this client created or found.
  struct Group: Equatable {
    /// The IDs of the members by position.
    var members: [Int: String]
    /// The project of the members.
    var projectID: String
    /// The organization that the calls named; `nil` for the key's.
    var organizationID: String?
  }

  /// The maximum number of groups; the cache is cleared when another group is added.
  private static let capacity = 1_024

  private let groups = Mutex<[GroupID: Group]>([:])
  private let newGroups = Mutex<Set<GroupID>>([])

  subscript(id: GroupID) -> Group? {
    groups.withLock { $0[id] }
  }

  /// Stores the members of a group; without members, what is known of the group is kept.
  func store(_ members: [Int: V2.Job], of id: GroupID, organizationID: String?) {
    guard let projectID = members.values.first?.projectID else { return }
    let group = Group(
      members: members.mapValues(\.id), projectID: projectID, organizationID: organizationID)
    groups.withLock { groups in
      if groups.count >= Self.capacity, groups[id] == nil { groups.removeAll() }
      groups[id] = group
    }
  }

  func remove(_ id: GroupID) {
    groups.withLock { $0[id] = nil }
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
