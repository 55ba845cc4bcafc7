// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel
import ClassifyV1
import ClassifyV2
import Synchronization

/// The operations of v1, served by a backend made of those of both versions.
struct V1OverBackend: V1Operations {
  let make: ClassifierService.MakeBackend
  let service: ServiceClient
  let v2: V2Backend
  let versions: JobVersions
  let records: V1Records

  /// Creates a job, on the version that the backend chooses.
  ///
  /// If v1 answers, it gets the caller's own body, unchanged. A body that the model can't express goes
  /// to v1, too, if the backend leads with v1: directly, past the backend, which does not mirror it.
  /// The notes of the refusal are reported. A backend that counts such bodies
  /// (`InexpressibleRequestCounting`) counts it, also if it is refused.
  ///
  /// - Parameters:
  ///   - params: The caller's body.
  ///   - group: The group to continue; `nil` for a new job.
  /// - Returns: The v1 record of the job.
  /// - Throws: The errors of the backend; `TranslationRefusal` if the model can't express the body and
  ///   v2 would answer.
  func create(_ params: V1.JobCreateParams, as group: GroupID?) async throws -> V1.Job {
    let operation = "classifier.jobs.create"
    let translation: Translation<ClassifyRequest>
    do throws(TranslationRefusal) {
      translation = try V1Translator(policy: v2.translator.policy).request(from: params)
    } catch {
      let server = backend(operation)
      (server as? any InexpressibleRequestCounting)?.countInexpressibleRequest()
      guard group == nil, server.capabilities.version == .v1 else { throw error }
      records.report(error.notes, operation)
      let job = try await V1Direct(service: service).create(params, as: nil)
      versions.remember(.v1(job.id))
      return job
    }
    records.report(translation.notes + records.notes(onFileIDs: params.fileIDs), operation)
    var request = translation.value
    if let group { request.idempotency = .group(group) }
    // If v1 answers, it gets the caller's own body: the model does not keep every detail of it.
    let original = (request: request, params: params)
    let server = backend(operation) { v1, _ in v1.original = original }
    return try record(of: try await server.submit(original.request), operation)
  }

  func list(pageSize: Int?, from token: String?) -> Paged<V1.Job> {
    let operation = "classifier.jobs.list"
    let query = JobQuery(pageSize: pageSize.flatMap { $0 < 1 ? nil : $0 }, pageToken: token)
    return backend(operation).jobs(matching: query).mapPages { jobs in
      try jobs.map { try record(of: $0, operation) }
    }
  }

  func get(_ id: String) async throws -> V1.Job {
    let operation = "classifier.jobs.get"
    return try await find(id) { job in
      let read = Mutex<V1.Job?>(nil)
      let onRead: @Sendable (V1.Job) -> Void = { job in read.withLock { $0 = job } }
      let server = backend(operation) { v1, _ in v1.onRead = onRead }
      do {
        return try record(of: try await server.job(job), operation)
      } catch let error as ClassifyError {
        // v1's own call reads no results, so it does not fail without them.
        guard let record = read.withLock({ $0 }) else { throw error }
        return record
      }
    }
  }

  func results(of id: String) async throws -> V1.ResultsPage {
    let operation = "classifier.jobs.getResults"
    let server = backend(operation) { _, v2 in v2.searchesAgain = true }
    return try await find(id) { try records.results(of: try await server.job($0), operation) }
  }

  func cancel(_ id: String) async throws -> V1.Job {
    let operation = "classifier.jobs.cancel"
    return try await find(id) {
      try record(of: try await unlimitedBackend(operation).cancel($0), operation)
    }
  }

  func delete(_ id: String) async throws {
    try await find(id) { try await unlimitedBackend("classifier.jobs.delete").delete($0) }
  }

  /// Returns the backend for one call, without the limits of v2's published dialect.
  ///
  /// A caller that cancels or deletes a job knows that the published reference has no such call.
  private func unlimitedBackend(_ operation: String) -> any ClassifyBackend {
    backend(operation) { _, v2 in v2.translator.dialect = .current }
  }

  /// Returns the backend for one call, whose notes are reported like those of the records.
  private func backend(
    _ operation: String, adapt: (inout V1Backend, inout V2Backend) -> Void = { _, _ in }
  ) -> any ClassifyBackend {
    var v1 = V1Backend(client: service) { [records] in records.report($0, operation) }
    var v2 = v2
    v2.observe = { [records] in records.report($0, operation) }
    adapt(&v1, &v2)
    return make(v1, v2)
  }

  /// Converts a job to a v1 record, and remembers its version.
  private func record(of job: ClassifyJob, _ operation: String) throws -> V1.Job {
    versions.remember(job.id)
    return try records.record(of: job, operation).job
  }

  // MARK: - Lookup

  func jobID(of id: String) -> JobID { candidates(for: id).first }

  /// The jobs that a caller can mean by an ID: the likelier one, and the other.
  private func candidates(for id: String) -> (first: JobID, other: JobID?) {
    if let group = GroupID(id) { return (.group(group), nil) }
    if let version = versions.version(of: id) { return (.job(id, version), nil) }
    guard UniversalID(id) != nil else { return (.v2(id), nil) }
    let version = make(V1Backend(client: service), v2).capabilities.version
    return version == .v1 ? (.v1(id), .v2(id)) : (.v2(id), .v1(id))
  }

  /// Calls the backend for a job of the likelier version, or of the other if that has none, or has no
  /// such operation and so can't tell.
  ///
  /// If both fail in one of these ways, the error that says more about the job is thrown: that of the
  /// first, unless only the second has the job or can tell. Any other error of the second is thrown
  /// unchanged.
  private func find<Value: Sendable>(
    _ id: String, _ operation: (JobID) async throws -> Value
  ) async throws -> Value {
    let (first, other) = candidates(for: id)
    do {
      let value = try await operation(first)
      versions.remember(first)
      return value
    } catch let error as ClassifyError where error.leavesJobOpen {
      guard let other else { throw error }
      do {
        let value = try await operation(other)
        versions.remember(other)
        return value
      } catch let otherError as ClassifyError where otherError.leavesJobOpen {
        throw error.saysLess(than: otherError) ? otherError : error
      }
    }
  }
}

extension ClassifyError {
  /// Whether the job may be found under another form of its ID, or on the other version: this one
  /// does not have it, does not accept its ID or its state, has no such operation, or is gone itself.
  ///
  /// How v2 rejects an ID of another form is not published.
  package var leavesJobOpen: Bool {
    saysNoJob || [.unsupported, .badRequest, .unprocessable].contains(code)
  }

  /// Whether this version can't have the job.
  private var saysNoJob: Bool {
    code == .notFound || code == .invalidRequest || status == 410
  }

  /// Whether the error of the other version says more about a job.
  ///
  /// A version without the operation says less than one that rejects it, for instance because the
  /// job is finished, and more than one that can't have the job.
  fileprivate func saysLess(than other: ClassifyError) -> Bool {
    if code == .unsupported { return !other.saysNoJob && other.code != .unsupported }
    return saysNoJob && other.code == .unsupported
  }
}
