// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The classification of single documents on both versions, for one run.
struct DocumentComparison: Sendable {
  let run: ComparisonRun
  let runID: String
  let log: ResultLog
  let results: ResultWriter
  let onEvent: @Sendable (ComparisonRun.Event) -> Void
  let serviceTime = ServiceTime()

  /// A document to classify.
  struct Assignment: Sendable {
    let document: ComparisonRun.Document
    /// What the log says about the document.
    var known: ResultHistory.Unfinished
    /// How to run it again on v2; `nil` not to.
    let repetition: NoiseMeasure?
    /// The drift that was found earlier.
    var drift: [DriftFinding]

    init(
      _ document: ComparisonRun.Document, known: ResultHistory.Unfinished, repetition: NoiseMeasure?
    ) {
      self.document = document
      self.known = known
      self.repetition = repetition
      drift = known.superseded?.drift ?? []
    }
  }

  /// How the classification of a document ended.
  enum Ending: Sendable {
    /// The writer has the result.
    case finished(ComparisonResult)
    /// A job was not finished at its deadline, or it is unknown whether it exists.
    case unfinished
    /// The response to a creation was lost, so that a job may exist.
    case unknownJob(DocumentWithUnknownJob)
  }

  /// Classifies a document, or finishes what an earlier part of the run began, and hands the result
  /// to the writer.
  ///
  /// - Parameter assignment: The document.
  /// - Returns: How that ended.
  /// - Throws: Errors that end the run; any other is a result.
  func ending(of assignment: Assignment) async throws -> Ending {
    do {
      var assignment = assignment
      let known = assignment.known
      let files = try await references(of: assignment.document, known)
      assignment.known.files = files
      return try await ending(
        of: assignment, files, try await outcomes(of: files, in: assignment, known))
    } catch let error as UploadFailure {
      let failure = SideResult(failure: error.reason)
      let result = ComparisonResult(
        ComparedDocument(
          name: assignment.document.name, v1: failure, v2: failure,
          noise: run.options.noise?.measure))
      return try await finish(result, because: error.reason.outage)
    }
  }

  /// Runs a document on both versions at the same time.
  ///
  /// An error that ends the run, on either version, cancels the wait for the other one.
  private func outcomes(
    of files: ResultLogLine.Files, in assignment: Assignment, _ known: ResultHistory.Unfinished
  ) async throws -> [JobRole: Outcome] {
    try await withThrowingTaskGroup(of: [JobRole: Outcome].self) { group in
      group.addTask { [.v1: try await outcome(.v1, of: files.v1, in: assignment, known)] }
      group.addTask { try await outcomesOnV2(of: files, in: assignment, known) }
      var outcomes: [JobRole: Outcome] = [:]
      for try await some in group { outcomes.merge(some) { $1 } }
      return outcomes
    }
  }

  private func outcomesOnV2(
    of files: ResultLogLine.Files, in assignment: Assignment, _ known: ResultHistory.Unfinished
  ) async throws -> [JobRole: Outcome] {
    let first = try await outcome(.v2, of: files.v2, in: assignment, known)
    var outcomes = [JobRole.v2: first]
    if let repetition = assignment.repetition, first.result.label != nil,
      let reference = reference(of: first.result, files, repetition)
    {
      outcomes[.repeated] = try await outcome(.repeated, of: reference, in: assignment, known)
    }
    return outcomes
  }

  /// Hands the result to the writer if all sides have one.
  private func ending(
    of assignment: Assignment, _ files: ResultLogLine.Files, _ sides: [JobRole: Outcome]
  ) async throws -> Ending {
    guard let v1 = sides[.v1], let v2 = sides[.v2] else { throw CancellationError() }
    let outcomes = JobRole.allCases.compactMap { sides[$0] }
    let compared = ComparedDocument(
      name: files.document, v1: v1.result, v2: v2.result, repeated: sides[.repeated]?.result,
      v1ID: files.v1.identifier, v2ID: files.v2.identifier, noise: run.options.noise?.measure)
    let result = ComparisonResult(compared, drift: assignment.drift + outcomes.flatMap(\.drift))
    let outage = outcomes.lazy.compactMap(\.outage).first
    let isUnfinished = outcomes.contains(where: \.isUnfinished)
    let unknown = outcomes.compactMap(\.unknown)
    guard isUnfinished || !unknown.isEmpty else { return try await finish(result, because: outage) }
    // Several of these in a row are an outage, too.
    if let outage { try await results.hold(nil, because: outage) }
    guard !isUnfinished else { return .unfinished }
    return .unknownJob(
      DocumentWithUnknownJob(assignment: assignment, intents: unknown, result: result))
  }

  private func finish(
    _ result: ComparisonResult, because outage: ClassifyError?
  ) async throws -> Ending {
    if let outage {
      try await results.hold(result, because: outage)
    } else {
      try await results.write(result)
    }
    return .finished(result)
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
      references = try await document.resolveReferences()
    } catch  where !error.endsRun {
      throw UploadFailure(reason: error)
    }
    let files = ResultLogLine.Files(
      document: document.name, v1: references.v1, v2: references.v2)
    try await log.append(.files(files))
    return files
  }
}
