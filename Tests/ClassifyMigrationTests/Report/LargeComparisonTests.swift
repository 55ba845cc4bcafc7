// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import Testing

/// A comparison of 100,000 documents: all counts are exact, all samples bounded.
@Suite struct LargeComparisonTests {
  private static let count = 100_000
  private static let reasoning = String(repeating: "r", count: 3_000)

  /// A document: every tenth disagrees, every hundredth failed on both, every thousandth is ignored.
  private static func document(_ number: Int) -> ComparedDocument {
    let type = "type \(number % 120)"
    let other = number % 10 == 3 ? "other" : type
    if number % 100 == 0 {
      return ReportFixture.document("document \(number)", nil, nil)
    }
    return ComparedDocument(
      name: "document \(number)",
      v1: ReportFixture.side(.type(type), confidence: 0.5, seconds: Double(number % 50)),
      v2: SideResult(
        answer: .label(.type(other)), confidence: 0.75,
        reasoning: reasoning, credits: 1))
  }

  @Test func countsExactlyAndSamplesWithBounds() throws {
    let rule = try #require(
      IgnoreRule(document: "*003", reason: "known", expires: ReportFixture.today))
    var summary = ComparisonSummary(today: ReportFixture.today, ignoreRules: [rule], seed: 1)
    for number in 0..<Self.count { summary.add(Self.document(number)) }
    let report = summary.report()

    // 3, 13, 23, …: 10,000 disagreements, of which those that end with 003 are ignored. Number 3 has
    // only one digit.
    let ignored = 99
    #expect(report.documentCount == Self.count)
    #expect(report.unansweredCount == 1_000)
    #expect(report.ignoredCount == ignored)
    #expect(report.disagreementCount == 10_000)
    #expect(report.judgement.compared == Proportion(89_000, of: 99_000 - ignored))
    #expect(report.v2Credits == 99_000)
    #expect(report.v2Errors.map(\.count) == [1_000])
    #expect(report.v1Latency.percentiles?.count == 99_000)
    #expect(report.v1Latency.histogram.counts.reduce(0, +) == 99_000)
    #expect(report.confidence.documentCount == 99_000)

    let labels = report.confusion.labels
    #expect(labels.count == ConfusionTable.maximumTypeCount + 2)
    #expect(labels.suffix(2) == [.other, .noLabel])
    #expect(report.confusion.matrix.joined().reduce(0, +) == Self.count)

    #expect(report.disagreements.count == ComparisonSummary.maximumDisagreementCount)
    #expect(report.confidence.points.count == ComparisonSummary.maximumPointCount)
    #expect(
      report.disagreements.allSatisfy {
        $0.document.v2.reasoning?.count == ComparisonSummary.maximumReasoningLength
      })
    #expect(report.jsonBytes().count < 2 << 20)
  }

  @Test func samplesTheSameDocumentsForTheSameSeed() {
    func names(seed: UInt64) -> [String] {
      var summary = ComparisonSummary(today: ReportFixture.today, seed: seed)
      for number in 0..<2_000 { summary.add(ReportFixture.document("\(number)", "a", "b")) }
      return summary.report().disagreements.map(\.document.name)
    }
    let sample = names(seed: 1)
    #expect(sample == names(seed: 1))
    #expect(sample != names(seed: 2))
    // Documents of all parts of the run are sampled, in their order: the expected number of the first
    // half is 250 with a standard deviation of less than 10.
    let numbers = sample.compactMap { Int($0) }
    #expect(numbers == numbers.sorted())
    #expect((200...300).contains(numbers.count { $0 < 1_000 }))
  }
}
