// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension ComparisonRun {
  /// Compares the documents that the log has no result of.
  ///
  /// Cancelling the task ends the run; jobs that exist are read when it is continued.
  ///
  /// - Parameters:
  ///   - documents: The documents; each is taken when its turn comes.
  ///   - log: The log of the results, which knows the earlier part of the run.
  ///   - onEvent: Called for each event, possibly at the same time for several documents.
  /// - Returns: How the run ended.
  /// - Throws: ``ResultLogError`` if the log belongs to another run, can't be written, or names a v1
  ///   job of which it is unknown whether it exists; `CancellationError` in a cancelled task; errors
  ///   that would repeat with every document, and the last of ``maximumOutageResults`` transient
  ///   errors in a row; errors of `documents`, and of the search for v1 jobs.
  public func compare<Documents: AsyncSequence>(
    _ documents: Documents, log: ResultLog, onEvent: @escaping @Sendable (Event) -> Void = { _ in }
  ) async throws -> Outcome where Documents.Element == Document {
    let run = try await log.begin(
      ResultLogLine.Run(
        id: options.runID ?? Self.randomID, request: template.fingerprint,
        service: options.service, noise: options.noise?.measure, settings: template.settings))
    let results = ResultWriter(log: log, onEvent: onEvent)
    let comparison = DocumentComparison(
      run: self, runID: run.id, log: log, results: results, onEvent: onEvent)
    let unfinished = try await comparison.recoverJobs(of: log.history.unfinished).certainDocuments
    var tally = RunTally(log.history)
    return try await withThrowingTaskGroup(of: DocumentComparison.Ending.self) { group in
      var inFlight = 0
      var end = Outcome.End.completed
      for try await document in documents where tally.begins(document.name) {
        while inFlight >= options.concurrency, let ending = try await group.next() {
          tally.add(ending)
          inFlight -= 1
        }
        if let early = tally.end(within: options) {
          end = early
          break
        }
        let known = unfinished[DocumentName(document.name)] ?? ResultHistory.Unfinished()
        let assignment = DocumentComparison.Assignment(
          document, known: known,
          repetition: tally.repetition(of: document.name, known, options))
        tally.startedCount += 1
        inFlight += 1
        onEvent(.started(document: document.name))
        group.addTask { try await comparison.ending(of: assignment) }
      }
      while let ending = try await group.next() { tally.add(ending) }
      try Task.checkCancellation()
      try await results.flush()
      for ending in try await comparison.endings(of: tally.removeUnknownJobs()) {
        tally.add(ending)
      }
      try await results.flush()
      return Outcome(
        end: end, finishedCount: tally.finishedCount, unfinishedCount: tally.unfinishedCount,
        duplicateCount: tally.duplicateCount,
        credits: tally.credits.reported)
    }
  }

  /// Compares documents of a sequence, which can be lazy; see ``compare(_:log:onEvent:)``.
  public func compare<Documents: Sequence>(
    _ documents: Documents, log: ResultLog, onEvent: @escaping @Sendable (Event) -> Void = { _ in }
  ) async throws -> Outcome where Documents.Element == Document {
    try await compare(DocumentSequence(documents: documents), log: log, onEvent: onEvent)
  }

  private static var randomID: String {
    UniversalID(version8: UInt128.random(in: 0 ... .max)).description
  }
}

/// A sequence as an asynchronous one.
private struct DocumentSequence<Base: Sequence>: AsyncSequence {
  struct Iterator: AsyncIteratorProtocol {
    var base: Base.Iterator

    mutating func next() async -> Base.Element? {
      base.next()
    }
  }

  let documents: Base

  func makeAsyncIterator() -> Iterator {
    Iterator(base: documents.makeIterator())
  }
}

/// The counts of a run in progress.
private struct RunTally {
  private let finishedEarlier: Set<DocumentName>
  /// The earlier results of documents that are run again.
  private let superseded: [DocumentName: ComparedDocument]
  private var names: Set<DocumentName> = []
  private(set) var finishedCount: Int
  private(set) var duplicateCount = 0
  private(set) var credits: CreditMeter
  /// The number of documents that are or will be repeated, unless that turns out to be impossible.
  private var repeatedCount: Int
  /// The documents in flight that are among them.
  private var repetitions: Set<DocumentName> = []
  var startedCount: Int
  /// The number of documents with a job that was not finished at its deadline, or may exist.
  private var waitingCount = 0
  /// The documents for which a job may exist that no line names.
  private var unknownJobs: [DocumentWithUnknownJob] = []

  /// The number of documents that were started and have no result.
  var unfinishedCount: Int { waitingCount + unknownJobs.count }

  init(_ history: ResultHistory) {
    finishedEarlier = history.finished
    superseded = history.unfinished.compactMapValues { $0.superseded?.document }
    finishedCount = history.finished.count
    startedCount = history.finished.count
    credits = history.credits
    repeatedCount = history.repeatedCount
  }

  /// Returns whether a document is neither finished nor a duplicate.
  mutating func begins(_ name: String) -> Bool {
    let name = DocumentName(name)
    guard names.insert(name).inserted else {
      duplicateCount += 1
      return false
    }
    return !finishedEarlier.contains(name)
  }

  /// Returns why no further document is started, or `nil` if one is.
  func end(within options: ComparisonRun.Options) -> ComparisonRun.Outcome.End? {
    if let maximum = options.maximumDocuments, startedCount >= maximum { return .documentBudget }
    guard let maximum = options.maximumCredits else { return nil }
    return switch credits.limit(under: maximum) {
    case .budget: .creditBudget
    case .unknownCredits: .creditsUnknown
    case nil: nil
    }
  }

  /// Returns how to repeat the next document, or `nil` if it is not repeated.
  mutating func repetition(
    of name: String, _ known: ResultHistory.Unfinished, _ options: ComparisonRun.Options
  ) -> NoiseMeasure? {
    guard let noise = options.noise,
      repeatedCount < noise.documentCount || known.hasSecondRun
    else { return nil }
    repeatedCount += 1
    repetitions.insert(DocumentName(name))
    return noise.measure
  }

  mutating func add(_ ending: DocumentComparison.Ending) {
    switch ending {
    case .finished(let result): finish(result.document)
    case .unfinished: waitingCount += 1
    case .unknownJob(let document): unknownJobs.append(document)
    }
  }

  /// Removes and returns the documents for which a job may exist.
  mutating func removeUnknownJobs() -> [DocumentWithUnknownJob] {
    defer { unknownJobs = [] }
    return unknownJobs
  }

  private mutating func finish(_ document: ComparedDocument) {
    let name = DocumentName(document.name)
    finishedCount += 1
    if let earlier = superseded[name] { credits.remove(earlier) }
    credits.add(document)
    if repetitions.remove(name) != nil, document.repeated == nil { repeatedCount -= 1 }
  }
}

extension ResultHistory.Unfinished {
  /// Whether a second run on v2 has begun.
  fileprivate var hasSecondRun: Bool {
    intents[.repeated] != nil || jobs[.repeated] != nil || kept[.repeated] != nil
      || superseded?.document.repeated != nil
  }
}
