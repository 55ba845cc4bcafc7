// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The jobs of callers whose documents wait or are in flight in a mirror.
struct CallerJobs: Sendable {
  /// A finished job.
  struct Finished: Sendable {
    let job: ClassifyJob
    /// The time from its submission to the first observation of its end; `nil` if it was not
    /// measured.
    let seconds: Double?
  }

  private struct Entry: Sendable {
    let sinceSubmission: Stopwatch
    /// The number of documents that wait or are in flight.
    var documentCount = 0
    var finished: Finished?
  }

  private var entries: [JobID: Entry] = [:]

  /// Adds documents of a request.
  mutating func add(_ count: Int, of mirrored: MirroredRequest) {
    entries[mirrored.primaryID, default: Entry(sinceSubmission: mirrored.sinceSubmission)]
      .documentCount += count
  }

  /// Stores a job if it is finished, has mirrored documents, and is not stored yet.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - isTimely: Whether its caller read it, as opposed to the mirror, which reads rarely.
  /// - Returns: Whether it was stored.
  mutating func store(_ job: ClassifyJob, isTimely: Bool) -> Bool {
    guard job.status.isFinished, let entry = entries[job.id], entry.finished == nil else {
      return false
    }
    let seconds = isTimely ? entry.sinceSubmission.elapsed() / .seconds(1) : nil
    entries[job.id]?.finished = Finished(job: job, seconds: seconds)
    return true
  }

  /// Returns a finished job that was stored.
  func finished(_ id: JobID) -> Finished? { entries[id]?.finished }

  /// Removes documents of a job, and returns the job if these were the last, for its release
  /// outside a lock.
  mutating func remove(_ count: Int, of id: JobID) -> Finished? {
    guard let remaining = entries[id].map({ $0.documentCount - count }) else { return nil }
    guard remaining <= 0 else {
      entries[id]?.documentCount = remaining
      return nil
    }
    return entries.removeValue(forKey: id)?.finished
  }

  /// Removes all documents but these, which are named by their jobs, and returns what was stored
  /// before.
  mutating func removeAll(except documents: [JobID]) -> CallerJobs {
    let before = self
    entries = [:]
    for id in documents {
      guard let entry = before.entries[id] else { continue }
      let kept = Entry(sinceSubmission: entry.sinceSubmission, finished: entry.finished)
      entries[id, default: kept].documentCount += 1
    }
    return before
  }
}
