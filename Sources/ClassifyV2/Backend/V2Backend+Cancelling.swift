// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

extension V2Backend {
  /// Cancels a job, or every unfinished member of a group, which may have missing members.
  ///
  /// The members that this client knows are cancelled first, then those that a search finds. If one
  /// can't be cancelled, the others are, and then its error is thrown.
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
      return try model(of: try await cancelMembers(of: group))
    case .job: throw Self.notOwnJob(id, operation: "classify.cancel")
    }
  }

  /// Cancels the members of a group and returns them.
  private func cancelMembers(of group: GroupID) async throws -> GroupMembers {
    let client = scoped(to: group).client
    var search = GroupSearch(client, found: GroupMembers(group))
    try await search.read(knownMembers[group]?.members ?? [:])
    var members = search.members
    let known = members.all
    // A search can take long, and fail.
    var failure = await cancel(known, of: &members, with: client)
    do {
      members = try await self.members(of: group, found: members, findsRepetitions: true)
    } catch {
      try Task.checkCancellation()
      throw failure ?? error
    }
    guard !members.jobs.isEmpty else { throw noSuchGroup(members, operation: "classify.cancel") }
    let knownIDs = Set(known.map(\.id))
    let found = members.all.filter { !knownIDs.contains($0.id) }
    let laterFailure = await cancel(found, of: &members, with: client)
    failure = failure ?? laterFailure
    try Task.checkCancellation()
    if let failure { throw failure }
    return members
  }

  /// Cancels the unfinished among jobs concurrently, and returns the first error.
  private func cancel(
    _ jobs: [V2.Job], of members: inout GroupMembers, with client: ServiceClient
  ) async -> (any Error)? {
    var pending = jobs.filter { !$0.isFinished }.map(\.id)[...]
    var ended: [V2.Job] = []
    var failure: (any Error)?
    await withTaskGroup(of: Result<V2.Job, any Error>.self) { group in
      func startNext() {
        guard let id = pending.popFirst() else { return }
        group.addTask {
          do {
            switch try await MemberCancellation.cancel(id, with: client) {
            case .finished(let job?): return .success(job)
            case .finished(nil): return .success(try await client.readCancelledV2Job(id))
            case .refused(let error): return .failure(error)
            }
          } catch {
            return .failure(error)
          }
        }
      }
      for _ in 0..<options.concurrency { startNext() }
      while let result = await group.next() {
        switch result {
        case .success(let job): ended.append(job)
        case .failure(let error): failure = failure ?? error
        }
        startNext()
      }
    }
    for job in ended { members.update(job) }
    return failure
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
      let unfinished = members.all.count { !$0.isFinished }
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

  private func checkDialect(_ operation: String, _ id: JobID) throws(ClassifyError) {
    guard translator.dialect == .published else { return }
    throw ClassifyError(
      code: .unsupported,
      message: "the published dialect of v2 can't \(operation) job \(id); use the current dialect",
      operation: "classify.\(operation)")
  }
}
