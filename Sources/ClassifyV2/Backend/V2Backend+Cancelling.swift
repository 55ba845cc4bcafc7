// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

extension V2Backend {
  /// Cancels a job, or every unfinished member of a group, which may have missing members.
  ///
  /// - Parameter id: The ID of the job or the group.
  /// - Returns: The job after the cancellation.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/unsupported`` in the published
  ///   dialect, which can't cancel jobs.
  public func cancel(_ id: JobID) async throws -> ClassifyJob {
    try await naming(id) { try await cancelAll(id) }
  }

  private func cancelAll(_ id: JobID) async throws -> ClassifyJob {
    try checkDialect("cancel", id)
    switch id {
    case .job(let text, .v2):
      return translator.job(from: try await client.cancelV2Job(text)).value
    case .group(let group):
      var members = try await members(of: group, findsRepetitions: true)
      guard !members.jobs.isEmpty else {
        throw noSuchGroup(members, operation: "classify.cancel")
      }
      let client = scoped(to: group).client
      for member in members.all where !isFinished(member) {
        do {
          members.update(try await client.cancelV2Job(member.id))
        } catch let error as ClassifyError {
          // The service refuses to cancel a job that has finished in the meantime.
          let call = V2Calls.get(member.id, expandingUsage: false)
          let found = try await client.send(call).value
          guard isFinished(found) else { throw error }
          members.update(found)
        }
      }
      return try model(of: members)
    case .job: throw Self.notOwnJob(id, operation: "classify.cancel")
    }
  }

  /// Deletes a finished job, or every member of a group, skipping members already deleted.
  ///
  /// - Parameter id: The ID of the job or the group.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/invalidRequest``, before
  ///   anything is deleted, for a group with an unfinished member; with the code
  ///   ``ClassifyError/Code/unsupported`` in the published dialect, which can't delete jobs.
  public func delete(_ id: JobID) async throws {
    try await naming(id) { try await deleteAll(id) }
  }

  private func deleteAll(_ id: JobID) async throws {
    try checkDialect("delete", id)
    switch id {
    case .job(let text, .v2):
      _ = try await client.deleteV2Job(text)
    case .group(let group):
      let members = try await members(of: group, findsRepetitions: true)
      guard !members.jobs.isEmpty else {
        throw noSuchGroup(members, operation: "classify.delete")
      }
      let unfinished = members.all.count { !isFinished($0) }
      guard unfinished == 0 else {
        // A partly deleted group could neither be read nor deleted.
        throw ClassifyError(
          code: .invalidRequest,
          message: "the group \(group) has \(unfinished) unfinished members; cancel it or wait for "
            + "it, then delete it",
          operation: "classify.delete")
      }
      // Deletes the first member last: while it exists, the group is listed and can be deleted
      // again.
      let client = scoped(to: group).client
      for member in members.all.reversed() {
        do {
          _ = try await client.deleteV2Job(member.id)
        } catch let error as ClassifyError where error.code == .notFound {
          continue
        }
      }
      knownMembers.remove(group)
    case .job: throw Self.notOwnJob(id, operation: "classify.delete")
    }
  }

  private func isFinished(_ job: V2.Job) -> Bool { job.status.jobStatus.isFinished }

  private func checkDialect(_ operation: String, _ id: JobID) throws(ClassifyError) {
    guard translator.dialect == .published else { return }
    throw ClassifyError(
      code: .unsupported,
      message: "the published dialect of v2 can't \(operation) job \(id); use the current dialect",
      operation: "classify.\(operation)")
  }
}
