// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

@Suite struct RunCommandTests {
  static let rules = """
    [{"type": "song", "description": "about a bird"}, \
    {"type": "invoice", "description": "invoice number and total"}]
    """

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Runs the command in a directory with a song, a song followed by an invoice on page 2, a file
  /// that fails, and a file that no rule matches.
  private func run(
    _ line: String, environment: [String: String] = [:], preparing: String = ":"
  ) throws -> CommandRunner.Outcome {
    try runner.shell(
      """
      printf 'song about a bird' > song.txt
      printf 'song about a bird\\fInvoice number 7, total 9' > march.txt
      printf 'x' > damaged.broken; printf 'zzz' > none.txt
      \(preparing)
      cat > rules.json; classify-bridge run --sandbox --rules rules.json \(line)
      """, input: Self.rules, environment: environment)
  }

  @Test(arguments: ["v1", "v2"])
  func printsTableOfTypes(version: String) throws {
    let outcome = try run("song.txt march.txt none.txt --pages 1 --on \(version)")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 4)
    #expect(lines[0].contains(#/^File +Type +Confidence +Job$/#))
    #expect(lines[1].contains(#/^song\.txt +song +1\.00 +\S+$/#))
    #expect(lines[2].contains(#/^march\.txt +song +1\.00 +\S+$/#))
    #expect(lines[3].contains(#/^none\.txt +\(unmatched\) +[\d.]+ +\S+$/#))
    #expect(outcome.messages.contains("3 files: 2 classified, 1 unmatched\n"))
  }

  @Test(arguments: ["v1", "v2"])
  func readsOnlySelectedPages(version: String) throws {
    let outcome = try run("march.txt --pages 2 --format json --on \(version)")
    #expect(try JSONValue(json: outcome.output)[0]?["type"] == "invoice")
  }

  /// On a terminal, such marks would let a text of the service reorder what stands beside it.
  @Test(arguments: ["json", "jsonl", "csv", "yaml"])
  func escapesMarksOfDirection(format: String) throws {
    let outcome = try run(
      "song.txt --format \(format)",
      preparing: #"sed 's/"song"/"s\\u202eo"/' > marked.json; exec < marked.json"#)
    #expect(outcome.output.contains(#""s\u202eo"#), "\(outcome.output)\(outcome.messages)")
    #expect(!outcome.output.unicodeScalars.contains { $0.properties.isBidiControl })
  }

  @Test(arguments: ["v1", "v2"])
  func exitsWithOneIfJobFails(version: String) throws {
    let outcome = try run("song.txt damaged.broken --on \(version)")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains(#/damaged\.broken +\(failed\)/#))
    #expect(outcome.output.contains("parsed"))
  }

  @Test func continuesAfterUnreadableFiles() throws {
    let outcome = try run("missing.txt song.txt . --format jsonl --concurrency 1")
    #expect(outcome.status == 2)
    let results = try outcome.output.split(separator: "\n").map { try JSONValue(json: String($0)) }
    #expect(results.map { $0["outcome"] } == ["unreadable", "classified", "unreadable"])
    #expect(results[0]["error"] == "can't read missing.txt: No such file or directory")
    #expect(results[0]["job_id"] == .some(.null))
    #expect(results[1]["file"] == "song.txt")
    #expect(results[1]["file_id"]?.string?.hasPrefix("dfl-") == true)
    #expect(results[2]["error"] == "it is a folder; give --recursive to classify its files")
  }

  @Test func printsJSONInOrderOfFiles() throws {
    let files = (0..<12).map { $0 % 2 == 0 ? "song.txt" : "none.txt" }
    let outcome = try run("\(files.joined(separator: " ")) --format json --concurrency 12")
    let results = try #require(try JSONValue(json: outcome.output).array)
    #expect(results.map { $0["file"]?.string } == files)
    #expect(Set(results.map { $0["job_id"]?.string }).count == 12)
  }

  @Test func printsListsOnNarrowTerminal() throws {
    let text = try PseudoTerminal(runner, columns: 60).run(
      "cd \"$(mktemp -d)\"; echo '\(Self.rules)' > rules.json; printf 'song about a bird' > song.txt; "
        + "classify-bridge run --rules rules.json song.txt --sandbox 2> /dev/null")
    #expect(text.hasPrefix("song.txt\n  Type  song\n"), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  @Test func truncatesNoID() throws {
    let text = try PseudoTerminal(runner, columns: 40).run(
      "cd \"$(mktemp -d)\"; echo '\(Self.rules)' > rules.json; printf 'song about a bird' > song.txt; "
        + "NO_COLOR=1 classify-bridge run --rules rules.json song.txt --sandbox 2> /dev/null")
    #expect(text.contains(#/\n  Job  clj-[0-9a-f-]{36}\n/#), "\(text)")
  }

  @Test func distinguishesFailureFromTypeOfThatName() throws {
    let outcome = try runner.shell(
      """
      cat > rules.json; printf 'song about a bird' > song.txt; printf x > damaged.broken
      classify-bridge run --sandbox --rules rules.json song.txt damaged.broken
      """, input: #"[{"type": "failed", "description": "about a bird"}]"#)
    #expect(outcome.output.contains(#/song\.txt +failed +\d\.\d\d/#), "\(outcome.output)")
    #expect(outcome.output.contains(#/damaged\.broken +\(failed\)/#), "\(outcome.output)")
  }

  @Test func usesWidthOfTerminalForNames() throws {
    let name = String(repeating: "x", count: 60) + ".txt"
    let text = try PseudoTerminal(runner, columns: 160).run(
      "cd \"$(mktemp -d)\"; echo '\(Self.rules)' > rules.json; printf 'song about a bird' > \(name); "
        + "NO_COLOR=1 classify-bridge run --rules rules.json \(name) --sandbox 2> /dev/null")
    #expect(text.contains("\n\(name)  song  "), "\(text)")
  }

  @Test func printsRowsInPipe() throws {
    let name = String(repeating: "long-", count: 20) + "song.txt"
    let outcome = try run(
      "\(name) 請求書.txt", environment: ["COLUMNS": "60"],
      preparing: "cp song.txt \(name); cp song.txt 請求書.txt")
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 3, "\(outcome.output)")
    #expect(lines[1].contains(#/^(?:long-){20}song\.txt  song  1\.00        clj-\S+$/#))
    // The name has 10 columns and 7 characters, and its column is 108 wide.
    #expect(lines[2].hasPrefix("請求書.txt" + String(repeating: " ", count: 100) + "song  "))
  }

  @Test func rejectsInvalidRulesBeforeSending() throws {
    let outcome = try runner.shell(
      "cat > rules.json; printf x > f; classify-bridge run --rules rules.json f --debug --sandbox",
      input: #"[{"type": "a", "description": "short"}]"#)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("/0/description"))
    #expect(!outcome.messages.contains("> POST"))
  }

  @Test func rejectsLanguageUnsupportedByVersion() throws {
    let outcome = try run("song.txt --lang xx --on v1")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("language.unsupported"))
  }

  @Test func abortsOnInvalidKey() async throws {
    let plan = LoopbackPlan.always(.json(401, #"{"detail": "Invalid key"}"#))
    try await plan.run { server in
      let outcome = try await RunningCommand(
        runner,
        "classify-bridge run --rules rules.json a b c d e --concurrency 1 --format jsonl "
          + "--api-key llx-wrong-key --base-url http://\(server.authority)",
        files: ["rules.json": Self.rules, "a": "x", "b": "x", "c": "x", "d": "x", "e": "x"]
      ).outcome()
      #expect(outcome.status == 2)
      #expect(server.requests.count == 1)
      #expect(outcome.output.split(separator: "\n").count == 5)
      #expect(outcome.output.contains("not started: The key was not accepted"))
    }
  }

  @Test func showsProgressAtOnce() throws {
    let directory = "cd \"$(mktemp -d)\"; echo '\(Self.rules)' > rules.json; printf 'zzz' > f;"
    let text = try PseudoTerminal(runner).run(
      "\(directory) classify-bridge run --rules rules.json f --sandbox")
    #expect(text.hasPrefix("\r\u{1B}[K0 of 1 file done, 1 uploading (0%)"), "\(text)")
    #expect(text.contains("\r\u{1B}[K0 of 1 file done, 1 classifying"))
    #expect(text.contains("\r\u{1B}[K1 of 1 file done\r\u{1B}[K"))
    #expect(text.contains("unmatched"))
  }
}
#endif
