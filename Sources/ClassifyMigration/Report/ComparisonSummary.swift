// SPDX-License-Identifier: Apache-2.0

/// A comparison that documents are added to, one by one.
///
/// Memory grows by 8 bytes for each document and version, its time. Everything else is counted, or
/// sampled with a bound.
///
/// ```swift
/// var summary = ComparisonSummary(today: CalendarDay(of: now))
/// for result in results { summary.add(result) }
/// print(summary.report().text(width: 80))
/// ```
public struct ComparisonSummary: Sendable {
  /// The maximum number of disagreements that are kept with their reasonings.
  public static let maximumDisagreementCount = 500
  /// The maximum length of the reasonings that are kept, in Unicode scalars.
  public static let maximumReasoningLength = 1_000
  /// The maximum number of points of the confidence plot.
  public static let maximumPointCount = 1_000

  private let margin: Double
  private let noise: NoiseMeasure?
  private let expected: [DocumentName: Label]?
  private let today: CalendarDay
  private let rules: [IgnoreRule]

  /// The number of documents so far.
  public private(set) var documentCount = 0
  /// The hashes of the documents' names, which take less memory than the names.
  private var nameHashes: Set<Int> = []
  private var compared = Tally()
  private var repeated = Tally()
  private var unansweredCount = 0
  private var ignoredCount = 0
  private var confusion = ConfusionTable()
  private var types: [ReportLabel: Tally] = [:]
  private var ruleTallies: [RuleTally]
  private var shift = RunningMean()
  private var points: Reservoir<MigrationReport.Confidence.Point>
  private var disagreements: Reservoir<MigrationReport.Disagreement>
  private var v1 = SideTally()
  private var v2 = SideTally()
  private var accuracy = AccuracyTally()
  /// The drift of the service; adding a ``ComparisonResult`` adds its findings.
  public var drift = DriftLog()

  /// Creates an empty summary.
  ///
  /// - Parameters:
  ///   - today: The day on which ignore rules must not have expired.
  ///   - margin: How far the agreement can lie below the noise floor, or below 1: 0 to 1.
  ///   - noise: What second runs measure; those that name another measure are not used. `nil` if
  ///     there are none: then no second run is used, and a version is taken to agree with itself
  ///     always.
  ///   - ignoreRules: The disagreements that don't count; the first rule that matches one, and is
  ///     not expired, ignores it. The noise floor is measured without these documents, and without
  ///     those whose two runs on v2 differ as a rule says, in either order.
  ///   - expected: The right label of documents by name, for the accuracy; `nil` if unknown.
  ///   - seed: The seed of the samples.
  public init(
    today: CalendarDay, margin: Double = Judgement.defaultMargin, noise: NoiseMeasure? = nil,
    ignoreRules: [IgnoreRule] = [], expected: [DocumentName: Label]? = nil, seed: UInt64 = 0
  ) {
    self.today = today
    self.margin = margin
    self.noise = noise
    self.expected = expected
    rules = ignoreRules
    ruleTallies = [RuleTally](repeating: RuleTally(), count: ignoreRules.count)
    points = Reservoir(capacity: Self.maximumPointCount, seed: seed)
    disagreements = Reservoir(capacity: Self.maximumDisagreementCount, seed: ~seed)
  }

  /// Adds a document and the drift that it showed.
  public mutating func add(_ result: ComparisonResult) {
    for finding in result.drift { drift.add(finding) }
    add(result.document)
  }

  /// Adds a document.
  public mutating func add(_ document: ComparedDocument) {
    documentCount += 1
    nameHashes.insert(DocumentName(document.name).hashValue)
    v1.add(document.v1)
    v2.add(document.v2)
    if let credits = document.repeated?.credits { v2.add(credits: credits) }
    let agreement = Agreement(document.v1, document.v2)
    let cell = confusion.add(v1: document.v1.label, v2: document.v2.label)
    var isIgnored = false
    switch agreement {
    case .unanswered: unansweredCount += 1
    case .agreed: count(cell.v1, isAgreement: true)
    case .disagreed: isIgnored = addDisagreement(document, under: cell.v1)
    }
    // What is not part of the agreement is not part of the noise floor.
    if !isIgnored { addRepetition(of: document) }
    addConfidence(of: document, isAgreement: agreement == .agreed)
    if let label = expected?[DocumentName(document.name)] {
      accuracy.add(v1: document.v1.label == label, v2: document.v2.label == label)
    }
  }

