// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// The operations of v1, served by v2.
///
/// A job with one file is a v2 job; a job with several files is a group of v2 jobs. The results are
/// one page with an item for each file in the order of the request; the `result` of a failed file
/// is null.
struct V1OverV2: V1Operations {
  let backend: V2Backend
  let v1: V1Direct
  let readsV1Jobs: Bool
  let records: V1Records

  func create(_ params: V1.JobCreateParams, as group: GroupID?) async throws -> V1.Job {
    let operation = "classifier.jobs.create"
    let translator = V1Translator(policy: backend.translator.policy)
    // Both steps form one translation: a refusal by the second has the notes of the first too, and
    // those of the first are reported before any other error of the second.
    let request = try translator.request(from: params)
    let notesOnFiles = records.notes(onFileIDs: params.fileIDs)
    let submission: Translation<V2Submission>
    do {
      submission = try request.then { request in
        var request = request
        if let group { request.idempotency = .group(group) }
        // Reading the body has already noted exceeded limits.
        return try backend.submission(of: request, notesLimits: false)
      }
    } catch let error as ClassifyError {
      records.report(request.notes + notesOnFiles, operation)
      throw error
    }
    records.report(submission.notes + notesOnFiles, operation)
    return try records.record(of: try await noting(operation).submit(submission.value), operation)
      .job
  }

  func list(pageSize: Int?, from token: String?) -> Paged<V1.Job> {
    let size = pageSize.flatMap { $0 < 1 ? nil : min($0, JobQuery.maximumV2PageSize) }
    let operation = "classifier.jobs.list"
    let query = JobQuery(pageSize: size, pageToken: token)
    return noting(operation).jobs(matching: query).mapPages { jobs in
      try jobs.map { try records.record(of: $0, operation).job }
    }
  }

  func get(_ id: String) async throws -> V1.Job {
    let operation = "classifier.jobs.get"
    return try await find(id) { job in
      try records.record(of: try await noting(operation).job(job), operation).job
    } inV1: {
      try await v1.get(id)
    }
  }

  func results(of id: String) async throws -> V1.ResultsPage {
    let operation = "classifier.jobs.getResults"
    var backend = noting(operation)
    backend.searchesAgain = true
    return try await find(id) { [backend] job in
      try records.results(of: try await backend.job(job), operation)
    } inV1: {
      try await v1.results(of: id)
    }
  }

  func cancel(_ id: String) async throws -> V1.Job {
    let operation = "classifier.jobs.cancel"
    return try await find(id) { job in
      try records.record(of: try await unlimitedBackend(operation).cancel(job), operation).job
    } inV1: {
      _ = try await v1.get(id)
      return try await v1.cancel(id)
    }
  }

  func delete(_ id: String) async throws {
    try await find(id) { job in
      try await unlimitedBackend("classifier.jobs.delete").delete(job)
    } inV1: {
      _ = try await v1.get(id)
      try await v1.delete(id)
    }
  }

  /// Returns the backend for one call, without the limits of the published dialect.
  ///
  /// A caller that cancels or deletes a job knows that the published reference has no such call.
  private func unlimitedBackend(_ operation: String) -> V2Backend {
    var backend = noting(operation)
    backend.translator.dialect = .current
    return backend
  }

  /// Returns the backend for one call, whose notes are reported like those of the records.
  private func noting(_ operation: String) -> V2Backend {
    var backend = backend
    backend.observe = { [records] in records.report($0, operation) }
    return backend
  }

  // MARK: - Lookup

  func jobID(of id: String) -> JobID { GroupID(id).map { .group($0) } ?? .v2(id) }

  /// Calls v2 for a job, or v1 if v2 does not have it, or does not accept its ID.
  ///
  /// v1 is queried only for an ID that v1 could have assigned: a UUID that is not a group ID. If v1
  /// does not have the job either, or v1 is gone (410), v2's error is thrown. Any other v1 error is
  /// thrown unchanged.
  private func find<Value: Sendable>(
    _ id: String, inV2: (JobID) async throws -> Value, inV1: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await inV2(jobID(of: id))
    } catch let error as ClassifyError where error.leavesJobOpen {
      guard readsV1Jobs, UniversalID(id) != nil, GroupID(id) == nil else {
        throw error
      }
      do {
        return try await inV1()
      } catch let v1Error as ClassifyError where v1Error.saysV1HasNoJob {
        throw error
      }
    }
  }
}

extension ClassifyError {
  /// Whether v1 does not have a job, or is gone itself.
  fileprivate var saysV1HasNoJob: Bool {
    code == .notFound || code == .unprocessable || status == 410
  }
}
