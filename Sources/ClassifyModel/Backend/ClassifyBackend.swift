// SPDX-License-Identifier: Apache-2.0

/// A service that classifies documents, independent of the API version.
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
/// Every operation throws ``ClassifyError`` for failures of the service or the connection,
/// ``TranslationRefusal`` for values that its version can't express, and `CancellationError` in a
/// cancelled task. An operation that the version does not have throws
/// ``ClassifyError/Code/unsupported`` and is `false` in ``capabilities``. No value is dropped
/// silently.
///
/// A ``TranslationRefusal`` has a note for every value that can't be expressed, not only the first,
/// with these codes:
///
/// | Value | Code |
/// |---|---|
/// | 0 or more than 500 documents | ``NoteCode/requestDocumentCount`` |
/// | A document whose ID or URL has 0 or more than 200 characters | ``NoteCode/documentLength`` |
/// | A document whose ID or URL has a control character | ``NoteCode/documentControlCharacter`` |
/// | An idempotency key of 0 or more than 255 characters | ``NoteCode/requestTransactionLength`` |
/// | No rules | ``NoteCode/rulesEmpty`` |
/// | Two rules with one type | ``NoteCode/rulesDuplicateType`` |
/// | A type of 0 or more than 50 characters | ``NoteCode/rulesTypeLength`` |
/// | A description of fewer than 10 or more than 2,000 characters | ``NoteCode/rulesDescriptionLength`` |
/// | A page limit below 1 | ``NoteCode/pageLimitBelowOne`` |
/// | A webhook without an HTTP URL | ``NoteCode/webhookURL`` |
/// | More than 4 saved webhooks | ``NoteCode/webhookSavedCount`` |
/// | A saved configuration, if ``BackendCapabilities/supportsSavedConfigurations`` is false | ``NoteCode/configurationSaved`` |
/// | A query by a saved configuration, if it is false | ``NoteCode/queryConfiguration`` |
/// | A document that is not a file, if ``BackendCapabilities/supportsParseJobs`` is false | ``NoteCode/documentNotAFile`` |
/// | The multimodal mode, if ``BackendCapabilities/supportsMultimodal`` is false | ``NoteCode/modeMultimodal`` |
///
/// ``ClassifyRequest/noteExceededLimits(into:)`` adds the notes of the first eleven rows. Add those
/// of the others, and end with the ledger, which throws the refusal:
///
/// ```swift
/// var ledger = Ledger()
/// request.noteExceededLimits(into: &ledger)
/// if case .saved(let id) = request.configuration {
///   ledger.add(.configurationSaved, at: "/configuration", before: id)
/// }
/// let accepted = try ledger.translation(of: request, under: .standard).value
/// ```
///
/// The ID of a job has the version in ``capabilities(of:)``, which for most backends is that of
/// ``capabilities``. A request that continues a group (``ClassifyRequest/Idempotency/group(_:)``)
/// throws ``ClassifyError/Code/unsupported`` if ``BackendCapabilities/supportsIdempotencyKeys`` of
/// ``capabilities(for:)`` is false; otherwise its job has the ID of the group. An error of the service has the service's ``ClassifyError/serverMessage`` and the name of
/// the ``ClassifyError/operation``, which ends with `create` for ``submit(_:)``.
///
/// Test a backend with the conformance suite of the module `ClassifyConformance`.
public protocol ClassifyBackend: Sendable {
  /// The operations and options that this backend supports.
  var capabilities: BackendCapabilities { get }

  /// Returns the operations that this backend supports for a job; by default ``capabilities``.
  ///
  /// They differ from job to job only in a backend that has jobs of both versions.
  ///
  /// - Parameter id: The ID of a job of this backend.
  /// - Returns: The capabilities, with the version of the job.
  func capabilities(of id: JobID) -> BackendCapabilities

  /// Returns the inputs and keys that this backend supports for a request; by default
  /// ``capabilities``.
  ///
  /// They differ from request to request only in a backend that uses both versions.
  ///
  /// - Parameter request: A request that is not submitted yet.
  /// - Returns: The capabilities, with the version that the request would be sent to.
  func capabilities(for request: ClassifyRequest) -> BackendCapabilities

  /// Creates a job.
  ///
  /// - Parameter request: The documents and how to classify them.
  /// - Returns: The job as the service returned it, finished or not, with its time of creation.
  /// - Throws: ``TranslationRefusal``, before anything is sent, if the version can't express the
  ///   request.
  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob

