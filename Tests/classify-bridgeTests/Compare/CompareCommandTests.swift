// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// `compare` in the sandbox, and on results of an earlier run.
@Suite struct CompareCommandTests {
  /// The number of documents that all agree after which the verdict is *equivalent* at a margin of
  /// 2 points: the lower bound of Wilson's interval is n / (n + 1.96²), which is above 0.98 from 189,
  /// and the exact one is 0.025^(1/n), from 183.
  private static let decidingCount = 189

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Runs a script in a directory with rules and a folder of documents, and the function `compare`.
  private func shell(_ script: String, documents: Int = 3) throws -> CommandRunner.Outcome {
    try runner.shell(
      """
      cat > rules.json; mkdir d
      i=0; while [ $i -lt \(documents) ]; do
        if [ $((i % 3)) = 0 ]; then echo zzz > d/$i.txt; else echo 'song about a bird' > d/$i.txt; fi
        i=$((i + 1))
      done
      compare() { classify-bridge compare --sandbox --rules rules.json "$@"; }
      \(script)
      """, input: RunCommandTests.rules)
  }

  /// Returns the lines of results: agreements and disagreements.
  private static func results(agreed: Int, disagreed: Int, repeated: Bool = false) -> String {
    func side(_ name: String, _ job: String) -> String {
      #"{"label":{"kind":"type","name":"\#(name)"},"confidence":0.9,"job":"\#(job)"}"#
    }
    let noise = repeated ? #""parse-job""# : "null"
    let head = #"{"run":{"id":"r","request":"q","noise":\#(noise)}}"#
    let lines = (0..<agreed + disagreed).map { index in
      let second = repeated ? #","repeated":\#(side("invoice", "v2:r"))"# : ""
      return #"{"document":"\#(index).pdf","v1":\#(side("invoice", "v1:a")),"#
        + #""v2":\#(side(index < agreed ? "invoice" : "receipt", "v2:b"))\#(second)}"#
    }
    return ([head] + lines).joined(separator: "\n") + "\n"
  }

  // MARK: - Verdicts

  @Test func findsVersionsOfSandboxEquivalent() throws {
    let outcome = try shell(
      "compare --recursive d --concurrency 32 --format json", documents: Self.decidingCount)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try JSONValue(json: outcome.output)
    #expect(report["verdict"] == "equivalent")
    #expect(report["documents"]?.integer == Self.decidingCount)
    #expect(report["agreed"]?.integer == Self.decidingCount)
    #expect(report["agreement"]?["value"]?.number?.double == 1)
    #expect(report["agreement"]?["high"]?.number?.double == 1)
    let low = try #require(report["agreement"]?["low"]?.number?.double)
    #expect(abs(low - 189 / (189 + 3.841_458_820_694)) < 1e-6)
    #expect(report["threshold"]?.number?.double == 0.98)
    #expect(report["unanswered"]?.integer == 0)
  }

  @Test func needsMoreDataForFewDocuments() throws {
    let outcome = try shell("compare --recursive d --format json")
    #expect(outcome.status == 3, "\(outcome.messages)")
    let report = try JSONValue(json: outcome.output)
    #expect(report["verdict"] == "notEnoughData")
    #expect(report["agreed"]?.integer == 3)
    #expect(report["moreDocuments"]?.integer ?? 0 > 0)
  }

  @Test func neverPassesWithoutComparableDocuments() throws {
    let outcome = try shell("printf x > a.broken; compare a.broken --format json")
    #expect(outcome.status == 3, "\(outcome.messages)")
    let report = try JSONValue(json: outcome.output)
    #expect(report["verdict"] == "notEnoughData")
    #expect(report["unanswered"]?.integer == 1)
    #expect(report["agreement"] == .some(.null))
  }

  @Test(arguments: [
    (300, 0, "", 0, "equivalent"), (80, 20, "", 1, "different"), (99, 1, "", 3, "notEnoughData"),
    (80, 20, "--margin 50", 0, "equivalent"), (300, 0, "--margin 0", 3, "notEnoughData"),
  ])
  func judgesEarlierResults(
    agreed: Int, disagreed: Int, options: String, status: Int32, verdict: String
  ) throws {
    let outcome = try runner.shell(
      "cat > r.jsonl; classify-bridge compare --from r.jsonl --format json \(options)",
      input: Self.results(agreed: agreed, disagreed: disagreed))
    #expect(outcome.status == status, "\(outcome.messages)")
    let report = try JSONValue(json: outcome.output)
    #expect(report["verdict"]?.string == verdict)
    #expect(report["documents"]?.integer == agreed + disagreed)
    #expect(report["agreed"]?.integer == agreed)
  }

