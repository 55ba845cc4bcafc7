// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// The classification of single documents on both versions, for one run.
struct DocumentComparison: Sendable {
  let run: ComparisonRun
  let runID: String
  let log: ResultLog
  let results: ResultWriter
  let onEvent: @Sendable (ComparisonRun.Event) -> Void

  /// A result, the drift that was found on the way, and the error if it can be that of an outage.
  private typealias Outcome = (result: SideResult, drift: [DriftFinding], outage: ClassifyError?)

  /// Classifies a document, or finishes what an earlier part of the run began, and hands the result
  /// to the writer.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - known: What the log says about it.
  ///   - repetition: How to run it again on v2; `nil` not to.
  /// - Returns: The result.
  /// - Throws: Errors that end the run; any other is a result.
  func result(
    of document: ComparisonRun.Document, known: ResultHistory.Unfinished,
    repetition: NoiseMeasure?
  ) async throws -> ComparisonResult {
    let result: ComparisonResult
    let outage: ClassifyError?
    do {
      let references = try await references(of: document, known)
      (result, outage) = try await self.result(of: references, known, repetition: repetition)
    } catch let error as UploadFailure {
      let failure = SideResult(failure: error.reason)
      result = ComparisonResult(
        ComparedDocument(
          name: document.name, v1: failure, v2: failure, noise: run.options.noise?.measure))
      outage = error.reason.outage
    }
    if let outage {
      try await results.hold(result, because: outage)
    } else {
      try await results.write(result)
    }
    return result
  }

  private func result(
    of files: ResultLogLine.Files, _ known: ResultHistory.Unfinished, repetition: NoiseMeasure?
  ) async throws -> (result: ComparisonResult, outage: ClassifyError?) {
    async let onV1 = outcome(.v1, of: files.v1, in: files.document, known)
    let v2 = try await outcome(.v2, of: files.v2, in: files.document, known)
    var repeated: Outcome?
    if let repetition, v2.result.label != nil,
      let reference = reference(of: v2.result, files, repetition)
    {
      repeated = try await outcome(.repeated, of: reference, in: files.document, known)
    }
    let v1 = try await onV1
    let compared = ComparedDocument(
      name: files.document, v1: v1.result, v2: v2.result, repeated: repeated?.result,
      v1ID: files.v1.identifier, v2ID: files.v2.identifier, noise: run.options.noise?.measure)
    let result = ComparisonResult(
      compared, drift: v1.drift + v2.drift + (repeated?.drift ?? []))
    return (result, v1.outage ?? v2.outage ?? repeated?.outage)
  }

  /// Returns the document of the repeated run, or `nil` if it can't be repeated.
  private func reference(
    of first: SideResult, _ files: ResultLogLine.Files, _ repetition: NoiseMeasure
  ) -> DocumentReference? {
    switch repetition {
    case .classifier: first.parseJobID.map { .parseJob($0) }
    case .parsingAndClassifier: files.v2
    }
  }

  // MARK: - Uploads

  /// The failure of an upload, which is the result of the document on both versions.
  private struct UploadFailure: Error {
    let reason: any Error
  }

  private func references(
    of document: ComparisonRun.Document, _ known: ResultHistory.Unfinished
  ) async throws -> ResultLogLine.Files {
    if let files = known.files { return files }
    guard document.name.unicodeScalars.count <= ComparedDocument.maximumNameLength else {
      throw ResultLogError(
        "a document's name has more than \(ComparedDocument.maximumNameLength) characters")
    }
    let references: ComparisonRun.Document.References
    do {
      references = try await document.references()
    } catch  where !error.endsRun {
      throw UploadFailure(reason: error)
    }
    let files = ResultLogLine.Files(
      document: document.name, v1: references.v1, v2: references.v2)
    try await log.append(.files(files))
    return files
  }

  // MARK: - Jobs

  /// Creates one of the jobs of a document, unless it exists, and waits for it.
  private func outcome(
    _ role: JobRole, of reference: DocumentReference, in document: String,
    _ known: ResultHistory.Unfinished
  ) async throws -> Outcome {
    var jobID = known.jobs[role]
    // Of a job that an earlier part of the run created, the time is unknown.
    let stopwatch = jobID == nil && known.intents[role] == nil ? Stopwatch(run.clock) : nil
    var drift: [DriftFinding] = []
    do {
      if jobID == nil { jobID = try await create(role, reference, document) }
      guard let jobID else { throw CancellationError() }
      let job = try await run.backend(of: role).waitUntilFinished(
        jobID, schedule: run.options.schedule, clock: run.clock, addingDriftTo: &drift)
      let result = SideResult(
        of: job.documents.first, in: job, seconds: stopwatch.map { $0.elapsed() / .seconds(1) })
      return (result, drift, nil)
    } catch  where !error.endsRun {
      try Task.checkCancellation()
      drift += DriftFinding.findings(in: error, on: role.version)
      return (SideResult(failure: error, jobID: jobID), drift, error.outage)
    }
  }

  /// Logs the intent, creates the job, and logs its ID.
  private func create(
    _ role: JobRole, _ reference: DocumentReference, _ document: String
  ) async throws -> JobID {
    let backend = run.backend(of: role)
    let key =
      backend.capabilities.supportsIdempotencyKeys ? key(of: role, reference, document) : nil
    let intent = ResultLogLine.Intent(
      document: document, role: role, file: reference, time: run.now(), key: key)
    try await log.append(.intent(intent))
    var request = run.template
    request.documents = [reference]
    request.idempotency = key.map { .transaction($0) } ?? .automatic
    let id = try await backend.submit(request).id
    try await log.append(.job(ResultLogLine.Job(document: document, role: role, id: id)))
    onEvent(.created(id, document: document))
    return id
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
  fileprivate var endsRun: Bool {
    if self is CancellationError || self is ResultLogError { return true }
    return switch ErrorScope(of: self) {
    case .caller, .request: true
    case .document, .moment: false
    }
  }

  /// The error if it says more about the moment than about the document, as in an outage.
  fileprivate var outage: ClassifyError? {
    guard let error = self as? ClassifyError, ErrorScope(of: error) == .moment else { return nil }
    return error
  }
}