  /// Fetches a job, with the outcomes of its documents that are known.
  ///
  /// - Parameter id: The ID of a job of this backend.
  /// - Returns: The job in its current state.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/notFound`` if the job does not
  ///   exist, or ``ClassifyError/Code/invalidRequest``, before anything is sent, if the backend does
  ///   not accept IDs of that version.
  func job(_ id: JobID) async throws -> ClassifyJob

  /// Lists the jobs that match a query; pages are fetched on demand.
  ///
  /// - Parameter query: The filters; an empty query matches all jobs.
  /// - Returns: The list; errors are thrown when a page is fetched, among them
  ///   ``TranslationRefusal`` for a filter that the version can't express.
  func jobs(matching query: JobQuery) -> JobPages

  /// Cancels a job.
  ///
  /// - Parameter id: The ID of an unfinished job.
  /// - Returns: The job after the cancellation.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/unsupported`` if the version
  ///   can't cancel jobs.
  func cancel(_ id: JobID) async throws -> ClassifyJob

  /// Deletes a finished job.
  ///
  /// - Parameter id: The ID of the job.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/unsupported`` if the version
  ///   can't delete jobs.
  func delete(_ id: JobID) async throws
}

/// The operations and options that a backend supports.
public struct BackendCapabilities: Sendable, Hashable {
  /// The version of the API.
  ///
  /// A backend that uses neither version, such as one in memory, reports the version whose requests
  /// it accepts.
  public var version: APIVersion
  /// Whether the backend can cancel jobs.
  public var canCancel: Bool
  /// Whether the backend can delete jobs.
  public var canDelete: Bool
  /// Whether an idempotency key makes a request safe to retry.
  public var supportsIdempotencyKeys: Bool
  /// Whether a request can refer to a saved configuration instead of rules.
  public var supportsSavedConfigurations: Bool
  /// Whether the service filters lists, so that a filtered list takes fewer requests; if not, every
  /// page is fetched and filtered on the client.
  ///
  /// A backend that sends no requests can report either value: there are no requests to compare.
  public var filtersOnServer: Bool
  /// Whether parse jobs can be classified, not only uploaded files.
  public var supportsParseJobs: Bool
  /// Whether ``ClassifyMode/multimodal`` is supported.
  public var supportsMultimodal: Bool

  /// Creates the capabilities of a backend.
  public init(
    version: APIVersion, canCancel: Bool, canDelete: Bool, supportsIdempotencyKeys: Bool,
    supportsSavedConfigurations: Bool, filtersOnServer: Bool, supportsParseJobs: Bool,
    supportsMultimodal: Bool
  ) {
    self.version = version
    self.canCancel = canCancel
    self.canDelete = canDelete
    self.supportsIdempotencyKeys = supportsIdempotencyKeys
    self.supportsSavedConfigurations = supportsSavedConfigurations
    self.filtersOnServer = filtersOnServer
    self.supportsParseJobs = supportsParseJobs
    self.supportsMultimodal = supportsMultimodal
  }
}

extension ClassifyBackend {
  /// Returns ``capabilities``.
  public func capabilities(of id: JobID) -> BackendCapabilities { capabilities }

  /// Returns ``capabilities``.
  public func capabilities(for request: ClassifyRequest) -> BackendCapabilities { capabilities }

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
    JobProgress(jobID: id, schedule: schedule, clock: clock) {
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
  ///   `CancellationError` in a cancelled task; any error from fetching the job that is not
  ///   transient. To see the others, use ``JobProgress/onMissedPoll(_:)``.
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
  /// - Throws: The errors of ``submit(_:)`` and ``waitUntilFinished(_:schedule:clock:observe:)``.
  public func classify(
    _ request: ClassifyRequest, schedule: PollingSchedule = PollingSchedule(),
    clock: some Clock<Duration> = ContinuousClock()
  ) async throws -> ClassifyJob {
    let job = try await submit(request)
    var finished = try await waitUntilFinished(job.id, schedule: schedule, clock: clock)
    if finished.documents.isEmpty, [.failed, .cancelled].contains(finished.status) {
      // A failed job can have no results, which alone would name its documents.
      finished.documents = job.documents.map {
        DocumentRecord(reference: $0.reference, status: finished.status)
      }
    }
    return finished
  }
}