  /// If 2 of 302 documents disagree, up to 2.4 % of all can.
  @Test(arguments: [(1, 0, "equivalent"), (2, 3, "notEnoughData")])
  func doesNotPassIfUnfinishedDocumentsDecide(
    unfinished: Int, status: Int32, verdict: String
  ) throws {
    let jobs = (0..<unfinished).map {
      #"{"job":{"document":"slow\#($0).pdf","role":"v2","id":"v2:s\#($0)"}}"# + "\n"
    }
    let outcome = try runner.shell(
      "cat > r.jsonl; classify-bridge compare --from r.jsonl --format json",
      input: Self.results(agreed: 300, disagreed: 0) + jobs.joined())
    #expect(outcome.status == status, "\(outcome.messages)")
    let report = try JSONValue(json: outcome.output)
    #expect(report["verdict"]?.string == verdict)
    #expect(report["unfinished"]?.integer == unfinished)
  }

  /// 100 agreements are not enough, and do not become 200 by being twice in a file.
  @Test func countsEachResultOnce() throws {
    let outcome = try runner.shell(
      "cat > r; cat r r > both; classify-bridge compare --from both --format json",
      input: Self.results(agreed: 100, disagreed: 0))
    #expect(outcome.status == 3, "\(outcome.messages)")
    #expect(try JSONValue(json: outcome.output)["documents"]?.integer == 100)
    #expect(outcome.messages.contains("100 results left out"), "\(outcome.messages)")
  }

  @Test func skipsByteOrderMark() throws {
    let outcome = try runner.shell(
      "{ printf '\\357\\273\\277'; cat; } > r; classify-bridge compare --from r --format json",
      input: Self.results(agreed: 3, disagreed: 0))
    #expect(outcome.status == 3, "\(outcome.messages)")
    #expect(try JSONValue(json: outcome.output)["documents"]?.integer == 3)
  }

