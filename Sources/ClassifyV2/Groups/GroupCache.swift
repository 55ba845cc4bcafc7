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
    /// The last search for missing members; `nil` for none.
    var lastSearch: Search?
  }

  /// A search for the missing members of a group.
  struct Search: Equatable {
    /// The time of its end, in milliseconds since 1970.
    let end: Int64
    /// Whether it ended at a limit, so that others may exist.
    let isTruncated: Bool
  }

  /// A group that this client made and that no request has completed.
  private enum NewGroup {
    case unused
    /// The first request that used it had this configuration.
    case used(inline: V2.Configuration?, savedID: String?)
  }

  /// The maximum number of new groups; they are forgotten when another one is added.
  private static let newGroupCapacity = 1_024

  /// The groups in the order in which they were added; the first ones are removed first.
  private struct Groups {
    var entries: [GroupID: Group] = [:]
    var order: [GroupID] = []
    var memberCount = 0

    mutating func remove(_ id: GroupID) {
      guard let group = entries.removeValue(forKey: id) else { return }
      memberCount -= group.members.count
      order.removeAll { $0 == id }
    }
  }

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

  private let capacity: Int
  private let groups = Mutex(Groups())
  private let newGroups = Mutex<[GroupID: NewGroup]>([:])

  /// Creates an empty cache.
  ///
  /// - Parameter capacity: The maximum number of members; a single group can have more.
  init(capacity: Int) {
    self.capacity = capacity
  }

  subscript(id: GroupID) -> Group? {
    groups.withLock { $0.entries[id] }
  }

  /// Adds members to those of a group; without members, what is known of the group is kept.
  ///
  /// Members are never forgotten one by one: a search that began before others were created ends
  /// after they are stored, and has not found them.
  func store(_ members: [Int: V2.Job], of id: GroupID, organizationID: String?) {
    guard let projectID = members.values.first?.projectID else { return }
    var group = Group(
      members: members.mapValues(\.id), projectID: projectID, organizationID: organizationID)
    groups.withLock { groups in
      if let known = groups.entries[id] {
        group.lastSearch = known.lastSearch
        group.members.merge(known.members) { new, _ in new }
        groups.memberCount -= known.members.count
      } else {
        groups.order.append(id)
      }
      groups.entries[id] = group
      groups.memberCount += group.members.count
      while groups.memberCount > capacity, let oldest = groups.order.first, oldest != id {
        groups.remove(oldest)
      }
    }
  }

  /// Records a search for the missing members of a group of which some are known.
  func record(_ search: Search, of id: GroupID) {
    groups.withLock { $0.entries[id]?.lastSearch = search }
  }

  func remove(_ id: GroupID) {
    groups.withLock { $0.remove(id) }
  }

  /// Adds a group that no request has used, so that it has no members to look up.
  func addNew(_ group: GroupID) {
    newGroups.withLock { groups in
      if groups.count >= Self.newGroupCapacity { groups.removeAll() }
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
