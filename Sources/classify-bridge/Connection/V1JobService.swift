// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The calls of v1 under names that are not deprecated: this tool is there for those who make them.
protocol V1JobService: Sendable {
  func create(
    _ params: V1.JobCreateParams, as group: GroupID?, in scope: ProjectScope,
    options: ServiceOptions
  ) async throws -> V1.Job

  func list(
    pageSize: Int?, pageToken: String?, in scope: ProjectScope, options: ServiceOptions
  ) -> Paged<V1.Job>

  func get(
    _ classifyJobID: String, in scope: ProjectScope, options: ServiceOptions
  ) async throws -> V1.Job

  func getResults(
    _ classifyJobID: String, in scope: ProjectScope, options: ServiceOptions
  ) async throws -> V1.ResultsPage
}

extension LlamaCloud.Classifier.Jobs: V1JobService {}

extension V1JobService {
  /// Creates a job.
  func create(
    _ params: V1.JobCreateParams, in scope: ProjectScope = ProjectScope()
  ) async throws -> V1.Job {
    try await create(params, as: nil, in: scope, options: ServiceOptions())
  }
}

extension LlamaCloud {
  /// The calls of v1.
  var v1Jobs: any V1JobService { classifier.jobs }
}
