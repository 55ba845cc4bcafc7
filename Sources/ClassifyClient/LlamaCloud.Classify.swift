// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel
public import ClassifyV2

extension LlamaCloud {
  /// `client.classify`: Classify v2, `/api/v2/classify`.
  public var classify: Classify { Classify(client: self) }

  /// The calls of Classify v2, on jobs that classify one document each.
  public struct Classify: Sendable {
    let client: LlamaCloud

    /// Creates a job that classifies one document.
    ///
    /// A request without a `transaction_id`, or with an empty one, gets a random one, so that it
    /// can be retried. The service responds to a repeated key with the first job, which is compared
    /// with the request. With a random key, another configuration is no error but how the service
    /// understood the request: the client's `onTranslation` is called with its notes. If the task is
    /// cancelled, it is called with a random key whose job may have been created.
    ///
    /// - Parameters:
    ///   - params: The request body.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults.
    /// - Returns: The created job, which may already be finished.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/idempotencyMismatch`` if the
    ///   key belongs to a job with another document or configuration.
    public func create(
      _ params: V2.ClassifyCreateParams, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V2.Job {
      var params = params
      var origin = IdempotencyCheck.KeyOrigin.caller
      if params.transactionID.value?.isEmpty ?? true {
        var generator = client.generator
        params.transactionID = .value(TransactionKey.random(using: &generator))
        origin = .generated
      }
      return try await client.service(in: scope, options).createV2Job(params, key: origin) {
        TranslationNotes(operation: "classify.create", notes: $0).report(to: client.onTranslation)
      }
    }

    /// Lists jobs, newest first, fetching pages as they are needed.
    ///
    /// - Parameters:
    ///   - query: The filters, the page size, and the token of the first page.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults, for every request.
    /// - Returns: The jobs; errors are thrown when a page is fetched.
    public func list(
      _ query: V2.ClassifyListParams = V2.ClassifyListParams(),
      in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions()
    ) -> Paged<V2.Job> {
      client.list(from: query.pageToken, in: scope, options) { token in
        V2Calls.list(query, pageToken: token)
      }
    }

    /// Reads a job.
    ///
    /// - Parameters:
    ///   - jobID: The ID of the job.
    ///   - expand: Additional fields to include; the published dialect has none.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults.
    /// - Returns: The current job, with its result once it is complete.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/notFound`` if it does not
    ///   exist.
    public func get(
      _ jobID: String, expand: Set<V2.Expansion> = [], in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V2.Job {
      let call = V2Calls.get(jobID, expandingUsage: expand.contains(.usage))
      return try await client.send(call, in: scope, options)
    }

    /// Cancels an unfinished job; not in the published dialect of v2.
    ///
    /// - Parameters:
    ///   - jobID: The ID of the job.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults.
    /// - Returns: The job after the cancellation.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/conflict``, without a retry, if
    ///   the service responds 409 because the job is finished.
    public func cancel(
      _ jobID: String, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V2.Job {
      try await client.service(in: scope, options).cancelV2Job(jobID)
    }

    /// Deletes a finished job; not in the published dialect of v2.
    ///
    /// - Parameters:
    ///   - jobID: The ID of the job.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults.
    /// - Returns: The ID of the deleted job, and its project if the response has it.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/conflict``, without a retry, if
    ///   the service responds 409 because the job is unfinished.
    @discardableResult
    public func delete(
      _ jobID: String, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V2.DeletedJob {
      try await client.service(in: scope, options).deleteV2Job(jobID)
    }
  }
}

extension LlamaCloud.Classify {
  /// Polls a job until it is finished.
  ///
  /// - Parameters:
  ///   - jobID: The ID of the job.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - expand: Additional fields to include.
  ///   - scope: The organization and project; `nil` values are the client's.
  ///   - options: Per-call overrides of the client's defaults, for every request.
  /// - Returns: A sequence of the polled jobs; the last element is the finished job.
  public func progress(
    of jobID: String, schedule: PollingSchedule = PollingSchedule(),
    expand: Set<V2.Expansion> = [], in scope: ProjectScope = ProjectScope(),
    options: ServiceOptions = ServiceOptions()
  ) -> JobProgress<V2.Job> {
    JobProgress(
      jobID: .v2(jobID), name: jobID, operation: "classify.get", schedule: schedule,
      clock: client.clock
    ) {
      try await get(jobID, expand: expand, in: scope, options: options)
    } status: {
      $0.status.jobStatus
    }
  }

  /// Waits until a job is finished, whatever its outcome.
  ///
  /// A failed or cancelled job is returned like a completed one; check its status. Cancelling the
  /// task ends the wait but does not cancel the job.
  ///
  /// - Parameters:
  ///   - jobID: The ID of the job.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - expand: Additional fields to include.
  ///   - scope: The organization and project; `nil` values are the client's.
  ///   - options: Per-call overrides of the client's defaults, for every request.
  /// - Returns: The finished job.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/timeout`` at the deadline, or
  ///   ``ClassifyError/Code/malformedResponse`` if the job stays in an unknown status. A transient
  ///   error does not end the wait: see ``JobProgress``.
  public func waitForCompletion(
    _ jobID: String, schedule: PollingSchedule = PollingSchedule(),
    expand: Set<V2.Expansion> = [], in scope: ProjectScope = ProjectScope(),
    options: ServiceOptions = ServiceOptions()
  ) async throws -> V2.Job {
    try await progress(of: jobID, schedule: schedule, expand: expand, in: scope, options: options)
      .last()
  }

  /// Creates a job and waits until it is finished, whatever its outcome.
  ///
  /// - Parameters:
  ///   - params: The request body.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - expand: Additional fields to include.
  ///   - scope: The organization and project; `nil` values are the client's.
  ///   - options: Per-call overrides of the client's defaults, for every request.
  /// - Returns: The finished job; check its status before its result.
  /// - Throws: The errors of ``create(_:in:options:)`` and
  ///   ``waitForCompletion(_:schedule:expand:in:options:)``.
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

extension V2 {
  /// An additional field of a job (`expand`).
  @nonexhaustive
  public enum Expansion: String, Sendable, Hashable, CaseIterable {
    /// The credits billed for the job.
    case usage
  }
}

extension V2.ClassifyCreateParams {
  /// Creates the body of a request that classifies one document by rules.
  ///
  /// - Parameters:
  ///   - fileInput: The ID of a file (`dfl-<uuid>`) or of a parse job (`pjb-<uuid>`).
  ///   - rules: The rules, at least one, each with a different type.
  ///   - language: The document's language; `nil` means English.
  ///   - maxPages: The maximum number of pages to process, at least 1; `nil` means no limit.
  ///   - targetPages: The pages to process; `nil` means all.
  ///   - transactionID: The idempotency key, of 1 to 255 characters; `nil` for a random one.
  public init(
    fileInput: String, rules: [V2.Rule], language: Language? = nil, maxPages: Int? = nil,
    targetPages: PageSet? = nil, transactionID: String? = nil
  ) {
    let parsing = V2.ParsingConfiguration(
      lang: language?.rawValue, maxPages: maxPages, targetPages: targetPages?.rangeString)
    self.init(
      configuration: V2.Configuration(
        rules: rules, parsingConfiguration: parsing == V2.ParsingConfiguration() ? nil : parsing),
      fileInput: fileInput, transactionID: transactionID)
  }
}
