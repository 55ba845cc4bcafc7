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
        noise: options.noise?.measure, settings: template.settings))
    let results = ResultWriter(log: log, onEvent: onEvent)
    let comparison = DocumentComparison(
      run: self, runID: run.id, log: log, results: results, onEvent: onEvent)
    let unfinished = try await comparison.recoverJobs(log.history)
    var tally = RunTally(log.history)
    return try await withThrowingTaskGroup(of: ComparisonResult.self) { group in
      var inFlight = 0
      var end = Outcome.End.completed
      for try await document in documents where tally.begins(document.name) {
        while inFlight >= options.concurrency, let result = try await group.next() {
          tally.finish(result.document)
          inFlight -= 1
        }
        if let early = tally.end(within: options) {
          end = early
          break
        }
        let known = unfinished[document.name] ?? ResultHistory.Unfinished()
        let repetition = tally.repetition(of: document.name, known, options)
        tally.startedCount += 1
        inFlight += 1
        onEvent(.started(document: document.name))
        group.addTask {
          try await comparison.result(of: document, known: known, repetition: repetition)
        }
      }
      while let result = try await group.next() { tally.finish(result.document) }
      try Task.checkCancellation()
      try await results.flush()
      return Outcome(
        end: end, finishedCount: tally.finishedCount, duplicateCount: tally.duplicateCount,
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
  private let finishedEarlier: Set<String>
  private var names: Set<String> = []
  private(set) var finishedCount: Int
  private(set) var duplicateCount = 0
  private(set) var credits: CreditMeter
  /// The number of documents that are or will be repeated, unless that turns out to be impossible.
  private var repeatedCount: Int
  /// The documents in flight that are among them.
  private var repetitions: Set<String> = []
  var startedCount: Int

  init(_ history: ResultHistory) {
    finishedEarlier = history.finished
    finishedCount = history.finished.count
    startedCount = history.finished.count
    credits = history.credits
    repeatedCount = history.repeatedCount
  }

  /// Returns whether a document is neither finished nor a duplicate.
  mutating func begins(_ name: String) -> Bool {
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
      repeatedCount < noise.documentCount || known.intents[.repeated] != nil
    else { return nil }
    repeatedCount += 1
    repetitions.insert(name)
    return noise.measure
  }

  mutating func finish(_ document: ComparedDocument) {
    finishedCount += 1
    credits.add(document)
    if repetitions.remove(document.name) != nil, document.repeated == nil { repeatedCount -= 1 }
  }
}
