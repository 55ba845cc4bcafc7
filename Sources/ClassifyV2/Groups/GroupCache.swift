// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
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

  /// A group that this client made and that no request has completed.
  private enum NewGroup {
    case unused
    /// The first request that used it had this configuration.
    case used(inline: V2.Configuration?, savedID: String?)
  }

  /// The maximum number of groups; the cache is cleared when another group is added.
  private static let capacity = 1_024

  /// How a request uses a group.
  enum Use {
    /// This client made the group, and no request has used it, so it has no members.
    case first
    /// This client made the group, and no request that used it has completed it; all had the
    /// configuration of this one.
    case again
    /// Any other process or request may have used the group.
    case other
  }

  private let groups = Mutex<[GroupID: Group]>([:])
  private let newGroups = Mutex<[GroupID: NewGroup]>([:])

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
      groups[group] = .unused
    }
  }

  /// Returns how a request uses a group, and marks the group as used.
  func use(_ group: GroupID, for bodies: [V2.ClassifyCreateParams]) -> Use {
    let inline = bodies.first?.configuration.value
    let savedID = bodies.first?.configurationID.value
    return newGroups.withLock { groups in
      switch groups[group] {
      case nil: return .other
      case .unused?:
        groups[group] = .used(inline: inline, savedID: savedID)
        return .first
      case .used(let first, let firstID)?:
        return first == inline && firstID == savedID ? .again : .other
      }
    }
  }

  /// Records that a request has completed a group, which is a group like any other from now on.
  func complete(_ group: GroupID) {
    newGroups.withLock { $0[group] = nil }
  }
}
