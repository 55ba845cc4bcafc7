// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyHTTP
public import ClassifyModel
public import ClassifyV1
import ClassifyV2

extension LlamaCloud {
  /// `client.classifier`: the calls of Classify v1, deprecated.
  ///
  /// They are answered by v1, or by v2 in v1's shapes if the client was made with
  /// ``ClassifierService/v2``.
  public var classifier: Classifier { Classifier(client: self) }

  /// The calls of Classify v1.
  public struct Classifier: Sendable {
    let client: LlamaCloud

    /// `client.classifier.jobs`: the jobs of Classify v1.
    public var jobs: Jobs { Jobs(client: client) }

    /// Creates a job, waits until it is finished, and returns its results.
    ///
    /// A job that failed or was cancelled has results as well: those of files without one are null.
    ///
    /// - Parameters:
    ///   - params: The request body.
    ///   - schedule: The pauses between polls, and the deadline.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults, for every request.
    /// - Returns: The results.
    /// - Throws: What ``Jobs/create(_:as:in:options:)``,
    ///   ``Jobs/waitForCompletion(_:schedule:in:options:)`` and ``Jobs/getResults(_:in:options:)``
    ///   throw.
    @available(
      *, deprecated,
      message: "Use classify.run(_:) for each file; see docs/migrating-from-v1.md#classify"
    )
    public func classify(
      _ params: V1.JobCreateParams, schedule: PollingSchedule = PollingSchedule(),
      in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions()
    ) async throws -> V1.ResultsPage {
      let job = try await jobs.create(params, in: scope, options: options)
      _ = try await jobs.waitForCompletion(job.id, schedule: schedule, in: scope, options: options)
      return try await jobs.getResults(job.id, in: scope, options: options)
    }
  }
}

extension LlamaCloud.Classifier {
  /// The jobs of Classify v1, `/api/v1/classifier/jobs`.
  public struct Jobs: Sendable {
    let client: LlamaCloud

    /// Creates a job, which classifies 1 to 500 files.
    ///
    /// v1 has no idempotency keys: a request that may have arrived is not sent again. Answered by
    /// v2, every request is safe to send again, and one with a group of its own also after the
    /// process has ended.
    ///
    /// - Parameters:
    ///   - params: The request body.
    ///   - group: The ID of the job, made by ``newGroup(fileCount:)``; only v2 takes it. A job that
    ///     was created in part is completed.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults, for every request.
    /// - Returns: The job as the service answered, finished or not.
    /// - Throws: ``ClassifyError``; ``TranslationRefusal`` if v2 answers and can't say the request,
    ///   such as one with the mode `MULTIMODAL`.
    @available(
      *, deprecated,
      message: "Use classify.create(_:) for each file; see docs/migrating-from-v1.md#jobscreate"
    )
    public func create(
      _ params: V1.JobCreateParams, as group: GroupID? = nil,
      in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions()
    ) async throws -> V1.Job {
      try await client.v1(in: scope, options).create(params, as: group)
    }

    /// Lists jobs, newest first, fetching pages as they are needed.
    ///
    /// Answered by v2 these are the jobs of v2, those of one group as one. A page then has 100 jobs
    /// at most, and may have fewer than the service's page or none.
    ///
    /// - Parameters:
    ///   - pageSize: `page_size`: the number of jobs on a page; `nil` leaves it to the service.
    ///   - pageToken: `page_token`: where to begin, the `nextToken` of a page; `nil` for the first.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults, for every request.
    /// - Returns: The jobs; errors are thrown when a page is fetched.
    @available(
      *, deprecated, message: "Use classify.list(_:); see docs/migrating-from-v1.md#jobslist"
    )
    public func list(
      pageSize: Int? = nil, pageToken: String? = nil, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) -> Paged<V1.Job> {
      client.v1(in: scope, options).list(pageSize: pageSize, from: pageToken)
    }

    /// Reads a job.
    ///
    /// - Parameters:
    ///   - classifyJobID: The ID of the job.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults.
    /// - Returns: The job as it is now.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/notFound`` if it does not exist.
    @available(
      *, deprecated, message: "Use classify.get(_:); see docs/migrating-from-v1.md#jobsget"
    )
    public func get(
      _ classifyJobID: String, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V1.Job {
      try await client.v1(in: scope, options).get(classifyJobID)
    }

    /// Reads the results of a job: an item for each file.
    ///
    /// Answered by v2 the items are complete and in the order of the request, on one page. The
    /// `result` of a file that failed or is not done is null.
    ///
    /// - Parameters:
    ///   - classifyJobID: The ID of the job.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults.
    /// - Returns: The results.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/notFound`` if it does not exist.
    @available(
      *, deprecated,
      message: "Read the result of classify.get(_:); see docs/migrating-from-v1.md#jobsgetresults"
    )
    public func getResults(
      _ classifyJobID: String, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V1.ResultsPage {
      try await client.v1(in: scope, options).results(of: classifyJobID)
    }
  }
}

extension LlamaCloud.Classifier.Jobs {
  /// Polls a job until it is finished.
  ///
  /// - Parameters:
  ///   - classifyJobID: The ID of the job.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - scope: The organization and project; `nil` values are the client's.
  ///   - options: Per-call overrides of the client's defaults, for every request.
  /// - Returns: The job as each poll returns it; the last element is the finished job.
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
      $0.status.jobStatus
    }
  }

  /// Waits until a job is finished, whatever its outcome.
  ///
  /// - Parameters:
  ///   - classifyJobID: The ID of the job.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - scope: The organization and project; `nil` values are the client's.
  ///   - options: Per-call overrides of the client's defaults, for every request.
  /// - Returns: The finished job, also if it failed or was cancelled.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/timeout`` at the deadline, or
  ///   ``ClassifyError/Code/malformedResponse`` if the job stays in an unknown status.
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

  /// Makes the ID of a new job, with which creating it can be repeated after a crash.
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
