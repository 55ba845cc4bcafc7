// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// What a repeated command prints, draws and refuses; the sandbox is new each time, and only the file
/// of results is kept.
@Suite struct CompareContinuationTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private static let preparation = """
    cd "$(mktemp -d)"; echo '\(RunCommandTests.rules)' > rules.json
    for name in a b c; do printf 'song about a bird' > $name.txt; done
    compare() { classify-bridge compare --sandbox --rules rules.json --results r.jsonl "$@"; }

    """

  private func shell(_ script: String) throws -> CommandRunner.Outcome {
    try runner.shell(Self.preparation + script)
  }

  // MARK: - Output

  @Test func printsLinesOfEarlierResultsFirst() throws {
    let outcome = try shell(
      """
      compare b.txt --format jsonl 2> messages
      compare a.txt c.txt --format jsonl 2> messages
      """)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 4, "\(outcome.output)")
    #expect(lines[1] == lines[0])
    let names = try lines.map { try JSONValue(json: $0)["document"]?.string }
    #expect(Set(names[2...]) == ["a.txt", "c.txt"])
  }

  @Test func drawsProgress() throws {
    let text = try PseudoTerminal(runner).run(Self.preparation + "compare a.txt")
    for line in [
      "0 of 1 document done", "0 of 1 document done, 1 job in flight",
      "0 of 1 document done, 2 jobs in flight", "1 of 1 document done, 1 of 1 agree",
    ] {
      #expect(text.contains("\r\u{1B}[K\(line)\r\u{1B}[K"), "\(line) in \(text)")
    }
  }

  /// The counts are those of all parts of the run, and of the listed documents alone.
  @Test func drawsProgressOfAllParts() throws {
    let text = try PseudoTerminal(runner).run(
      Self.preparation
        + "compare a.txt c.txt > output 2>&1; compare a.txt b.txt")
    #expect(text.contains("\r\u{1B}[K1 of 2 documents done, 1 of 1 agree\r\u{1B}[K"), "\(text)")
    #expect(text.contains("\r\u{1B}[K2 of 2 documents done, 2 of 2 agree\r\u{1B}[K"), "\(text)")
  }

  /// A job of the sandbox costs one credit for each page.
  @Test(arguments: [
    ("--max-credits 1", 1, "--max-credits"), ("--max-documents 2", 2, "--max-documents 2"),
  ])
  func tellsBudgetThatEndedRun(option: String, count: Int, reason: String) throws {
    let line = "compare a.txt b.txt c.txt --concurrency 1 \(option)"
    let json = try shell("\(line) --format json")
    #expect(json.status == 3, "\(json.messages)")
    let report = try JSONValue(json: json.output)
    #expect(report["documents"]?.integer == count)
    #expect(report["planned"]?.integer == 3)
    #expect(report["stopped"]?.string == reason)
    let text = try shell(line)
    #expect(text.status == 3, "\(text.messages)")
    #expect(
      text.output.contains("Partial      \(count) of 3 documents; stopped: \(reason)\n"),
      "\(text.output)")
  }

  @Test(arguments: [
    ("a.txt b.txt --noise 1", "a.txt b.txt --noise 2", "and the others can't get one"),
    ("a.txt b.txt --noise 2", "a.txt b.txt --noise 1", "2 second runs on v2, all of which count"),
    ("a.txt --noise 1", "a.txt b.txt --noise 2", nil),
  ])
  func tellsThatSecondRunsCannotBeAdded(first: String, second: String, message: String?) throws {
    for option in ["", "--dry-run"] {
      let outcome = try shell("compare \(first) > output 2>&1; compare \(second) \(option)")
      #expect(outcome.messages.contains("second run") == (message != nil), "\(outcome.messages)")
      #expect(outcome.messages.contains(message ?? ""), "\(outcome.messages)")
    }
  }

  /// The sandbox of a repeated command is another one.
  @Test func doesNotPromiseToContinueInSandbox() throws {
    let outcome = try shell("compare a.txt")
    #expect(outcome.messages.contains("results are kept in r.jsonl\n"), "\(outcome.messages)")
    #expect(!outcome.messages.contains("repeat"), "\(outcome.messages)")
  }

  @Test func tellsThatJudgedResultsAreOfSandbox() throws {
    let outcome = try shell(
      "compare a.txt > output 2>&1; classify-bridge compare --from r.jsonl")
    #expect(outcome.output.hasPrefix("NOT ENOUGH DATA (sandbox): "), "\(outcome.output)")
    #expect(outcome.messages.contains("these results are of the sandbox"), "\(outcome.messages)")
  }

  @Test func tellsHowManyJudgedDocumentsAreUnfinished() throws {
    let outcome = try shell(
      """
      compare a.txt b.txt --concurrency 1 > output 2>&1
      sed '$d' r.jsonl > part.jsonl
      classify-bridge compare --from part.jsonl --format json --report out.html; cat out.html >&2
      """)
    let report = try JSONValue(json: outcome.output)
    #expect(report["documents"]?.integer == 1)
    #expect(report["unfinished"]?.integer == 1)
    #expect(outcome.messages.contains("Unfinished: 1 more document"), "\(outcome.messages)")
  }

  // MARK: - Refusals

  /// Jobs of one service are unknown to another; the key is not part of its name.
  @Test(arguments: [
    ("--base-url http://127.0.0.1:1", "http://127.0.0.1:1"),
    ("--project-id p", "https://api.cloud.llamaindex.ai, project p"),
  ])
  func refusesResultsOfAnotherService(options: String, name: String) throws {
    for option in ["", "--dry-run"] {
      let outcome = try shell(
        """
        compare a.txt --api-key llx-secret > output 2>&1; cp r.jsonl before
        unset LLAMA_CLOUD_BASE_URL
        classify-bridge compare --rules rules.json --results r.jsonl a.txt b.txt \
          --api-key llx-secret \(options) \(option); status=$?
        cmp r.jsonl before >&2 && ! grep llx r.jsonl >&2 && exit $status
        """)
      #expect(outcome.status == 2, "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
      #expect(
        outcome.messages.contains("\n  service: sandbox in the results, now \(name)\n"),
        "\(outcome.messages)")
    }
  }

  @Test(arguments: [
    ("", "--lang de", "other rules or options", "--lang: not set in the results, now de"),
    (
      "--max-pages 3", "--max-pages 4", "other rules or options",
      "--max-pages: 3 in the results, now 4"
    ),
    (
      "--pages 1", "--lang de", "--lang: not set in the results, now de",
      "--pages: 1 in the results, now not set"
    ),
    ("", "--noise 1", "have no second runs (--noise 0)", "leave out --noise"),
    ("--noise 1", "", "have second runs, and --noise is left out", "--noise-source parse-job"),
    ("--noise 1", "--noise 1 --noise-source file", "--noise-source parse-job, now file", "repeat"),
  ])
  func namesOptionThatDiffers(
    first: String, second: String, message: String, detail: String
  ) throws {
    for option in ["", "--dry-run"] {
      let outcome = try shell(
        """
        compare a.txt \(first) > output 2>&1; cp r.jsonl before
        compare a.txt b.txt \(second) \(option); status=$?
        cmp r.jsonl before >&2 && exit $status
        """)
      #expect(outcome.status == 2, "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.messages.contains(message), "\(outcome.messages)")
      #expect(outcome.messages.contains(detail), "\(outcome.messages)")
    }
  }
}
#endif
