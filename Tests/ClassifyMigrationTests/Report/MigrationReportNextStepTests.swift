// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import Testing

@Suite struct MigrationReportNextStepTests {
  private static func summary(
    agreed: Int, of documents: Int, margin: Double = Judgement.defaultMargin,
    noise: NoiseMeasure? = nil
  ) -> ComparisonSummary {
    var summary = ComparisonSummary(today: ReportFixture.today, margin: margin, noise: noise)
    for number in 0..<documents {
      summary.add(ReportFixture.document("\(number)", "a", number < agreed ? "a" : "b"))
    }
    return summary
  }

  @Test(arguments: [
    (1_000, 1_000, "go on with"), (500, 1_000, "read the largest groups"),
    (98, 100, "more documents at this rate would not decide"),
    (9, 9, "compare about 180 more documents before you judge again"),
    (0, 0, "nothing could be compared"),
  ])
  func followsFromVerdict(agreed: Int, documents: Int, part: String) {
    #expect(Self.summary(agreed: agreed, of: documents).report().nextStep.contains(part))
  }

  /// Without a margin and a noise floor, even full agreement of all documents is never enough.
  @Test func namesMarginThatCanNotBeReached() {
    let report = Self.summary(agreed: 50, of: 50, margin: 0).report()
    #expect(report.judgement.verdict == .notEnoughData)
    #expect(report.nextStep == "give a margin above 0, or --noise.")
    #expect(report.text(width: 80).hasSuffix("\nNext: give a margin above 0, or --noise.\n"))
  }

  @Test(arguments: [0, 1])
  func readsDisagreementsOrErrorsWithoutMargin(agreed: Int) {
    let report = Self.summary(agreed: agreed, of: 2 * agreed, margin: 0).report()
    #expect(!report.nextStep.contains("margin above 0"))
  }

  @Test(
    arguments: [
      (.rateLimited, true), (.server, true), (.connection, true), (.timeout, true),
      (.notFound, false), (.unprocessable, false), (.malformedResponse, false),
    ] as [(ClassifyError.Code, Bool)])
  func repeatsTransientErrors(code: ClassifyError.Code, isTransient: Bool) {
    var summary = Self.summary(agreed: 9, of: 9)
    let failed = SideResult(answer: .error(code: SideResult.ErrorCode(code), message: ""))
    summary.add(
      ComparedDocument(name: "x", v1: ReportFixture.side(.type("a")), v2: failed))
    let step = summary.report().nextStep
    let start = "repeat the run with --retry-errors (1 error can be gone by now); then "
    #expect(step.hasPrefix(start) == isTransient)
    #expect(step.contains("--retry-errors") == isTransient)
  }

  @Test func countsTransientErrorsOfBothVersions() {
    var summary = Self.summary(agreed: 1_000, of: 1_000)
    let codes = [SideResult.ErrorCode(.server), .refused, .init(rawValue: "other"), .unknown]
    for code in codes {
      let failed = SideResult(answer: .error(code: code, message: ""))
      summary.add(ComparedDocument(name: code.rawValue, v1: failed, v2: failed))
    }
    summary.add(ReportFixture.document("failed", nil, nil))
    let step = summary.report().nextStep
    #expect(step.contains("(2 errors can be gone by now); then go on with"))
  }

  /// Agreement on a sandbox is no reason to go on.
  @Test(arguments: [0, 1_000])
  func leavesTheSandbox(agreed: Int) {
    var report = Self.summary(agreed: agreed, of: 1_000).report()
    report.origin = "sandbox"
    #expect(report.nextStep == "compare on the service, since these are results of the sandbox.")
  }
}
