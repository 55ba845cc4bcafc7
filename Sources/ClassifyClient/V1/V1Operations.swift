// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
package import ClassifyHTTP
import ClassifyJSON
package import ClassifyModel
package import ClassifyV1
package import ClassifyV2

/// The four operations of v1, served by either version, and two that only v2 can serve.
package protocol V1Operations: Sendable {
  func create(_ params: V1.JobCreateParams, as group: GroupID?) async throws -> V1.Job
  func list(pageSize: Int?, from token: String?) -> Paged<V1.Job>
  func get(_ id: String) async throws -> V1.Job
  func results(of id: String) async throws -> V1.ResultsPage
  func cancel(_ id: String) async throws -> V1.Job
  func delete(_ id: String) async throws
  /// Returns where a job lives that a caller names by `id`.
  func jobID(of id: String) -> JobID
}

/// Per-call overrides of a v1-shaped call, beyond ``ServiceOptions``.
package struct V1CallOptions: Sendable {
  /// The group of a created job; `nil` for a new one.
  package var derivedGroup: DerivedGroup?
  /// The time in which a group with missing members is unfinished, and after which the missing ones
  /// have failed; `nil` if reading such a group is an error.
  package var missingMemberGrace: Duration?
  /// Called with the notes; `nil` for the client's observer.
  package var onTranslation: (@Sendable (TranslationNotes) -> Void)?
  /// Called with each job that is converted to a record of v1.
  package var onJob: @Sendable (ClassifyJob) -> Void = { _ in }

  /// Creates options that change nothing.
  package init() {}
}

extension LlamaCloud {
  /// Returns the backend for v2's groups, with the scope and the options of one call.
  package func groups(in scope: ProjectScope, _ options: ServiceOptions) -> V2Backend {
    var groups = groups
    groups.client = service(in: scope, options)
    return groups
  }

  /// Returns the v1 operations as this client serves them, with the overrides of one call.
  package func v1(
    in scope: ProjectScope, _ options: ServiceOptions, _ call: V1CallOptions = V1CallOptions()
  ) -> any V1Operations {
    var v2 = groups(in: scope, options)
    v2.derivedGroup = call.derivedGroup
    v2.missingMemberGrace = call.missingMemberGrace
    let service = v2.client
    let v1 = V1Direct(service: service)
    let records = V1Records(
      fileIdentifiers: classifierService.translator.fileIdentifiers,
      onTranslation: call.onTranslation ?? onTranslation, onJob: call.onJob)
    switch classifierService.server {
    case .v1: return v1
    case .v2(let readsV1Jobs):
      return V1OverV2(backend: v2, v1: v1, readsV1Jobs: readsV1Jobs, records: records)
    case .backend(let make, let versions):
      return V1OverBackend(
        make: make, service: service, v2: v2, versions: versions, records: records)
    }
  }
}

/// The operations of v1, served by v1.
struct V1Direct: V1Operations {
  let service: ServiceClient

  func create(_ params: V1.JobCreateParams, as group: GroupID?) async throws -> V1.Job {
    if let group {
      throw ClassifyError(
        code: .unsupported,
        message: "v1 has no idempotency keys, so the group \(group) can't be created on it; leave "
          + "the group out, or create the client with classifier: .v2",
        operation: "classifier.jobs.create", jobID: .group(group))
    }
    return try await service.send(V1Calls.create(params)).value
  }

  func list(pageSize: Int?, from token: String?) -> Paged<V1.Job> {
    Paged(from: token) { token in
      try await service.send(V1Calls.list(pageSize: pageSize, pageToken: token)).value.page
    }
  }

  func get(_ id: String) async throws -> V1.Job {
    try await service.send(V1Calls.get(id)).value
  }

  func results(of id: String) async throws -> V1.ResultsPage {
    try await service.send(V1Calls.results(id, pageToken: nil)).value
  }

  func cancel(_ id: String) async throws -> V1.Job { throw Self.unsupported("cancel", id) }

  func delete(_ id: String) async throws { throw Self.unsupported("delete", id) }

  private static func unsupported(_ operation: String, _ id: String) -> ClassifyError {
    ClassifyError(
      code: .unsupported,
      message: "v1 can't \(operation) jobs; job \(id) is unchanged",
      operation: "classifier.jobs.\(operation)", jobID: .v1(id))
  }

  func jobID(of id: String) -> JobID { .v1(id) }
}

extension V1.ResultsPage {
  /// Creates the results of a job that has none: an item with a null result for each file.
  init(withoutResultsFor fileIDs: [String], of job: V1.Job) throws(TranslationRefusal) {
    let translator = V1Translator(policy: .permissive)
    var model = translator.job(from: job).value
    model.documents = fileIDs.map {
      DocumentRecord(reference: .file($0), status: model.status)
    }
    let items = try translator.record(from: model).value.results ?? []
    self.init(
      items: items.map { item in
        var item = item
        item.result = .null
        return item
      },
      nextPageToken: .null, totalSize: .value(items.count))
  }
}
