// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A command's connection to the service.
struct Connection: Sendable {
  /// The client, scoped to the organization and project of the command.
  let client: LlamaCloud
  /// The low-level client for backends of either version.
  let service: ServiceClient
  /// The body of the latest successful response.
  let latestResponse: LatestResponse
  /// The jobs that the command's requests created or found.
  let creations: CreationLog
  /// The translation notes of the command.
  let notes: NoteLog
  /// The translator of requests to v2, whose policy holds for requests to v1, too.
  let translator: V2Translator
  /// The source of the API key: an environment variable or a flag.
  let keySource: String
  /// The polling schedule for jobs.
  let schedule: PollingSchedule
  /// The source of IDs and of the current time.
  let entropy: Entropy

  /// A clock and a random number generator.
  struct Entropy: Sendable {
    /// Returns the current time in milliseconds since 1970.
    var now: @Sendable () -> Int64 = WallClock.milliseconds
    var generator = SharedGenerator()
  }
}

/// The v1 calls of the client without their deprecation, since this tool supports v1 users.
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

  func cancel(
    _ classifyJobID: String, in scope: ProjectScope, options: ServiceOptions
  ) async throws -> V1.Job

  func delete(
    _ classifyJobID: String, in scope: ProjectScope, options: ServiceOptions
  ) async throws

  func progress(
    of classifyJobID: String, schedule: PollingSchedule, in scope: ProjectScope,
    options: ServiceOptions
  ) -> JobProgress<V1.Job>

  func newGroup(fileCount: Int) -> GroupID?
}

extension LlamaCloud.Classifier.Jobs: V1JobService {}

extension V1JobService {
  /// Creates a job with the default options.
  func create(
    _ params: V1.JobCreateParams, in scope: ProjectScope = ProjectScope()
  ) async throws -> V1.Job {
    try await create(params, as: nil, in: scope, options: ServiceOptions())
  }
}

extension LlamaCloud {
  /// The v1 calls.
  var v1Jobs: any V1JobService { classifier.jobs }
}
