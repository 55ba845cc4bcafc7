// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyHTTP
public import ClassifyModel
public import ClassifyV1
import ClassifyV2

extension LlamaCloud {
  /// `client.classifier`: the calls of Classify v1, deprecated.
  ///
  /// They are served by v1, or by v2 with v1's types if the client was created with
  /// ``ClassifierService/v2``.
  public var classifier: Classifier { Classifier(client: self) }

  /// The calls of Classify v1; ``jobs`` has one for each operation.
  public struct Classifier: Sendable {
    let client: LlamaCloud

    /// `client.classifier.jobs`: the jobs of Classify v1.
    public var jobs: Jobs { Jobs(client: client) }

    /// Creates a job, waits until it is finished, and returns its results.
    ///
    /// A failed or cancelled job also has results: the `result` of a file without one is null. If the
    /// service has none of such a job (404), they are created here.
    ///
    /// - Parameters:
    ///   - params: The request body.
    ///   - schedule: The pauses between polls, and the deadline.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults, for every request.
    /// - Returns: The results, one item for each file, as ``Jobs/getResults(_:in:options:)`` returns
    ///   them.
    /// - Throws: The errors of ``Jobs/create(_:as:in:options:)``,
    ///   ``Jobs/waitForCompletion(_:schedule:in:options:)`` and ``Jobs/getResults(_:in:options:)``.
    @available(
      *, deprecated,
      message: "Use classify.run(_:) for each file; see docs/migrating-from-v1.md#classify"
    )
    public func classify(
      _ params: V1.JobCreateParams, schedule: PollingSchedule = PollingSchedule(),
      in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions()
    ) async throws -> V1.ResultsPage {
      let id = try await jobs.create(params, in: scope, options: options).id
      let job = try await jobs.waitForCompletion(
        id, schedule: schedule, in: scope, options: options)
      do {
        return try await jobs.getResults(id, in: scope, options: options)
      } catch let error as ClassifyError where error.code == .notFound && job.canLackResults {
        return try V1.ResultsPage(withoutResultsFor: params.fileIDs, of: job)
      }
    }
  }
}

extension LlamaCloud.Classifier {
  /// The jobs of Classify v1, `/api/v1/classifier/jobs`.
  public struct Jobs: Sendable {
    let client: LlamaCloud

    /// Creates a job that classifies 1 to 500 files.
    ///
    /// v1 has no idempotency keys: a request that may have reached the service is not retried.
    /// Served by v2, every request can be retried, and one with a `group` can also be repeated
    /// after a crash.
    ///
    /// - Parameters:
    ///   - params: The request body.
    ///   - group: The ID of the job from ``newGroup(fileCount:)``; only if served by v2. A partly
    ///     created job is completed; the members that exist keep their webhooks.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults, for every request.
    /// - Returns: The created job, which may already be finished.
    /// - Throws: ``ClassifyError``; ``TranslationRefusal`` if served by v2 and v2 can't represent
    ///   the request, such as one with the mode `MULTIMODAL`.
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
    /// Served by v2, the list has the jobs of v2, with each group as one job. A page then has up to
    /// 100 jobs, and may have fewer than the service's page or none.
    ///
    /// - Parameters:
    ///   - pageSize: `page_size`: the number of jobs per page; `nil` means the service's default.
    ///   - pageToken: `page_token`: the `nextToken` of a page; `nil` for the first page.
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
    /// - Returns: The current job.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/notFound`` if it does not
    ///   exist.
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
    /// Served by v2, one page has all items in the order of the request. The `result` of a failed
    /// or unfinished file is null.
    ///
    /// Served by v1, it is one page as the service returns it. v1's reference has no parameter for a
    /// further page; if `nextPageToken` has a value all the same, there
    /// are more items, which `V1Backend` reads.
    ///
    /// - Parameters:
    ///   - classifyJobID: The ID of the job.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults.
    /// - Returns: A page of results, with the service's page token.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/notFound`` if it does not
    ///   exist.
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
  /// - Returns: A sequence of the polled jobs; the last element is the finished job.
  @available(
    *, deprecated,
    message: "Use classify.progress(of:); see docs/migrating-from-v1.md#waiting"
  )
  public func progress(
    of classifyJobID: String, schedule: PollingSchedule = PollingSchedule(),
    in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions()
  ) -> JobProgress<V1.Job> {
    let operations = client.v1(in: scope, options)
    return JobProgress(
      jobID: operations.jobID(of: classifyJobID), name: classifyJobID,
      operation: "classifier.jobs.get", schedule: schedule, clock: client.clock
    ) {
      try await operations.get(classifyJobID)
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
  /// - Returns: The finished job, even if it failed or was cancelled.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/timeout`` at the deadline, or
  ///   ``ClassifyError/Code/malformedResponse`` if the job stays in an unknown status. A transient
  ///   error does not end the wait: see ``JobProgress``.
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

  /// Returns the ID of a new job, with which its creation can be repeated after a crash.
  ///
  /// It can be used if v2 serves the client's calls. Store the ID before creating the job.
  ///
  /// The ID is new to this client, and its copies, until a creation with it has completed: existing
  /// members then belong to the same request, so that another configuration of theirs is how the
  /// service understood it. To every other client it is one that any request may have used.
  ///
  /// - Parameter fileCount: The number of files, 1 to 500.
  /// - Returns: The ID; `nil` if the number is out of range.
  @available(
    *, deprecated,
    message: "Give classify.create(_:) a transactionID; see docs/migrating-from-v1.md#jobscreate"
  )
  public func newGroup(fileCount: Int) -> GroupID? {
    client.groups.newGroup(memberCount: fileCount)
  }
}