  @Test func tellsWhichLineIsCutOff() throws {
    let outcome = try runner.shell(
      "{ cat; printf '{\"docu'; } > r; classify-bridge compare --from r --format json",
      input: Self.results(agreed: 3, disagreed: 0))
    #expect(try JSONValue(json: outcome.output)["documents"]?.integer == 3)
    // The first line is that of the run.
    #expect(
      outcome.messages.contains("r: line 5, the last one, is cut off"), "\(outcome.messages)")
  }

  @Test func printsVerdictOfLinesToStandardError() throws {
    let outcome = try runner.shell(
      "cat > r; classify-bridge compare --from r --format jsonl",
      input: Self.results(agreed: 80, disagreed: 20))
    let lines = try outcome.output.split(separator: "\n").map { try JSONValue(json: String($0)) }
    #expect(lines.compactMap { $0["document"]?.string } == (0..<100).map { "\($0).pdf" })
    #expect(outcome.messages.contains("DIFFERENT: "), "\(outcome.messages)")
  }

  /// On a terminal, such marks would let a text of the service reorder what stands beside it.
  @Test(arguments: ["json", "jsonl"])
  func escapesMarksOfDirection(format: String) throws {
    let marks: [Unicode.Scalar] = ["\u{61C}", "\u{200E}", "\u{202E}", "\u{2066}", "\u{2069}"]
    let name = String(String.UnicodeScalarView(marks)) + "invoice"
    let outcome = try runner.shell(
      "cat > r; classify-bridge compare --from r --format \(format)",
      input: Self.results(agreed: 1, disagreed: 0).replacing("invoice", with: name))
    #expect(outcome.output.contains(#"\u061c\u200e\u202e\u2066\u2069invoice"#), "\(outcome.output)")
    #expect(!outcome.output.unicodeScalars.contains { $0.properties.isBidiControl })
  }

  // MARK: - Parts

  /// Whoever reads the report later does not know the command.
  @Test func tellsThatReportIsPartial() throws {
    let line =
      "compare --recursive d --max-documents 2 --results r.jsonl --report out.html --format"
    let outcome = try shell("\(line) json; cat out.html >&2; \(line) text | head -8 >&2")
    let report = try JSONValue(json: outcome.output)
    #expect(report["documents"]?.integer == 2)
    #expect(report["planned"]?.integer == 3)
    #expect(report["stopped"]?.string == "--max-documents 2")
    #expect(
      outcome.messages.contains("Partial: 2 of 3 documents. Stopped: --max-documents 2."))
    #expect(
      outcome.messages.contains("Partial      2 of 3 documents; stopped: --max-documents 2"),
      "\(outcome.messages)")
  }

  @Test(arguments: ["", "--max-documents 3"])
  func doesNotCallCompleteReportPartial(options: String) throws {
    let outcome = try shell("compare --recursive d --format json \(options)")
    let report = try JSONValue(json: outcome.output)
    #expect(report["documents"]?.integer == 3)
    #expect(report["planned"] == .some(.null))
    #expect(report["stopped"] == .some(.null))
  }

  @Test func usesNoiseOfEarlierResults() throws {
    let outcome = try runner.shell(
      "cat > r.jsonl; classify-bridge compare --from r.jsonl --format json",
      input: Self.results(agreed: 90, disagreed: 10, repeated: true))
    let noise = try JSONValue(json: outcome.output)["noise"]
    // The second run says invoice each time, and the first one for 90 documents.
    #expect(noise?["documents"]?.integer == 100)
    #expect(noise?["agreed"]?.integer == 90)
    #expect(noise?["measures"] == "classifier")
  }

  // MARK: - Output

  @Test func printsOneScreen() throws {
    let outcome = try shell("compare --recursive d")
    #expect(outcome.output.hasPrefix("NOT ENOUGH DATA (sandbox): "), "\(outcome.output)")
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= MigrationReport.maximumTextLines + 1)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func printsLineForEachDocument() throws {
    let outcome = try shell(
      "compare --recursive d --format jsonl | tee lines; "
        + "classify-bridge compare --from lines --format json > report; cat report >&2")
    let lines = try outcome.output.split(separator: "\n").map { try JSONValue(json: String($0)) }
    #expect(Set(lines.map { $0["document"]?.string }) == ["d/0.txt", "d/1.txt", "d/2.txt"])
    for line in lines {
      let label: JSONValue =
        line["document"] == "d/0.txt" ? ["kind": "unmatched"] : ["kind": "type", "name": "song"]
      #expect(line["v1"]?["label"] == label)
      #expect(line["v2"]?["label"] == label)
      #expect(line["v1"]?["job"]?.string?.hasPrefix("v1:") == true)
      #expect(line["v2"]?["job"]?.string?.hasPrefix("v2:") == true)
    }
    // The lines can be judged again.
    #expect(outcome.messages.contains(#""documents": 3"#), "\(outcome.messages)")
  }

  @Test func writesSelfContainedReport() throws {
    let outcome = try shell(
      "compare --recursive d --report out.html > /dev/null; cat out.html; ls *.*")
    let page = outcome.output
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("default-src 'none'"))
    for reference in ["src=\"http", "href=\"http", "@import", "url("] {
      #expect(!page.contains(reference), "\(reference)")
    }
    #expect(page.contains("d/0.txt") || page.contains("Not enough data"))
    #expect(page.hasSuffix("\nout.html\nrules.json\n"))
  }

  @Test func overwritesNothingButReports() throws {
    let outcome = try shell(
      "cp rules.json out.html; compare d/1.txt --report out.html; cat out.html")
    #expect(outcome.messages.contains("something other than a report"), "\(outcome.messages)")
    #expect(outcome.output == RunCommandTests.rules)
  }

  /// Exit code 0 would mean that the versions are equivalent.
  @Test func doesNotPassIfReaderHasGone() throws {
    let outcome = try shell(
      "{ compare --recursive d; echo \"status $?\" >&2; } | true", documents: 40)
    #expect(outcome.messages.hasSuffix("status 2\n"), "\(outcome.messages)")
    #expect(outcome.messages.contains("can't write the output"))
  }

  @Test func tellsThatTextsAreCut() throws {
    let outcome = try shell("echo x > a.broken; compare a.broken; compare d/0.txt")
    // v1's message has the ID of the file.
    #expect(outcome.output.contains("…\n"), "\(outcome.output)")
    #expect(outcome.messages.ranges(of: "lines that end in … are cut").count == 1)
  }

  /// Nobody has to conclude from the sandbox that the versions agree.
  @Test func tellsThatSandboxAnswersAlike() throws {
    let outcome = try shell("compare d/0.txt")
    #expect(
      outcome.messages.contains("the sandbox answers alike on both versions"),
      "\(outcome.messages)")
  }

  // MARK: - Answers, rules and noise

  @Test func tellsAccuracyOfBothVersions() throws {
    let outcome = try shell(
      """
      printf 'file,type\\nd/0.txt,\\n./d/1.txt,song\\nd/2.txt,invoice\\nother,song\\n' > labels.csv
      compare --recursive d --expected labels.csv --format json
      """)
    #expect(outcome.status == 3, "\(outcome.messages)")
    let accuracy = try JSONValue(json: outcome.output)["accuracy"]
    #expect(accuracy?["documents"]?.integer == 3)
    #expect(accuracy?["v1"]?["correct"]?.integer == 2)
    #expect(accuracy?["v2"]?["correct"]?.integer == 2)
    #expect(outcome.messages.contains("1 label of documents that are not compared"))
  }

  @Test func rejectsFaultyLabelsBeforeItRuns() throws {
    let outcome = try shell(
      """
      printf 'file,type\\nd/0.txt,sung\\n' > labels.csv
      compare --recursive d --expected labels.csv --results r.jsonl; ls
      """)
    #expect(
      outcome.messages.contains(
        "labels.csv, line 2, column 9: no rule has the type \"sung\"; did you mean "
          + "\"song\"?"),
      "\(outcome.messages)")
    #expect(!outcome.output.contains("r.jsonl"))
  }

  /// A mirror names documents as its callers do, with `dfl-` or without.
  @Test(arguments: [("", "dfl-"), ("dfl-", ""), ("dfl-", "dfl-")])
  func findsLabelsOfMirroredFiles(label: String, document: String) throws {
    let id = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
    let outcome = try runner.shell(
      """
      cat > r.jsonl; printf 'file,type\\n\(label)\(id),invoice\\n' > labels.csv
      classify-bridge compare --from r.jsonl --expected labels.csv --format json
      """,
      input: Self.results(agreed: 3, disagreed: 1).replacing("3.pdf", with: document + id))
    #expect(outcome.status == 3, "\(outcome.messages)")
    let accuracy = try JSONValue(json: outcome.output)["accuracy"]
    #expect(accuracy?["documents"]?.integer == 1)
    #expect(accuracy?["expected"]?.integer == 1)
    #expect(accuracy?["v1"]?["correct"]?.integer == 1)
    #expect(accuracy?["v2"]?["correct"]?.integer == 0)
  }

  /// Without rules, a type that is spelled otherwise would count as two wrong versions.
  @Test func warnsOfLabelsThatNoVersionAnswered() throws {
    let outcome = try runner.shell(
      """
      cat > r.jsonl; printf 'file,type\\n0.pdf,Invoice\\n1.pdf,invoice\\n' > labels.csv
      classify-bridge compare --from r.jsonl --expected labels.csv --format json
      """, input: Self.results(agreed: 3, disagreed: 1))
    #expect(outcome.status == 3, "\(outcome.messages)")
    #expect(
      outcome.messages.contains(
        "1 label has a type that no version answered, so both count as wrong: \"Invoice\"; did you "
          + "mean \"invoice\"? the types of the results are \"invoice\", \"receipt\"\n"),
      "\(outcome.messages)")
  }

  @Test func ignoresKnownDisagreements() throws {
    let outcome = try runner.shell(
      """
      cat > r.jsonl
      echo '[{"v2": "receipt", "reason": "known", "expires": "9999-12-31"}]' > ignore.json
      classify-bridge compare --from r.jsonl --ignore ignore.json --format json
      """, input: Self.results(agreed: 300, disagreed: 50))
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try JSONValue(json: outcome.output)
    #expect(report["compared"]?.integer == 300)
    #expect(report["ignored"]?[0]?["matched"]?.integer == 50)
    #expect(report["ignored"]?[0]?["state"] == "used")
  }

  /// A type can be called unmatched, so that only a hint is safe.
  @Test(arguments: [
    (#""unmatched""#, true), (#"{"kind": "unmatched"}"#, false), (#""song""#, false),
  ])
  func explainsIgnoredTypeThatIsNone(label: String, isExplained: Bool) throws {
    let outcome = try shell(
      """
      echo '[{"v1": \(label), "reason": "known", "expires": "9999-12-31"}]' > ignore.json
      compare --recursive d --ignore ignore.json
      """)
    #expect(outcome.status == 3, "\(outcome.messages)")
    #expect(
      outcome.messages.contains(#"write {"kind":"unmatched"} for results"#) == isExplained,
      "\(outcome.messages)")
  }

  @Test(arguments: ["parse-job", "file"])
  func measuresNoise(source: String) throws {
    let outcome = try shell(
      "compare --recursive d --noise 2 --noise-source \(source) --format json")
    let noise = try JSONValue(json: outcome.output)["noise"]
    #expect(noise?["documents"]?.integer == 2, "\(outcome.output)")
    #expect(noise?["agreed"]?.integer == 2)
    #expect(
      noise?["measures"]?.string == (source == "file" ? "parsing and classifier" : "classifier"))
  }
}
#endif
