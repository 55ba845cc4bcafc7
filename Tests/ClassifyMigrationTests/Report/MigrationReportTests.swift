// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import Testing

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
    for code in ["timeout", "server", "connection"] {
      let error = SideResult(answer: .error(code: code, message: hostile))
      summary.add(ComparedDocument(name: code, v1: error, v2: error))
    }
    summary.drift.add(
      DriftFinding(version: .v2, kind: .member, name: hostile, sample: hostile))
    return summary.report()
  }

  @Test func jsonHasAllMembers() throws {
    let json = try Self.full().json
    #expect(
      json.object?.names == [
        "verdict", "reason", "documents", "compared", "agreed", "agreement", "threshold", "margin",
        "moreDocuments", "noise", "unanswered", "confusion", "types", "confidence", "latency",
        "errors", "accuracy", "ignored", "drift", "credits", "disagreements", "planned",
        "stopped",
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
    #expect(json["noise"]?["difference"]?["value"]?.number?.double == -0.375)
    #expect(json["ignored"]?[0]?["state"] == "used")
    #expect(json["ignored"]?[0]?["matched"] == 1)
    #expect(json["ignored"]?[0]?["ignored"] == 1)
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
    for name in ["agreement", "moreDocuments", "noise", "accuracy", "planned", "stopped"] {
      #expect(json[name] == .null, "\(name)")
    }
    #expect(json["latency"]?["v1"] == .null)
    #expect(json["confidence"]?["shift"] == .null)
    #expect(json["credits"] == ["v1": nil, "v2": nil])
  }

  /// A terminal has 24 lines, of which the command and the prompt take some.
  @Test(arguments: [80, 40, 120, 0])
  func textFitsOneScreen(width: Int) throws {
    var report = try Self.full()
    report.stop = MigrationReport.Stop(plannedCount: 100, reason: Self.hostile)
    let text = report.text(width: width)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 20)
    #expect(lines.allSatisfy { $0.count <= max(width, MigrationReport.minimumTextWidth) })
    #expect(text.hasPrefix("DIFFERENT: "))
    let unsafe = text.unicodeScalars.filter {
      $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
    }
    #expect(unsafe.isEmpty)
  }

  @Test func textNamesWhatIsWrong() throws {
    let text = try Self.full().text(width: 80)
    for part in [
      "84: 80 compared, 30 agreed, 1 ignored, 3 unanswered", "37.5%", "Noise floor",
      "Disagreements, v1 → v2 (51)", "10 a → (unmatched)", "Errors (v1 3, v2 3)",
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
    #expect(lines.last?.hasPrefix("         and ") == isCut)
    let shownCount = lines.count { $0.contains(" a → ") }
    #expect((shownCount < pairCount) == isCut)
    if isCut { #expect(lines.last == "         and \(pairCount - shownCount) more") }
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

  @Test func textSaysWhatWouldDecide() {
    let text = ComparisonSummary(today: ReportFixture.today).report().text(width: 80)
    #expect(text.hasPrefix("NOT ENOUGH DATA: "))
    #expect(text.contains("To decide"))
  }
}
