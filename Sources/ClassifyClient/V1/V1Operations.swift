// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// The four operations of v1, served by either version, and two that only v2 can serve.
protocol V1Operations: Sendable {
  func create(_ params: V1.JobCreateParams, as group: GroupID?) async throws -> V1.Job
  func list(pageSize: Int?, from token: String?) -> Paged<V1.Job>
  func get(_ id: String) async throws -> V1.Job
  func results(of id: String) async throws -> V1.ResultsPage
  func cancel(_ id: String) async throws -> V1.Job
  func delete(_ id: String) async throws
  /// Returns where a job lives that a caller names by `id`.
  func jobID(of id: String) -> JobID
}

extension LlamaCloud {
  /// Returns the v1 operations as this client serves them, with the overrides of one call.
  func v1(in scope: ProjectScope, _ options: ServiceOptions) -> any V1Operations {
    let service = service(in: scope, options)
    let v1 = V1Direct(service: service)
    let records = V1Records(
      fileIdentifiers: classifierService.translator.fileIdentifiers, onTranslation: onTranslation)
    var v2 = groups
    v2.client = service
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
