// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyModel
public import ClassifyV1
import ClassifyV2

extension LlamaCloud.Classifier.Jobs {
  /// Looks at a job again and again until it has come to its end.
  ///
  /// - Parameters:
  ///   - classifyJobID: The id of the job.
  ///   - schedule: How often the job is looked at, and for how long.
  ///   - scope: Where to work.
  ///   - options: What each look does otherwise than the configuration says.
  /// - Returns: The job at each look.
  @available(
    *, deprecated,
    message: "Use classify.progress(of:); see docs/migrating-from-v1.md#waiting"
  )
  public func progress(
    of classifyJobID: String, schedule: PollingSchedule = PollingSchedule(),
    in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions()
  ) -> JobProgress<V1.Job> {
    let answering = client.v1(in: scope, options)
    return JobProgress(
      jobID: classifyJobID, operation: "classifier.jobs.get", schedule: schedule,
      clock: client.clock
    ) {
      try await answering.get(classifyJobID)
    } status: {
      $0.progress
    }
  }

  /// Waits until a job has come to its end, whatever that is.
  ///
  /// - Parameters:
  ///   - classifyJobID: The id of the job.
  ///   - schedule: How often the job is looked at, and for how long.
  ///   - scope: Where to work.
  ///   - options: What each look does otherwise than the configuration says.
  /// - Returns: The finished job, also if it failed or was cancelled.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/timeout`` at the deadline, or
  ///   ``ClassifyError/Code/malformedResponse`` if the job stays in a status that nobody knows.
  @available(
    *, deprecated,
    message: "Use classify.waitForCompletion(_:); see docs/migrating-from-v1.md#waiting"
  )
  public func waitForCompletion(
    _ classifyJobID: String, schedule: PollingSchedule = PollingSchedule(),
    in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions()
  ) async throws -> V1.Job {
    try await progress(of: classifyJobID, schedule: schedule, in: scope, options: options).last()
  }

  /// Makes the id of a new job, with which creating it can be repeated after a crash.
  ///
  /// It is for clients made with ``ClassifierService/v2``; keep it before creating the job.
  ///
  /// - Parameter fileCount: The number of files, 1 to 500.
  /// - Returns: The id; `nil` if the number does not fit.
  @available(
    *, deprecated,
    message: "Give classify.create(_:) a transactionID; see docs/migrating-from-v1.md#jobscreate"
  )
  public func newGroup(fileCount: Int) -> GroupID? {
    client.groups.newGroup(memberCount: fileCount)
  }
}
