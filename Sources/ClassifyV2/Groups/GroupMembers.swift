// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
package import ClassifyModel

/// The jobs of a group that were found, by their position in the group.
///
/// A service that loses an idempotency key can create a member more than once. The job that was
/// created first represents the member, so that every process chooses the same one.
package struct GroupMembers: Sendable {
  package let id: GroupID
  /// The jobs that represent the members, by zero-based position.
  package private(set) var jobs: [Int: V2.Job] = [:]
  /// The other jobs with the key of a member.
  package private(set) var repetitions: [V2.Job] = []
  /// Whether the search for members ended at a limit, so that others may exist.
  var isSearchTruncated = false

  /// Creates a group without members.
  package init(_ id: GroupID) {
    self.id = id
  }

  /// Whether every member was found.
  package var isComplete: Bool { jobs.count == id.memberCount }
  /// The jobs that represent the members, in the order of the group.
  var ordered: [V2.Job] { jobs.sorted { $0.key < $1.key }.map(\.value) }
  /// Every job of the group, repetitions included.
  var all: [V2.Job] { ordered + repetitions }

  /// Adds a job of the group, or replaces an earlier state of it; other jobs are ignored.
  package mutating func insert(_ job: V2.Job) {
    guard let (group, index) = V2Backend.memberPosition(of: job), group == id else { return }
    if let repetition = repetitions.firstIndex(where: { $0.id == job.id }) {
      repetitions[repetition] = job
    } else if let known = jobs[index], known.id != job.id {
      let jobIsFirst = Self.wasCreated(job, before: known)
      jobs[index] = jobIsFirst ? job : known
      repetitions.append(jobIsFirst ? known : job)
    } else {
      jobs[index] = job
    }
  }

  /// Replaces the state of a job that was found.
  mutating func update(_ job: V2.Job) {
    if let position = jobs.first(where: { $0.value.id == job.id })?.key {
      jobs[position] = job
    } else if let position = repetitions.firstIndex(where: { $0.id == job.id }) {
      repetitions[position] = job
    }
  }

  /// The creation time of the first job, by the service's clock; `nil` if no job has one.
  var createdAt: Int64? {
    jobs.values.compactMap(\.creationTime).min()
  }

  /// A note for each job that repeats a member.
  package var notes: [Note] {
    repetitions.map { repetition in
      let index = V2Backend.memberPosition(of: repetition)?.1 ?? 0
      let first = jobs[index]?.id
      return Note(
        .memberRepeated, at: "/\(index)/transaction_id", before: repetition.id, after: first,
        message: "the jobs \(first ?? "") and \(repetition.id) are both of document \(index + 1) "
          + "of the group \(id); the result is that of the first")
    }
  }

  private static func wasCreated(_ left: V2.Job, before right: V2.Job) -> Bool {
    let times = [left, right].map { $0.createdAt.value.flatMap { Timestamp($0).instant } }
    guard let leftTime = times[0], let rightTime = times[1], leftTime != rightTime else {
      return left.id < right.id
    }
    return leftTime < rightTime
  }
}
