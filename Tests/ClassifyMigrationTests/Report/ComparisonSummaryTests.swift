// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import Testing

@Suite struct ComparisonSummaryTests {
  private typealias Fixture = ReportFixture

  private static func report(
    _ documents: [ComparedDocument], noise: NoiseMeasure? = nil, rules: [IgnoreRule] = [],
    expected: [DocumentName: Label]? = nil
  ) -> MigrationReport {
    var summary = ComparisonSummary(
      today: Fixture.today, noise: noise, ignoreRules: rules, expected: expected)
    for document in documents { summary.add(document) }
    return summary.report()
  }

  @Test func countsAgreementsDisagreementsAndUnansweredDocuments() {
    let report = Self.report([
      Fixture.document("1", "a", "a"), Fixture.document("2", "a", "b"),
      Fixture.document("3", "a", nil), Fixture.document("4", nil, "b"),
      Fixture.document("5", nil, nil),
    ])
    #expect(report.documentCount == 5)
    #expect(report.judgement.compared == Proportion(1, of: 4))
    #expect(report.unansweredCount == 1)
    #expect(report.disagreementCount == 3)
    #expect(report.disagreements.map(\.document.name) == ["2", "3", "4"])
    #expect(report.confusion.labels == [.type("a"), .type("b"), .noLabel])
    #expect(report.confusion.matrix == [[1, 1, 1], [0, 0, 0], [0, 1, 1]])
    #expect(report.types.map(\.label) == [.type("a")])
    #expect(report.types.map(\.agreement) == [Proportion(1, of: 3)])
  }

  @Test func noDataIsNoPass() {
    let report = Self.report([])
    #expect(report.judgement.verdict == .notEnoughData)
    #expect(report.judgement.agreement == nil)
    #expect(report.v1Latency.percentiles == nil)
    #expect(report.confidence.shift == nil)
    #expect(report.v2Credits == nil)
  }

  @Test func ignoresDisagreementsByRule() throws {
    let yesterday = try #require(CalendarDay("2026-11-21"))
    let rules = [
      try #require(IgnoreRule(v1: .label(.type("x")), reason: "old", expires: yesterday)),
      try #require(IgnoreRule(v2: .label(.type("b")), reason: "known", expires: Fixture.today)),
      try #require(IgnoreRule(document: "2*", reason: "second", expires: Fixture.today)),
      try #require(IgnoreRule(document: "1*", reason: "agrees", expires: Fixture.today)),
    ]
    let report = Self.report(
      [
        Fixture.document("1", "b", "b"), Fixture.document("2", "a", "b"),
        Fixture.document("3", "x", "c"), Fixture.document("4", "x", "b"),
      ], rules: rules)
    #expect(report.judgement.compared == Proportion(1, of: 2))
    #expect(report.ignoredCount == 2)
    #expect(report.ignoreRules.map(\.matched) == [2, 2, 1, 0])
    #expect(report.ignoreRules.map(\.ignored) == [0, 2, 0, 0])
    #expect(report.ignoreRules.map(\.state) == [.expired, .used, .used, .unused])
    #expect(report.disagreements.map(\.ignoredReason) == ["known", nil, "known"])
    #expect(report.disagreementCount == 3)
  }

