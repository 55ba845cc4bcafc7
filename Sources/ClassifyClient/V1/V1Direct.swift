// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel
import ClassifyV1

/// v1-shaped calls answered by v1.
struct V1Direct: V1Answering {
  let service: ServiceClient

  func create(_ params: V1.JobCreateParams, as group: GroupID?) async throws -> V1.Job {
    if let group {
      throw ClassifyError(
        code: .unsupported,
        message: "v1 has no idempotency keys, so the group \(group) can't be created on it; leave "
          + "the group out, or make the client with classifier: .v2",
        operation: "classifier.jobs.create")
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
}
