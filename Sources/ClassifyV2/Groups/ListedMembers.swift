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
    /// The IDs of the first members at which the groups are shown.
    var shown: [GroupID: String] = [:]
    /// The groups in the order in which they were added.
    var order: [GroupID] = []
    var jobCount = 0
  }

  private let state = Mutex(State())

  /// Returns the members of a group that were added.
  func members(of group: GroupID) -> GroupMembers {
    state.withLock { $0.groups[group] } ?? GroupMembers(group)
  }

  /// Returns whether a group is shown at a job: a first member that was created twice does not show
  /// its group twice.
  ///
  /// The group stays with the first job that was asked about, so that a page shows the same groups
  /// whenever it is fetched.
  func shows(_ group: GroupID, at jobID: String) -> Bool {
    state.withLock { state in
      let shown = state.shown[group] ?? jobID
      state.shown[group] = shown
      return shown == jobID
    }
  }

  /// Adds the group members among the jobs of a page.
  func add(_ jobs: [V2.Job]) { add(jobs, toNewGroups: true) }

  /// Adds the members of groups of which others were added, among the jobs that a search has read.
  ///
  /// A search for members can read thousands of jobs of groups that the listing never shows.
  func addToKnownGroups(_ jobs: [V2.Job]) { add(jobs, toNewGroups: false) }

  private func add(_ jobs: [V2.Job], toNewGroups: Bool) {
    state.withLock { state in
      for job in jobs {
        guard let (group, _) = V2Backend.memberPosition(of: job),
          toNewGroups || state.groups[group] != nil
        else { continue }
        if state.groups[group] == nil { state.order.append(group) }
        var members = state.groups.removeValue(forKey: group) ?? GroupMembers(group)
        let before = members.jobs.count + members.repetitions.count
        members.insert(job)
        state.jobCount += members.jobs.count + members.repetitions.count - before
        state.groups[group] = members
      }
      var removedCount = 0
      while state.jobCount > Self.capacity, removedCount < state.order.count {
        state.shown[state.order[removedCount]] = nil
        let members = state.groups.removeValue(forKey: state.order[removedCount])
        state.jobCount -= members.map { $0.jobs.count + $0.repetitions.count } ?? 0
        removedCount += 1
      }
      state.order.removeFirst(removedCount)
    }
  }

  /// Removes the members, whose states are old, at the start of another iteration; the groups stay
  /// where they are shown, so that an iteration that is under way is not disturbed.
  func removeMembers() {
    state.withLock { $0 = State(shown: $0.shown) }
  }
}