  @Test func measuresNoiseBetweenTheRunsOnV2() {
    let documents = [
      Fixture.document("1", "a", "b", repeated: "b"),
      Fixture.document("2", "a", "a", repeated: "c"),
      Fixture.document("3", "a", "a"), Fixture.document("4", "a", nil, repeated: "a"),
    ]
    let report = Self.report(documents, noise: .classifier)
    #expect(report.judgement.repeated == Proportion(1, of: 3))
    #expect(Self.report(documents).judgement.repeated == nil)
    #expect(
      Self.report([Fixture.document("1", "a", "a")], noise: .classifier).judgement.verdict
        == .notEnoughData)
  }

  /// Without ignored changes of v2, the noise floor is 1.
  ///
  /// v1 says `a` always. v2 says `b` or `c` instead, and changes between `a` and `b`, which a rule
  /// ignores, so `c` makes the versions different.
  @Test func ignoresTheSameInTheNoiseFloor() throws {
    let rule = try #require(
      IgnoreRule(
        v1: .label(.type("a")), v2: .label(.type("b")), reason: "known", expires: Fixture.today))
    func documents(_ count: Int, v2: String, repeated: String) -> [ComparedDocument] {
      (0..<count).map { Fixture.document("\(v2)\(repeated)\($0)", "a", v2, repeated: repeated) }
    }
    let all =
      documents(170, v2: "b", repeated: "b") + documents(130, v2: "b", repeated: "a")
      + documents(100, v2: "c", repeated: "c") + documents(130, v2: "a", repeated: "b")
      + documents(1_470, v2: "a", repeated: "a")
    let report = Self.report(all, noise: .classifier, rules: [rule])
    #expect(report.ignoredCount == 300)
    #expect(report.judgement.compared == Proportion(1_600, of: 1_700))
    #expect(report.judgement.repeated == Proportion(1_570, of: 1_570))
    #expect(report.verdict == .different)
  }

  @Test(arguments: [("a", "b", 0), ("b", "a", 0), ("a", "c", 1), ("a", "a", 1)])
  func ignoresNoiseInEitherOrder(v2: String, repeated: String, count: Int) throws {
    let yesterday = try #require(CalendarDay("2026-11-21"))
    for expires in [Fixture.today, yesterday] {
      let rule = try #require(
        IgnoreRule(
          v1: .label(.type("a")), v2: .label(.type("b")), reason: "known", expires: expires))
      // The versions agree, so that the rule applies to the runs on v2 alone.
      let document = Fixture.document("1", v2, v2, repeated: repeated)
      let report = Self.report([document], noise: .classifier, rules: [rule])
      #expect(report.judgement.compared == Proportion(1, of: 1))
      #expect(report.judgement.repeated?.trials == (expires == yesterday ? 1 : count))
    }
  }

  @Test func comparesBothSidesWithExpectedLabels() throws {
    let accuracy = try #require(
      Self.report(
        [
          Fixture.document("1", "a", "a"), Fixture.document("2", "a", "b"),
          Fixture.document("3", "b", "a"), Fixture.document("4", nil, "a"),
          Fixture.document("5", nil, nil), Fixture.document("other", "a", "a"),
        ],
        expected: [
          "1": .type("a"), "2": .type("a"), "3": .type("a"), "4": .type("a"), "5": .unmatched,
          "missing": .type("a"),
        ]
      ).accuracy)
    #expect(accuracy.v1 == Proportion(2, of: 5))
    #expect(accuracy.v2 == Proportion(3, of: 5))
    #expect(accuracy.test == McNemarTest(onlyFirst: 1, onlySecond: 2))
    #expect(accuracy.expectedCount == 6)
  }

  @Test func sumsCreditsAndMeasuresConfidenceAndTimes() throws {
    let documents = [(0.5, 0.75, 1.0), (0.25, 0.75, 3.0)].map { v1, v2, seconds in
      ComparedDocument(
        name: "d", v1: Fixture.side(.type("a"), confidence: v1, seconds: seconds),
        v2: Fixture.side(.type("a"), confidence: v2, seconds: seconds * 2, credits: 1.5),
        repeated: Fixture.side(.type("a"), credits: 0.5))
    }
    let report = Self.report(documents)
    #expect(report.v1Credits == nil)
    #expect(report.v2Credits == 4)
    #expect(report.confidence.documentCount == 2)
    #expect(report.confidence.shift?.value == 0.375)
    #expect(report.confidence.points.map(\.v1) == [0.5, 0.25])
    #expect(report.v1Latency.percentiles?.p50 == 1)
    #expect(report.v2Latency.percentiles?.p99 == 6)
    #expect(report.v2Latency.histogram.counts.reduce(0, +) == 2)
  }

  @Test func countsErrorsByCodeWithTheFirstMessage() {
    let errors = [(ClassifyError.Code.timeout, "a"), (.server, "b"), (.timeout, "c")].map {
      code, message in
      SideResult(answer: .error(code: SideResult.ErrorCode(code), message: message))
    }
    let report = Self.report(
      errors.map { ComparedDocument(name: "d", v1: Fixture.side(nil), v2: $0) })
    #expect(report.v1Errors.map(\.code) == ["failed"])
    #expect(report.v2Errors.map(\.code) == ["timeout", "server"])
    #expect(report.v2Errors.map(\.count) == [2, 1])
    #expect(report.v2Errors.map(\.sample) == ["a", "b"])
  }

  @Test func countsStatusesExactlyUnderABoundedNumberOfNames() throws {
    var summary = ComparisonSummary(today: Fixture.today)
    for number in 0..<50 {
      let statuses: [JobStatus] = [.failed, .cancelled, .unrecognized("\(number)")]
      var side = Fixture.side(nil)
      for (position, status) in statuses.enumerated() where number % (position + 1) == 0 {
        side.status = status
        summary.add(ComparedDocument(name: "d", v1: side, v2: Fixture.side(nil)))
      }
    }
    let report = summary.report()
    #expect(report.v1Statuses.prefix(2).map(\.name) == ["failed", "cancelled"])
    #expect(report.v1Statuses.prefix(2).map(\.count) == [50, 25])
    // 17 more, each once.
    #expect(report.v1Statuses.map(\.count).reduce(0, +) == 92)
    #expect(report.v2Statuses.isEmpty)
    for number in 0..<50 {
      var side = Fixture.side(nil)
      side.status = .unrecognized("more \(number)")
      summary.add(ComparedDocument(name: "d", v1: side, v2: side))
    }
    let counts = summary.report().v2Statuses
    #expect(counts.count == 21)
    #expect(counts.first?.name == "other")
    #expect(counts.first?.count == 30)
  }

  @Test func usesSecondRunsOfItsOwnMeasureOnly() {
    let documents = [NoiseMeasure.classifier, .parsingAndClassifier, nil].map { measure in
      var document = Fixture.document("d", "a", "a", repeated: "a")
      document.noise = measure
      return document
    }
    #expect(Self.report(documents, noise: .classifier).judgement.repeated == Proportion(2, of: 2))
  }

  @Test(arguments: [
    (0.05, 0), (0.1, 0), (0.11, 1), (1, 5), (10_000, 25), (10_001, 26),
  ])
  func sortsTimesIntoBins(seconds: Double, bin: Int) {
    var histogram = LatencyHistogram()
    histogram.add(seconds)
    #expect(histogram.counts.firstIndex(of: 1) == bin)
    #expect(histogram.counts.count == LatencyHistogram.bounds.count + 1)
    #expect(zip(LatencyHistogram.bounds, LatencyHistogram.bounds.dropFirst()).allSatisfy(<))
  }
}
