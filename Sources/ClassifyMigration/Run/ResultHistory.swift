// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// What a result log says about the earlier part of its run.
///
/// Of a finished document only its name and the IDs of its jobs are kept, unless one of its sides has
/// a transient error: then its result is, without the service's explanations if there are more than
/// ``maximumExplainedCount`` such documents.
public struct ResultHistory: Sendable {
  /// The maximum number of results with transient errors that are kept with the service's
  /// explanations, which are their largest part.
  public static let maximumExplainedCount = 1_000

  /// What is known about a document that is not finished.
  struct Unfinished: Sendable {
    var files: ResultLogLine.Files?
    var intents: [JobRole: ResultLogLine.Intent] = [:]
    var jobs: [JobRole: JobID] = [:]
    /// The sides that are not run again.
    var kept: [JobRole: SideResult] = [:]
    /// The earlier result, which the next one supersedes; `nil` if there is none.
    var superseded: ComparisonResult?
  }

  /// A result that another one of its document can supersede.
  private struct Retriable {
    let result: ComparisonResult
    /// What the lines before the result say.
    let known: Unfinished
  }

  private(set) var run: ResultLogLine.Run?
  private(set) var finished: Set<DocumentName> = []
  private(set) var unfinished: [DocumentName: Unfinished] = [:]
  /// The jobs that a line names.
  private(set) var claimed: Set<JobID> = []
  private(set) var credits = CreditMeter()
  /// The transient errors that a later result of their document supersedes.
  public private(set) var retried = MigrationReport.RetriedCounts()
  /// The number of results with a second run on v2.
  public private(set) var repeatedCount = 0
  /// The number of results, without those that others supersede.
  public private(set) var resultCount = 0
  /// The number of bytes of an incomplete last line, which was removed or ignored.
  public internal(set) var tornByteCount = 0
  /// The number of that line, from 1; `nil` if the last line is complete.
  public internal(set) var tornLine: Int?

  /// What the results name as measured by second runs.
  private var measures: Set<NoiseMeasure> = []
  /// The documents with a transient error, in a log of a run, until all lines are read.
  private var retriable: [DocumentName: Retriable] = [:]

  /// What second runs measure; `nil` if there are none, or the lines do not name it, or differ.
  public var noise: NoiseMeasure? {
    if let noise = run?.noise { return noise }
    return measures.count == 1 ? measures.first : nil
  }
  /// The number of documents that were started and are not finished.
  public var unfinishedCount: Int { unfinished.count }

  /// Adds a line.
  ///
  /// - Returns: A result that no later line can supersede; `nil` for any other line.
  mutating func add(_ line: ResultLogLine) -> ComparisonResult? {
    switch line {
    case .run(let run): if self.run == nil { self.run = run }
    case .files(let files): change(files.document) { $0.files = files }
    case .intent(let intent): change(intent.document) { $0.intents[intent.role] = intent }
    case .job(let job):
      change(job.document) { $0.jobs[job.role] = job.id }
      claimed.insert(job.id)
    case .result(let result): return add(result)
    }
    return nil
  }

  /// Changes what is known about a document; one with a transient error is then run again.
  private mutating func change(_ document: String, _ body: (inout Unfinished) -> Void) {
    let name = DocumentName(document)
    if let earlier = retriable.removeValue(forKey: name) { reopen(earlier) }
    body(&unfinished[name, default: Unfinished()])
  }

  private mutating func add(_ result: ComparisonResult) -> ComparisonResult? {
    let document = result.document
    let name = DocumentName(document.name)
    var known = unfinished.removeValue(forKey: name) ?? Unfinished()
    if let earlier = known.superseded {
      credits.remove(earlier.document)
      retried.add(earlier.document)
    }
    if let earlier = retriable.removeValue(forKey: name) {
      credits.remove(earlier.result.document)
      retried.add(earlier.result.document)
      count(earlier.result.document, by: -1)
      known = earlier.known
    }
    claimed.formUnion([document.v1, document.v2].compactMap(\.jobID))
    if let noise = document.noise { measures.insert(noise) }
    finished.insert(name)
    credits.add(document)
    count(document, by: 1)
    // Other files can have several results of a document, all of which count.
    guard run != nil, document.hasTransientError else { return result }
    known.superseded = nil
    known.kept = [:]
    let isExplained = retriable.count < Self.maximumExplainedCount
    retriable[name] = Retriable(
      result: isExplained ? result : result.withoutReasonings, known: known)
    return nil
  }

  private mutating func count(_ document: ComparedDocument, by number: Int) {
    resultCount += number
    if document.repeated != nil { repeatedCount += number }
  }

  /// Makes a document unfinished again; the sides that have no transient error are kept, and what it
  /// cost counts.
  private mutating func reopen(_ earlier: Retriable) {
    let document = earlier.result.document
    let name = DocumentName(document.name)
    finished.remove(name)
    count(document, by: -1)
    var known = earlier.known
    known.superseded = earlier.result
    known.kept = document.sides.filter { !$0.value.hasTransientError }
    unfinished[name] = known
  }

  /// Ends the reading of a log.
  ///
  /// - Parameters:
  ///   - retriesErrors: Whether documents with a transient error are unfinished.
  ///   - continues: Whether a document whose failed sides are being run again is unfinished; if it is
  ///     not, its earlier result counts.
  /// - Returns: The results that are left, by the names of their documents.
  mutating func close(retryingErrors retriesErrors: Bool, continues: Bool) -> [ComparisonResult] {
    let rest = retriable.sorted { $0.key < $1.key }.map(\.value)
    retriable = [:]
    var results: [ComparisonResult] = []
    for earlier in rest {
      if retriesErrors { reopen(earlier) } else { results.append(earlier.result) }
    }
    guard !continues else { return results }
    for (name, known) in unfinished.sorted(by: { $0.key < $1.key }) {
      guard let earlier = known.superseded else { continue }
      unfinished[name] = nil
      finished.insert(name)
      count(earlier.document, by: 1)
      results.append(earlier)
    }
    return results
  }
}

extension ComparisonResult {
  /// The result without the service's explanations, which are not compared.
  fileprivate var withoutReasonings: ComparisonResult {
    var document = document
    document.v1.reasoning = nil
    document.v2.reasoning = nil
    document.repeated?.reasoning = nil
    return ComparisonResult(document, drift: drift)
  }
}

extension SideResult {
  /// Whether the result is a transient error, so that the same call can succeed later.
  public var hasTransientError: Bool {
    if case .error(let code, _) = answer { code.isTransient } else { false }
  }
}

extension ComparedDocument {
  /// Whether a side has a transient error, which a run with `retriesErrors` runs again.
  public var hasTransientError: Bool { sides.values.contains(where: \.hasTransientError) }

  /// The results, by what their jobs are for.
  var sides: [JobRole: SideResult] {
    var sides: [JobRole: SideResult] = [.v1: v1, .v2: v2]
    sides[.repeated] = repeated
    return sides
  }
}