  private mutating func count(_ label: ReportLabel, isAgreement: Bool) {
    compared.add(isAgreement)
    if label != .noLabel { types[label, default: Tally()].add(isAgreement) }
  }

  /// Adds a disagreement.
  ///
  /// - Returns: Whether a rule ignores it.
  private mutating func addDisagreement(
    _ document: ComparedDocument, under label: ReportLabel
  ) -> Bool {
    let matching = rules.indices.filter { rules[$0].matches(document) }
    let applied = matching.first { !rules[$0].isExpired(on: today) }
    for match in matching { ruleTallies[match].matched += 1 }
    if let applied {
      ruleTallies[applied].ignored += 1
      ignoredCount += 1
    } else {
      count(label, isAgreement: false)
    }
    let reason = applied.map { rules[$0].reason }
    disagreements.add(
      MigrationReport.Disagreement(document: document.shortened, ignoredReason: reason))
    return applied != nil
  }

  private mutating func addRepetition(of document: ComparedDocument) {
    guard let noise, let repetition = document.repeated, document.noise ?? noise == noise else {
      return
    }
    switch Agreement(document.v2, repetition) {
    case .unanswered: break
    case .agreed: repeated.add(true)
    case .disagreed where ignores(document, v2: repetition): break
    case .disagreed: repeated.add(false)
    }
  }

  /// Whether a rule ignores the difference between both runs on v2, whichever was first.
  ///
  /// Otherwise a change between two labels would lower the noise floor, and with it the threshold, but
  /// not the agreement.
  private func ignores(_ document: ComparedDocument, v2 repetition: SideResult) -> Bool {
    let orders = [(document.v2, repetition), (repetition, document.v2)]
    return orders.contains { first, second in
      let pair = ComparedDocument(name: document.name, v1: first, v2: second)
      return rules.contains { !$0.isExpired(on: today) && $0.matches(pair) }
    }
  }

  private mutating func addConfidence(of document: ComparedDocument, isAgreement: Bool) {
    guard let v1 = document.v1.confidence, let v2 = document.v2.confidence else { return }
    shift.add(v2 - v1)
    points.add(MigrationReport.Confidence.Point(v1: v1, v2: v2, isAgreement: isAgreement))
  }

  /// Returns the report on the documents so far.
  public func report() -> MigrationReport {
    MigrationReport(
      judgement: Judgement(
        compared: compared.proportion, repeated: noise == nil ? nil : repeated.proportion,
        margin: margin),
      noise: noise, documentCount: documentCount, nameCount: nameHashes.count,
      unansweredCount: unansweredCount,
      ignoredCount: ignoredCount, confusion: confusion,
      types: types.sorted { $0.key < $1.key }.map {
        MigrationReport.TypeAgreement(label: $0.key, agreement: $0.value.proportion)
      },
      confidence: MigrationReport.Confidence(
        documentCount: points.count, shift: shift.estimate, points: points.elements),
      v1Latency: v1.latency, v2Latency: v2.latency, v1Errors: v1.errors.sorted,
      v2Errors: v2.errors.sorted, v1Statuses: v1.statuses.sorted, v2Statuses: v2.statuses.sorted,
      accuracy: expected.map { accuracy.accuracy(expectedCount: $0.count) },
      ignoreRules: zip(rules, ruleTallies).map { rule, tally in
        MigrationReport.IgnoreRuleUse(
          rule: rule, matched: tally.matched, ignored: tally.ignored,
          state: rule.isExpired(on: today) ? .expired : tally.matched > 0 ? .used : .unused)
      },
      drift: drift, v1Credits: v1.credits, v2Credits: v2.credits,
      disagreementCount: disagreements.count, disagreements: disagreements.elements)
  }
}

extension ComparedDocument {
  /// The document with its reasonings truncated, and without the repeated run.
  fileprivate var shortened: ComparedDocument {
    var copy = self
    copy.repeated = nil
    copy.v1 = v1.shortened
    copy.v2 = v2.shortened
    return copy
  }
}

extension SideResult {
  fileprivate var shortened: SideResult {
    var copy = self
    copy.reasoning = reasoning.map {
      BoundedText.bounded($0, to: ComparisonSummary.maximumReasoningLength)
    }
    return copy
  }
}
