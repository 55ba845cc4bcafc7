// SPDX-License-Identifier: Apache-2.0

/// A service that classifies documents, whichever version of the API it speaks.
///
/// ### Use a backend
///
/// ```swift
/// let job = try await backend.submit(request)
/// let finished = try await backend.waitUntilFinished(job.id)
/// for document in finished.documents { print(document.outcome) }
/// ```
///
/// ### Implement a backend
///
/// Every operation throws ``ClassifyError`` for what went wrong with the service,
/// ``TranslationRefusal`` for what its version can't say, and `CancellationError` in a cancelled
/// task. What the version does not have at all throws ``ClassifyError/Code/unsupported`` and is
/// `false` in ``capabilities``; nothing is ever silently left out.
public protocol ClassifyBackend: Sendable {
  /// What this backend can do.
  var capabilities: BackendCapabilities { get }

  /// Creates a job.
  ///
  /// - Parameter request: What to classify, and how.
  /// - Returns: The job as the service answered, finished or not.
  /// - Throws: ``TranslationRefusal`` before anything is sent, if the version can't say the request.
  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob

  /// Reads a job, with what became of its documents where that is known yet.
  ///
  /// - Parameter id: The id of a job that lives in this backend.
  /// - Returns: The job as it is now.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/notFound`` if there is none.
  func job(_ id: JobID) async throws -> ClassifyJob

  /// Reads the jobs that match a query, page by page as they are asked for.
  ///
  /// - Parameter query: Which jobs; an empty query is all jobs.
  /// - Returns: The list; what goes wrong is thrown when a page is fetched.
  func jobs(matching query: JobQuery) -> JobPages

  /// Stops a job.
  ///
  /// - Parameter id: The id of an unfinished job.
  /// - Returns: The job as it is then.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/unsupported`` if the version can
  ///   stop no job.
  func cancel(_ id: JobID) async throws -> ClassifyJob

  /// Deletes a finished job.
  ///
  /// - Parameter id: The id of the job.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/unsupported`` if the version can
  ///   delete no job.
  func delete(_ id: JobID) async throws
}

/// What a backend can do, so that a caller need not try.
public struct BackendCapabilities: Sendable, Hashable {
  /// The version of the API that it speaks.
  public var version: APIVersion
  /// Whether it can stop a job.
  public var canCancel: Bool
  /// Whether it can delete a job.
  public var canDelete: Bool
  /// Whether repeating a request can be made safe by a key.
  public var hasIdempotencyKeys: Bool
  /// Whether it takes a saved configuration in place of rules.
  public var takesSavedConfigurations: Bool
  /// Whether the service itself filters lists; else each page is fetched and filtered here.
  public var filtersOnServer: Bool
  /// Whether it takes documents other than uploaded files.
  public var takesParseJobs: Bool
  /// Whether it takes ``ClassifyMode/multimodal``.
  public var takesMultimodal: Bool

  /// Makes capabilities.
  public init(
    version: APIVersion, canCancel: Bool, canDelete: Bool, hasIdempotencyKeys: Bool,
    takesSavedConfigurations: Bool, filtersOnServer: Bool, takesParseJobs: Bool,
    takesMultimodal: Bool
  ) {
    self.version = version
    self.canCancel = canCancel
    self.canDelete = canDelete
    self.hasIdempotencyKeys = hasIdempotencyKeys
    self.takesSavedConfigurations = takesSavedConfigurations
    self.filtersOnServer = filtersOnServer
    self.takesParseJobs = takesParseJobs
    self.takesMultimodal = takesMultimodal
  }
}

extension ClassifyBackend {
  /// Polls a job until it is finished.
  ///
  /// - Parameters:
  ///   - id: The ID of the job.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - clock: The clock that pauses and the deadline are measured with.
  /// - Returns: The job as each poll returns it; the last element is the finished job.
  public func progress(
    of id: JobID, schedule: PollingSchedule = PollingSchedule(),
    clock: some Clock<Duration> = ContinuousClock()
  ) -> JobProgress<ClassifyJob> {
    JobProgress(jobID: id.description, schedule: schedule, clock: clock) {
      try await job(id)
    } status: {
      $0.status
    }
  }

  /// Waits until a job is finished, whatever its outcome.
  ///
  /// A failed or cancelled job is returned like a successful one; see its status.
  ///
  /// - Parameters:
  ///   - id: The ID of the job.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - clock: The clock that pauses and the deadline are measured with.
  ///   - observe: Called with the job after each poll.
  /// - Returns: The finished job, with its outcomes.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/timeout`` at the deadline, or
  ///   ``ClassifyError/Code/malformedResponse`` if the job stays in an unknown status;
  ///   `CancellationError` in a cancelled task; whatever reading the job throws.
  public func waitUntilFinished(
    _ id: JobID, schedule: PollingSchedule = PollingSchedule(),
    clock: some Clock<Duration> = ContinuousClock(),
    observe: (ClassifyJob) -> Void = { _ in }
  ) async throws -> ClassifyJob {
    try await progress(of: id, schedule: schedule, clock: clock).last(observe: observe)
  }

  /// Submits a request, waits until the job is finished, and returns it with its outcomes.
  ///
  /// Cancelling the task ends the wait, not the job.
  ///
  /// - Parameters:
  ///   - request: The documents, and how to classify them.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - clock: The clock that pauses and the deadline are measured with.
  /// - Returns: The finished job, with its outcomes.
  /// - Throws: What ``submit(_:)`` and ``waitUntilFinished(_:schedule:clock:observe:)`` throw.
  public func classify(
    _ request: ClassifyRequest, schedule: PollingSchedule = PollingSchedule(),
    clock: some Clock<Duration> = ContinuousClock()
  ) async throws -> ClassifyJob {
    let job = try await submit(request)
    return try await waitUntilFinished(job.id, schedule: schedule, clock: clock)
  }
}
