// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

extension DocumentComparison {
  /// A side's result, and what it says apart from that.
  struct Outcome: Sendable {
    var result: SideResult
    var drift: [DriftFinding] = []
    /// The error if it can be that of an outage.
    var outage: ClassifyError?
    /// Whether the job was not finished at its deadline.
    var isUnfinished = false
    /// The intent to create a job that may exist; `nil` if the result is certain.
    var unknown: ResultLogLine.Intent?
  }

  /// Creates one of the jobs of a document, unless it exists, and waits for it.
  ///
  /// `known` is what the log says, without what this part of the run added to the assignment.
  func outcome(
    _ role: JobRole, of reference: DocumentReference, in assignment: Assignment,
    _ known: ResultHistory.Unfinished
  ) async throws -> Outcome {
    if let result = known.kept[role] { return Outcome(result: result) }
    let document = assignment.document.name
    var jobID = known.jobs[role]
    // Of a job that an earlier part of the run created, the time is unknown.
    let stopwatch = jobID == nil && known.intents[role] == nil ? Stopwatch(run.clock) : nil
    var intent: ResultLogLine.Intent?
    var drift: [DriftFinding] = []
    do {
      if jobID == nil {
        let logged = try await logIntent(role, reference, document)
        intent = logged
        let created = try await create(logged)
        jobID = created.id
        drift += DriftFinding.findings(in: created)
      }
      guard let jobID else { throw CancellationError() }
      let job = try await run.backend(of: role).waitUntilFinished(
        jobID, schedule: run.options.schedule, clock: run.clock, addingDriftTo: &drift)
      let result = SideResult(
        of: job.documents.first, in: job, seconds: stopwatch.map { $0.elapsed() / .seconds(1) })
      return Outcome(result: result, drift: drift)
    } catch  where !error.endsRun {
      try Task.checkCancellation()
      let code = (error as? ClassifyError)?.code
      if code == .notFound {
        try checkIsKnown(role, known.jobs[role], known.files, of: assignment.document)
      }
      var outcome = Outcome(result: SideResult(failure: error, jobID: jobID))
      outcome.drift = drift + DriftFinding.findings(in: error, on: role.version)
      outcome.outage = error.outage
      outcome.isUnfinished = jobID != nil && code == .timeout
      if jobID == nil, intent?.key == nil, error.mayHaveCreatedJob { outcome.unknown = intent }
      return outcome
    }
  }

  /// Throws an error if what the service does not know was created by an earlier part of the run.
  private func checkIsKnown(
    _ role: JobRole, _ jobID: JobID?, _ files: ResultLogLine.Files?,
    of document: ComparisonRun.Document
  ) throws(ResultLogError) {
    let unknown: String
    if let jobID {
      unknown = "the job \(jobID)"
    } else if let files, !document.isUploaded {
      unknown = "the file \(role == .v1 ? files.v1.identifier : files.v2.identifier)"
    } else {
      return
    }
    throw ResultLogError(
      "\(unknown) of \(document.name), which the results name, is not known to the service: is the "
        + "key that of another region, organization or project? If it was deleted, use another file "
        + "of results")
  }

  /// Logs the intent to create a job.
  private func logIntent(
    _ role: JobRole, _ reference: DocumentReference, _ document: String
  ) async throws -> ResultLogLine.Intent {
    let hasKeys = run.backend(of: role).capabilities.supportsIdempotencyKeys
    let intent = ResultLogLine.Intent(
      document: document, role: role, file: reference, time: serviceTime.instant(at: run.now()),
      key: hasKeys ? key(of: role, reference, document) : nil)
    try await log.append(.intent(intent))
    return intent
  }

  /// Creates a job and logs its ID.
  private func create(_ intent: ResultLogLine.Intent) async throws -> ClassifyJob {
    var request = run.template
    request.documents = [intent.file]
    request.idempotency = intent.key.map { .transaction($0) } ?? .automatic
    let start = run.now()
    let stopwatch = Stopwatch(run.clock)
    let deadline = CallDeadline { ComparisonRun.creationDeadline - stopwatch.elapsed() }
    let job = try await CallDeadline.$current.withValue(deadline) { [request] in
      try await run.backend(of: intent.role).submit(request)
    }
    try await log.append(
      .job(ResultLogLine.Job(document: intent.document, role: intent.role, id: job.id)))
    // With a key, the job can be an older one.
    if intent.key == nil, let created = job.createdAt?.instant {
      serviceTime.note(created: created, after: start, before: run.now())
    }
    onEvent(.created(job.id, document: intent.document))
    return job
  }

  /// Returns the idempotency key of a job: always the same for a run, document, role and request, and
  /// different if one of them is.
  private func key(
    of role: JobRole, _ reference: DocumentReference, _ document: String
  ) -> String {
    let parts: JSONValue = [
      .string(runID), .string(role.rawValue), .string(document), reference.json,
      .string(run.template.fingerprint),
    ]
    return "cb1-compare.\(UniversalID(derivedFrom: parts.jsonText()))"
  }
}

extension Error {
  /// Whether the error ends a run: the task is cancelled, the log is broken, or every further document
  /// would have the error too.
  var endsRun: Bool {
    if self is CancellationError || self is ResultLogError { return true }
    return switch ErrorScope(of: self) {
    case .caller, .request: true
    case .document, .moment: false
    }
  }

  /// Whether a creation with this error, and without a key, may have created a job.
  fileprivate var mayHaveCreatedJob: Bool {
    switch self {
    case let error as ClassifyError:
      error.mayHaveBeenProcessed && error.code != .invalidRequest && error.code != .unsupported
    case is TranslationRefusal: false
    default: true
    }
  }

  /// The error if it says more about the moment than about the document, as in an outage.
  var outage: ClassifyError? {
    guard let error = self as? ClassifyError, ErrorScope(of: error) == .moment else { return nil }
    return error
  }
}
