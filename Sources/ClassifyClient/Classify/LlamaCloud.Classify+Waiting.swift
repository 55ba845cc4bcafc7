// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyModel
public import ClassifyV2

extension LlamaCloud.Classify {
  /// Looks at a job again and again until it has come to its end.
  ///
  /// - Parameters:
  ///   - jobID: The id of the job.
  ///   - schedule: How often the job is looked at, and for how long.
  ///   - expand: What to say of it besides.
  ///   - scope: Where to work.
  ///   - options: What each look does otherwise than the configuration says.
  /// - Returns: The job at each look.
  public func progress(
    of jobID: String, schedule: PollingSchedule = PollingSchedule(),
    expand: Set<V2.Expansion> = [], in scope: ProjectScope = ProjectScope(),
    options: ServiceOptions = ServiceOptions()
  ) -> JobProgress<V2.Job> {
    JobProgress(
      jobID: jobID, operation: "classify.get", schedule: schedule, clock: client.clock
    ) {
      try await get(jobID, expand: expand, in: scope, options: options)
    } status: {
      $0.progress
    }
  }

  /// Waits until a job has come to its end, whatever that is.
  ///
  /// A failed or cancelled job is returned like a complete one: its status says so. Cancelling the
  /// task stops the waiting, not the job.
  ///
  /// - Parameters:
  ///   - jobID: The id of the job.
  ///   - schedule: How often the job is looked at, and for how long.
  ///   - expand: What to say of it besides.
  ///   - scope: Where to work.
  ///   - options: What each look does otherwise than the configuration says.
  /// - Returns: The finished job.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/timeout`` at the deadline, or
  ///   ``ClassifyError/Code/malformedResponse`` if the job stays in a status that nobody knows.
  public func waitForCompletion(
    _ jobID: String, schedule: PollingSchedule = PollingSchedule(),
    expand: Set<V2.Expansion> = [], in scope: ProjectScope = ProjectScope(),
    options: ServiceOptions = ServiceOptions()
  ) async throws -> V2.Job {
    try await progress(of: jobID, schedule: schedule, expand: expand, in: scope, options: options)
      .last()
  }

  /// Creates a job and waits until it has come to its end, whatever that is.
  ///
  /// - Parameters:
  ///   - params: What to classify, and how.
  ///   - schedule: How often the job is looked at, and for how long.
  ///   - expand: What to say of the job besides.
  ///   - scope: Where to work.
  ///   - options: What each call does otherwise than the configuration says.
  /// - Returns: The finished job; its status says whether there is a result.
  /// - Throws: What ``create(_:in:options:)`` and
  ///   ``waitForCompletion(_:schedule:expand:in:options:)`` throw.
  public func run(
    _ params: V2.ClassifyCreateParams, schedule: PollingSchedule = PollingSchedule(),
    expand: Set<V2.Expansion> = [], in scope: ProjectScope = ProjectScope(),
    options: ServiceOptions = ServiceOptions()
  ) async throws -> V2.Job {
    let job = try await create(params, in: scope, options: options)
    return try await waitForCompletion(
      job.id, schedule: schedule, expand: expand, in: scope, options: options)
  }
}
