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

  func create(_ params: V1.JobCreateParams, as group: GroupID?) async throws -> V1.Job {
    let operation = "classifier.jobs.create"
    let translation = try V1Translator(policy: v2.translator.policy).request(from: params)
    records.report(translation.notes + records.notes(onFileIDs: params.fileIDs), operation)
    var request = translation.value
    if let group { request.idempotency = .group(group) }
    return try record(of: try await backend(operation).submit(request), operation)
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
    return try await find(id) { try record(of: try await backend(operation).job($0), operation) }
  }

  func results(of id: String) async throws -> V1.ResultsPage {
    let operation = "classifier.jobs.getResults"
    return try await find(id) {
      try records.results(of: try await backend(operation).job($0), operation)
    }
  }

  func cancel(_ id: String) async throws -> V1.Job {
    let operation = "classifier.jobs.cancel"
    return try await find(id) { try record(of: try await backend(operation).cancel($0), operation) }
  }

  func delete(_ id: String) async throws {
    try await find(id) { try await backend("classifier.jobs.delete").delete($0) }
  }

  /// Returns the backend for one call, whose notes are reported like those of the records.
  private func backend(_ operation: String) -> any ClassifyBackend {
    var v2 = v2
    v2.observe = { [records] in records.report($0, operation) }
    let v1 = V1Backend(client: service) { [records] in records.report($0, operation) }
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
  /// If neither has the job, the error of the first is thrown. Any other error of the second is
  /// thrown unchanged.
  private func find<Value: Sendable>(
    _ id: String, _ operation: (JobID) async throws -> Value
  ) async throws -> Value {
    let (first, other) = candidates(for: id)
    do {
      let value = try await operation(first)
      versions.remember(first)
      return value
    } catch let error as ClassifyError where error.saysNoSuchJob || error.code == .unsupported {
      guard let other else { throw error }
      do {
        let value = try await operation(other)
        versions.remember(other)
        return value
      } catch let otherError as ClassifyError where otherError.saysNoSuchJob {
        throw error
      }
    }
  }
}

extension ClassifyError {
  /// Whether the version does not have a job, does not accept its ID, or is gone itself.
  var saysNoSuchJob: Bool {
    code == .notFound || code == .unprocessable || code == .invalidRequest || status == 410
  }
}

/// Which version has which job, for jobs whose ID does not say it.
final class JobVersions: Sendable {
  /// The maximum number of jobs to remember, after which all are forgotten.
  static let capacity = 10_000

  private let versions = Mutex<[String: APIVersion]>([:])

  /// Remembers the version of a single job.
  func remember(_ id: JobID) {
    guard case .job(let text, let version) = id else { return }
    versions.withLock { versions in
      if versions.count >= Self.capacity { versions.removeAll(keepingCapacity: true) }
      versions[text] = version
    }
  }

  /// Returns the version of a job, or `nil` if it is not known.
  func version(of id: String) -> APIVersion? {
    versions.withLock { $0[id] }
  }
}
