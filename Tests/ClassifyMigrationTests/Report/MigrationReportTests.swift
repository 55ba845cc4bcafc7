// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Testing

@testable import ClassifyMigration

@Suite struct MigrationReportTests {
  private static let hostile = "\u{1B}[31mred\u{202E}\nnext"

  private static func full() throws -> MigrationReport {
    let rules = try ["used", "unused", "expired"].map { reason in
      let day = try #require(CalendarDay(reason == "expired" ? "2020-01-01" : "2030-01-01"))
      return try #require(
        IgnoreRule(v1: .label(.type(reason)), reason: reason, expires: day))
    }
    var summary = ComparisonSummary(
      today: ReportFixture.today, noise: .classifier, ignoreRules: rules,
      expected: ["0": .type("a"), "1": .unmatched])
    for number in 0..<40 {
      summary.add(
        ComparedDocument(
          name: "\(number)",
          v1: ReportFixture.side(.type("a"), confidence: 0.5, seconds: 1),
          v2: ReportFixture.side(
            number % 4 == 0 ? .unmatched : .type("a"), confidence: 0.75, seconds: 2, credits: 1),
          repeated: ReportFixture.side(.type("a"))))
      summary.add(ReportFixture.document("\(hostile)\(number)", hostile + "\(number)", "b"))
    }
    summary.add(ReportFixture.document("x", "used", "b"))
    for code in [ClassifyError.Code.timeout, .server, .connection] {
      let error = SideResult(
        answer: .error(code: SideResult.ErrorCode(code), message: hostile),
        status: .unrecognized(hostile))
      summary.add(ComparedDocument(name: code.rawValue, v1: error, v2: error))
    }
    summary.drift.add(
      DriftFinding(version: .v2, kind: .member, name: hostile, sample: hostile))
    return summary.report()
  }

  @Test func jsonHasAllMembers() throws {
    let json = try Self.full().json
    #expect(
      json.object?.names == [
        "verdict", "reason", "nextStep", "origin", "documents", "distinct", "compared", "agreed",
        "agreement",
        "threshold", "margin", "moreDocuments", "noise", "unanswered", "confusion", "types",
        "confidence", "latency",
        "errors", "statuses", "accuracy", "ignored", "drift", "driftOmitted", "credits",
        "disagreements", "planned", "stopped", "unfinished", "retried",
      ])
    #expect(json["verdict"] == "different")
    #expect(json["documents"] == 84)
    #expect(json["compared"] == 80)
    #expect(json["agreed"] == 30)
    #expect(json["agreement"]?["value"]?.number?.double == 0.375)
    #expect(json["unanswered"] == 3)
    #expect(json["noise"]?["documents"] == 40)
    #expect(json["noise"]?["agreed"] == 30)
    #expect(json["noise"]?["measures"] == "classifier")
    #expect(json["noise"]?["source"] == "parse-job")
    #expect(json["statuses"]?["v2"] == [["name": .string(Self.hostile), "count": 3]])
    #expect(json["noise"]?["difference"]?["value"]?.number?.double == -0.375)
    #expect(json["ignored"]?[0]?["state"] == "used")
    #expect(json["ignored"]?[0]?["matched"] == 1)
    #expect(json["ignored"]?[0]?["ignored"] == 1)
    #expect(json["ignored"]?[0]?["v1"] == ["kind": "type", "name": "used"])
    #expect(json["ignored"]?[0]?["v2"] == .some(.null))
    #expect(json["ignored"]?[0]?["document"] == .some(.null))
    #expect(json["ignored"]?[2]?["expires"] == "2020-01-01")
    #expect(json["accuracy"]?["documents"] == 2)
    #expect(json["accuracy"]?["mcnemar"]?["onlyV1"] == 1)
    #expect(json["drift"]?[0]?["version"] == "v2")
    #expect(json["credits"] == ["v1": nil, "v2": 40.0])
    #expect(json["disagreements"]?["count"] == 51)
    #expect(json["latency"]?["v2"]?["p50"]?.number?.double == 2)
    #expect(json["latency"]?["histogram"]?["v1"]?.array?.count == 27)
    #expect(json["confidence"]?["points"]?[0] == [0.5, 0.75, 0])
    #expect(json["errors"]?["v1"]?.array?.count == 3)
    let labels = try #require(json["confusion"]?["labels"]?.array)
    #expect(labels.last == ["kind": "none"])
    #expect(labels.contains(["kind": "type", "name": "a"]))
    #expect(json["confusion"]?["counts"]?.array?.count == labels.count)
  }

  @Test func jsonOfNothingHasNullsAndNoPass() {
    let json = ComparisonSummary(today: ReportFixture.today).report().json
    #expect(json["verdict"] == "notEnoughData")
    let unknown = [
      "origin", "agreement", "moreDocuments", "noise", "accuracy", "planned", "stopped",
      "unfinished", "retried",
    ]
    for name in unknown { #expect(json[name] == .null, "\(name)") }
    #expect(json["latency"]?["v1"] == .null)
    #expect(json["confidence"]?["shift"] == .null)
    #expect(json["credits"] == ["v1": nil, "v2": nil])
  }

  /// A terminal has 24 lines, of which the command and the prompt take some.
  @Test(arguments: [80, 60, 40, 120, 0])
  func textFitsOneScreen(width: Int) throws {
    var report = try Self.full()
    report.stop = MigrationReport.Stop(plannedCount: 100, reason: Self.hostile)
    report.unfinishedCount = 3
    let text = report.text(width: width)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 22)
    #expect(lines.allSatisfy { $0.count <= max(width, 40) })
    #expect(text.hasPrefix("DIFFERENT, 1 disagreement ignored:"))
    #expect(lines.contains { $0.hasPrefix("Next: ") })
    let unsafe = text.unicodeScalars.filter {
      $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
    }
    #expect(unsafe.isEmpty)
  }

  @Test func textNamesWhatIsWrong() throws {
    let text = try Self.full().text(width: 80)
    for part in [
      "84: 80 compared, 30 agreed, 1 ignored, 3 unanswered", "37.5%", "Noise floor",
      "Disagreements, v1 → v2 (51, 1 of them ignored)", "Job statuses v1 3 ",
      "repeated (classifier)", "Errors (v1 3, v2 3)",
      "Ignore rules (1 expired, 1 unused, 1 used)", "Unknown to this package (1)", "v2 40.0",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test(arguments: [(10, false), (40, true)])
  func textTellsHowManyRowsAreMissing(pairCount: Int, isCut: Bool) {
    var summary = ComparisonSummary(today: ReportFixture.today)
    for number in 0..<pairCount {
      summary.add(ReportFixture.document("\(number)", "a", "\(number)"))
    }
    let lines = summary.report().text(width: 200).split(separator: "\n")
    #expect(lines.last?.hasPrefix("Next: ") == true)
    let last = lines.dropLast().last { !$0.hasPrefix("Next: ") }
    #expect(last?.hasPrefix("         and ") == isCut)
    let shownCount = lines.count { $0.contains(" a → ") }
    #expect((shownCount < pairCount) == isCut)
    if isCut { #expect(last == "         and \(pairCount - shownCount) more") }
  }

  @Test(arguments: [
    (0, "A: 4 rows left out|B: 2 rows left out", 2), (1, "A: 4 rows left out|2 lists left out", 2),
    (2, "A: 3 rows left out|1|B: 2 rows left out", 3), (3, "A|1|and 3 more|B: 1 row left out|5", 5),
    (4, "A|1|2|3|4|B|5|6", 8),
  ])
  func tellsWhatListsLeaveOut(number: Int, shown: String, lineCount: Int) {
    var sections = [
      ReportText.Section(title: "A", rows: ["1", "2", "3", "4"]),
      ReportText.Section(title: "B", rows: ["5", "6"]),
    ]
    if number == 1 { sections.append(sections[1]) }
    let lines = ReportText.fitted(sections, into: lineCount).map {
      $0.trimmingPrefix { $0 == " " }
    }
    #expect(lines.joined(separator: "|") == shown)
  }

  @Test(arguments: [
    (4, "1|2|3"), (3, "1|2|3"), (2, "1|2 lines left out"), (1, "3 lines left out"), (0, ""),
    (-1, ""),
  ])
  func tellsHowManyLinesAreLeftOut(lineCount: Int, shown: String) {
    #expect(ReportText.fitted(["1", "2", "3"], into: lineCount).joined(separator: "|") == shown)
  }

  @Test func describesRules() throws {
    let day = try #require(CalendarDay("2030-01-01"))
    let rules = [
      IgnoreRule(v1: .label(.type("a")), v2: .noLabel, reason: "r", expires: day),
      IgnoreRule(v2: .label(.unmatched), document: "x/*", reason: "r", expires: day),
    ]
    #expect(
      rules.map { $0?.conditions } == ["a → (no result)", "any → (unmatched) in x/*"])
  }

  @Test func tellsThatTheRunWasStopped() throws {
    var report = ComparisonSummary(today: ReportFixture.today).report()
    report.stop = MigrationReport.Stop(
      plannedCount: 1_000, reason: String(repeating: "x", count: 500))
    #expect(report.json["planned"] == 1_000)
    let reason = try #require(report.json["stopped"]?.string)
    #expect(reason.unicodeScalars.count == MigrationReport.Stop.maximumReasonLength)
    #expect(report.text(width: 80).contains("\nPartial      0 of 1000 documents; stopped: xxx"))
  }

  @Test(
    arguments: [
      (nil, nil, nil), (0, nil, 0), (1, "1 more document without a result yet", 1),
      (12, "12 more documents without a result yet", 12),
    ] as [(Int?, String?, JSONValue?)])
  func tellsThatDocumentsAreUnfinished(count: Int?, text: String?, json: JSONValue?) {
    var report = ComparisonSummary(today: ReportFixture.today).report()
    report.unfinishedCount = count
    #expect(report.json["unfinished"] == json ?? .null)
    let lines = report.text(width: 80).split(separator: "\n")
    let line = lines.first { $0.hasPrefix("Unfinished ") }
    #expect(line.map(String.init) == text.map { "Unfinished   \($0)" })
  }

  @Test func namesWhatAnsweredInsteadOfTheService() {
    var report = ComparisonSummary(today: ReportFixture.today).report()
    report.origin = "sandbox"
    #expect(report.verdictLine.hasPrefix("NOT ENOUGH DATA (sandbox): "))
    #expect(report.text(width: 80).hasPrefix("NOT ENOUGH DATA (sandbox): "))
    #expect(report.json["origin"] == "sandbox")
    report.origin = "a\u{1B}\n\(String(repeating: "b", count: 500))"
    #expect(report.origin == "a  \(String(repeating: "b", count: 36))…")
  }

  @Test func textNamesStatusesOnlyIfOneIsNotSucceeded() {
    var summary = ComparisonSummary(today: ReportFixture.today)
    var document = ReportFixture.document("a", "a", "a")
    document.v1.status = .succeeded
    summary.add(document)
    #expect(!summary.report().text(width: 80).contains("Job statuses"))
    document.v2.status = .failed
    summary.add(document)
    #expect(summary.report().text(width: 80).contains("Job statuses v1 2 succeeded; v2 1 failed"))
  }

  @Test func noDocumentsAreNotEnoughData() {
    let text = ComparisonSummary(today: ReportFixture.today).report().text(width: 80)
    #expect(text.hasPrefix("NOT ENOUGH DATA: "))
  }
}
