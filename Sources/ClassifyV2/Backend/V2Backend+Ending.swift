// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

extension V2Backend {
  /// Stops a job, or every unfinished member of a group.
  ///
  /// - Parameter id: The id of the job or the group.
  /// - Returns: The job as it is then.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/unsupported`` in the published
  ///   dialect, which has no such operation.
  public func cancel(_ id: JobID) async throws -> ClassifyJob {
    try checkDialect("cancel", id)
    switch id {
    case .v1: throw Self.livesElsewhere(id, operation: "classify.cancel")
    case .v2(let text):
      return translator.job(from: try await client.send(V2Calls.cancel(text)).value).value
    case .group(let group):
      for member in try await completeMembers(of: group).values where !isFinished(member) {
        do {
          _ = try await client.send(V2Calls.cancel(member.id))
        } catch let error as ClassifyError {
          // It may have finished in the meantime, which the service refuses in words of its own.
          let call = V2Calls.get(member.id, expandingUsage: false)
          guard isFinished(try await client.send(call).value) else { throw error }
        }
      }
      return try await self.group(group)
    }
  }

  /// Deletes a finished job, or every member of a group; what is gone already is passed over.
  ///
  /// - Parameter id: The id of the job or the group.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/unsupported`` in the published
  ///   dialect, which has no such operation.
  public func delete(_ id: JobID) async throws {
    try checkDialect("delete", id)
    switch id {
    case .v1: throw Self.livesElsewhere(id, operation: "classify.delete")
    case .v2(let text):
      _ = try await client.send(V2Calls.delete(text))
    case .group(let group):
      let members = try await members(of: group)
      guard !members.isEmpty else { throw Self.noSuchGroup(group, operation: "classify.delete") }
      // The first goes last: as long as it is there the group is listed, and can be deleted again.
      for (_, member) in members.sorted(by: { $0.key > $1.key }) {
        do {
          _ = try await client.send(V2Calls.delete(member.id))
        } catch let error as ClassifyError where error.code == .notFound {
          continue
        }
      }
      knownMembers.forget(group)
    }
  }

  private func isFinished(_ job: V2.Job) -> Bool {
    translator.job(from: job).value.status.isFinished
  }

  private func checkDialect(_ operation: String, _ id: JobID) throws(ClassifyError) {
    guard translator.dialect == .published else { return }
    throw ClassifyError(
      code: .unsupported,
      message: "the published dialect of v2 can't \(operation) job \(id); use the current dialect",
      operation: "classify.\(operation)")
  }
}
