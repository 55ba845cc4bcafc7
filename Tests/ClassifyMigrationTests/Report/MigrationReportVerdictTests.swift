// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyMigration
import Testing

@Suite struct MigrationReportVerdictTests {
  private static func report(agreed: Int, of documents: Int) -> MigrationReport {
    var summary = ComparisonSummary(today: ReportFixture.today)
    for number in 0..<documents {
      summary.add(ReportFixture.document("\(number)", "a", number < agreed ? "a" : "b"))
    }
    return summary.report()
  }

  /// Unfinished documents count against a verdict.
  ///
  /// By Poisson's approximation, at most 5.57 of 301 documents disagree if 1 did, which is less than
  /// 2%, and 7.22 of 302 if 2 did, which is more. Of 930 in 1,000 that agree, 4,000 more would have
  /// made 98.6%.
  @Test(
    arguments: [
      (300, 300, nil, .equivalent), (300, 300, 0, .equivalent), (300, 300, -1, .equivalent),
      (300, 300, 1, .equivalent), (300, 300, 2, .notEnoughData),
      (300, 300, .max, .notEnoughData), (930, 1_000, 1, .different),
      (930, 1_000, 4_000, .notEnoughData), (930, 1_000, .max, .notEnoughData),
      (99, 100, 1, .notEnoughData), (0, 0, 5, .notEnoughData),
    ] as [(Int, Int, Int?, Verdict)])
  func holdsWhateverUnfinishedDocumentsSay(
    agreed: Int, documents: Int, unfinished: Int?, verdict: Verdict
  ) {
    var report = Self.report(agreed: agreed, of: documents)
    report.unfinishedCount = unfinished
    #expect(report.verdict == verdict)
    #expect(report.json["verdict"] == .string(verdict.rawValue))
    #expect(report.json["reason"] == .string(report.reason))
    let isChanged = verdict != report.judgement.verdict
    #expect(report.nextStep.contains("reads the missing results") == isChanged)
    #expect(report.text(width: 80).hasPrefix("NOT ENOUGH DATA") == (verdict == .notEnoughData))
  }

  @Test(arguments: [
    (300, 300, 2, "But 2 more documents without a result could change that, if they disagree."),
    (
      930, 1_000, 4_000,
      "But 4000 more documents without a result could change that, if they agree."
    ),
  ])
  func reasonNamesUnfinishedDocuments(
    agreed: Int, documents: Int, unfinished: Int, sentence: String
  ) {
    var report = Self.report(agreed: agreed, of: documents)
    #expect(report.reason == report.judgement.reason)
    report.unfinishedCount = unfinished
    #expect(report.reason == "\(report.judgement.reason) \(sentence)")
  }

  @Test(
    arguments: [
      (nil, nil), (MigrationReport.RetriedCounts(v1: 0, v2: 0), nil),
      (
        MigrationReport.RetriedCounts(v1: 1, v2: 3),
        "Errors that were run again (v1 1, v2 3) do not count."
      ),
    ] as [(MigrationReport.RetriedCounts?, String?)])
  func reasonNamesRetriedErrors(retried: MigrationReport.RetriedCounts?, sentence: String?) {
    var report = Self.report(agreed: 300, of: 300)
    report.retried = retried
    #expect(report.verdict == .equivalent)
    #expect(report.reason == report.judgement.reason + (sentence.map { " \($0)" } ?? ""))
    #expect(report.json["retried"]?["v1"]?.integer == retried?.v1)
    #expect(report.json["retried"]?["v2"]?.integer == retried?.v2)
  }

  /// Nine of ten names are enough to keep silent.
  @Test(arguments: [(100, false), (90, false), (89, true), (1, true)])
  func warnsIfDocumentsAreRepeated(names: Int, isWarning: Bool) {
    var summary = ComparisonSummary(today: ReportFixture.today)
    for number in 0..<100 { summary.add(ReportFixture.document("\(number % names)", "a", "a")) }
    let report = summary.report()
    #expect(report.documentCount == 100)
    #expect(report.nameCount == names)
    #expect(report.json["distinct"]?.integer == names)
    let line = "Distinct     \(names) documents, so that the intervals are too narrow"
    #expect(report.text(width: 80).contains(line) == isWarning)
    #expect(ReportPage.html(report, title: "").contains("<p><strong>Distinct: ") == isWarning)
  }
}
