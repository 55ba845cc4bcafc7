// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization

/// The group members that one listing has read so far, so that it reads none of them again.
///
/// Lists show a group at its first member, while the others are on pages before or after it.
final class ListedMembers: Sendable {
  /// The maximum number of jobs; beyond it the groups that were added first are removed.
  static let capacity = 5_000

  private struct State {
    var groups: [GroupID: GroupMembers] = [:]
    /// The groups that the listing has shown.
    var shown: Set<GroupID> = []
    /// The groups in the order in which they were added.
    var order: [GroupID] = []
    var jobCount = 0
  }

  private let state = Mutex(State())

  /// Returns the members of a group that were added.
  func members(of group: GroupID) -> GroupMembers {
    state.withLock { $0.groups[group] } ?? GroupMembers(group)
  }

  /// Marks a group as shown, and returns whether it was not: a first member that was created twice
  /// does not show its group twice.
  func show(_ group: GroupID) -> Bool {
    state.withLock { $0.shown.insert(group).inserted }
  }

  /// Adds the group members among jobs.
  func add(_ jobs: [V2.Job]) {
    state.withLock { state in
      for job in jobs {
        guard let (group, _) = V2Backend.memberPosition(of: job) else { continue }
        if state.groups[group] == nil { state.order.append(group) }
        var members = state.groups.removeValue(forKey: group) ?? GroupMembers(group)
        let before = members.jobs.count + members.repetitions.count
        members.insert(job)
        state.jobCount += members.jobs.count + members.repetitions.count - before
        state.groups[group] = members
      }
      var removedCount = 0
      while state.jobCount > Self.capacity, removedCount < state.order.count {
        state.shown.remove(state.order[removedCount])
        let members = state.groups.removeValue(forKey: state.order[removedCount])
        state.jobCount -= members.map { $0.jobs.count + $0.repetitions.count } ?? 0
        removedCount += 1
      }
      state.order.removeFirst(removedCount)
    }
  }

  /// Removes everything, at the start of a listing.
  func removeAll() {
    state.withLock { $0 = State() }
  }
}
