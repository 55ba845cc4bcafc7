// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// What answers the four v1-shaped calls.
protocol V1Answering: Sendable {
  func create(_ params: V1.JobCreateParams, as group: GroupID?) async throws -> V1.Job
  func list(pageSize: Int?, from token: String?) -> Paged<V1.Job>
  func get(_ id: String) async throws -> V1.Job
  func results(of id: String) async throws -> V1.ResultsPage
}

extension LlamaCloud {
  /// Returns what answers v1-shaped calls with a scope and options of their own.
  func v1(in scope: ProjectScope, _ options: ServiceOptions) -> any V1Answering {
    let service = service(in: scope, options)
    switch classifierService.version {
    case .v1: return V1Direct(service: service)
    case .v2:
      var backend = groups
      backend.client = service
      return V1OverV2(
        backend: backend, v1: V1Direct(service: service), classifier: classifierService,
        onTranslation: onTranslation)
    }
  }
}
