// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// The files of `run`: folders, names on standard input, earlier results, and plans.
@Suite struct RunFilesTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Runs a script in a directory with rules and the function `run`, which prints JSON Lines unless
  /// the variable `format` is set.
  private func shell(_ script: String) throws -> CommandRunner.Outcome {
    try runner.shell(
      """
      cat > rules.json
      run() {
        format="${format:-jsonl}"
        classify-bridge run --sandbox --rules rules.json --concurrency 1 --format $format "$@"
      }
      \(script)
      """, input: RunCommandTests.rules)
  }

  private func files(_ outcome: CommandRunner.Outcome) throws -> [String?] {
    try outcome.output.split(separator: "\n").map {
      try JSONValue(json: String($0))["file"]?.string
    }
  }

  // MARK: - Folders

  @Test func sortsFilesOfFolders() throws {
    let outcome = try shell(
      """
      mkdir -p d/b d/.git
      for f in d/c d/b/2 d/b/10 d/a d/é d/Z d/.hidden d/.git/x; do echo x > $f; done
      echo x > other; ln -s .. d/loop; ln -s nowhere d/broken; ln -s ../other d/link; mkfifo d/pipe
      run --recursive d d/a
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      try files(outcome) == ["d/Z", "d/a", "d/b/10", "d/b/2", "d/c", "d/link", "d/é"])
    #expect(outcome.messages.contains("classify-bridge: skipped d/.git and 1 more (hidden)\n"))
    #expect(
      outcome.messages.contains(
        "classify-bridge: skipped d/broken and 1 more (not a regular file)\n"))
    #expect(outcome.messages.contains("classify-bridge: skipped d/loop (link to a folder)\n"))
    #expect(outcome.messages.contains("classify-bridge: skipped d/a (listed already)\n"))
  }

  @Test(arguments: ["--recursive d", "-"])
  func skipsFilesOfCommand(arguments: String) throws {
    let outcome = try shell(
      """
      mkdir d; cd d; mv ../rules.json .; echo x > a; : > r.jsonl; ln -s r.jsonl link; cd ..
      ln -s d/rules.json rules.json
      echo d/a > names; for f in rules.json r.jsonl n.jsonl link; do echo d/$f >> names; done
      run \(arguments) --resume d/r.jsonl --notes d/n.jsonl < names >> d/r.jsonl; cat d/r.jsonl
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try files(outcome) == ["d/a"])
    #expect(
      outcome.messages.contains("and 3 more (read or written by this command itself)\n"),
      "\(outcome.messages)")
  }

  @Test func classifiesFileOfCommandThatArgumentNames() throws {
    let outcome = try shell("run rules.json")
    #expect(try files(outcome) == ["rules.json"])
  }

  @Test func rejectsEmptyLists() throws {
    for arguments in ["--recursive d", "- < /dev/null"] {
      let outcome = try shell("mkdir -p d; run \(arguments)")
      #expect(outcome.status == 64)
      #expect(outcome.messages == "Error: There are no files to classify.\n")
    }
  }

  // MARK: - Standard input

  @Test(arguments: [("'b.txt\\n\\na b.txt\\n'", ""), ("'b.txt\\0a b.txt\\0'", "--null")])
  func readsNames(names: String, option: String) throws {
    let outcome = try shell(
      "for f in 'a b.txt' b.txt c.txt; do echo x > \"$f\"; done; "
        + "printf \(names) | run c.txt - \(option)")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try files(outcome) == ["c.txt", "b.txt", "a b.txt"])
  }

  @Test func readsNamesOfTextFromWindows() throws {
    let outcome = try shell(
      "echo x > a; echo x > b; printf '\\357\\273\\277a\\r\\nb\\r\\n' | run -")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try files(outcome) == ["a", "b"])
    #expect(
      outcome.messages.contains(
        "classify-bridge: ignored a carriage return at the end of 2 lines on standard input: no "
          + "file has it in its name\n"), "\(outcome.messages)")
  }

  @Test(arguments: [("a\\nb\\n", "--null", "leave out --null"), ("a\\0", "", "with --null")])
  func namesOptionForOtherEndsOfNames(names: String, option: String, hint: String) throws {
    let outcome = try shell("printf '\(names)' | run - \(option)")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains(hint), "\(outcome.messages)")
  }

  @Test(arguments: [
    ("- -", "Standard input (-) can be read once."),
    ("- --resume -", "Standard input (-) can be read once."),
    ("--null f", "--null is about names on standard input: give - as a file."),
  ])
  func rejectsArguments(arguments: String, message: String) throws {
    let outcome = try shell("run \(arguments)")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  #if os(Linux)
  @Test func opensNamesThatAreNotUTF8() throws {
    let outcome = try shell(
      """
      one="$(printf 'caf\\351.txt')"; two="$(printf 'caf\\350.txt')"
      mkdir d; printf 'song about a bird' > "$one"; cp "$one" "d/$two"
      printf 'caf\\351.txt\\n' | run --recursive "$one" d
      printf 'caf\\351.txt\\n' | run -
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try files(outcome) == ["caf\\xE9.txt", "d/caf\\xE8.txt", "caf\\xE9.txt"])
    #expect(!outcome.output.contains("unreadable"))
  }
  #endif

  @Test(arguments: [
    "run", "run --recursive", "run a --resume", "run a --notes", "files upload",
  ])
  func printsNoControlCharactersOfNames(command: String) throws {
    let outcome = try shell(
      """
      files() { classify-bridge files "$@" --sandbox; }
      echo x > a; format=text; \(command) "$(printf 'none/\\033[31mred')"
      """)
    #expect(outcome.status == 2)
    let text = outcome.output + outcome.messages
    #expect(text.contains("\u{FFFD}[31mred"), "\(text)")
    #expect(!text.contains("\u{1B}"), "\(text)")
  }

  // MARK: - Earlier results

  @Test func leavesOutFilesWithResults() throws {
    let outcome = try shell(
      """
      for f in a b c; do echo x > $f; done; echo x > d.broken
      run a d.broken > r.jsonl; printf '{"file":"c","outc' >> r.jsonl
      run a ./b c d.broken --resume r.jsonl >> r.jsonl
      cat r.jsonl
      format=csv; run a b c --resume r.jsonl
      """)
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 7, "\(outcome.output)")
    let names = [0, 1, 3, 4, 5].map { try? JSONValue(json: String(lines[$0]))["file"]?.string }
    #expect(names == ["a", "d.broken", "./b", "c", "d.broken"])
    #expect(lines[2] == #"{"file":"c","outc"#)
    #expect(lines[6].hasPrefix("file,outcome,"))
    #expect(
      outcome.messages.contains(
        """
        classify-bridge: r.jsonl: 1 line without a result ignored, the first is line 3
        classify-bridge: 1 file left out, which r.jsonl has results of

        """))
    #expect(outcome.messages.hasSuffix(": 3 files left out, which r.jsonl has results of\n"))
  }

  @Test func appendsNothingButJSONLinesToResults() throws {
    let outcome = try shell(
      """
      echo x > a; run a > r.jsonl; cp r.jsonl before
      format=text; run a --resume r.jsonl >> r.jsonl; echo "status $?"; cmp r.jsonl before
      """)
    #expect(outcome.output == "status 64\n")
  }

  @Test func overwritesNoResults() throws {
    let outcome = try shell(
      "echo x > a; run a --resume r.jsonl 1<> r.jsonl; echo \"status $?\"; cat r.jsonl")
    #expect(outcome.output == "status 64\n")
    #expect(
      outcome.messages
        == "Error: The output overwrites r.jsonl, the file of --resume: use >> instead of >.\n")
  }

  // MARK: - Plans

  @Test func plansWithoutSendingAnything() async throws {
    let plan = LoopbackPlan.always(.json(500, "{}"))
    try await plan.run { server in
      let outcome = try await RunningCommand(
        runner,
        "exec classify-bridge run --rules rules.json a b gone --pages 1,3 --on v1 --dry-run "
          + "--base-url http://\(server.authority)",
        files: ["rules.json": RunCommandTests.rules, "a": "x", "b": "12345"]
      ).outcome()
      #expect(outcome.status == 2)
      #expect(server.requests.isEmpty)
      #expect(
        outcome.output == """
          File  Size
          a     1 byte
          b     5 bytes
          gone  can't read gone: No such file or directory

          Uploads: 2
          Jobs: 2 of v1, one for each upload
          Pages of each file: 1,3, numbered from 1
          Number of pages: unknown until the service parses the files
          Rules: song, invoice

          """)
      #expect(outcome.messages.contains("pageLimit.unlimitedWritten"))
    }
  }

  @Test func plansListsOnNarrowTerminal() throws {
    let name = String(repeating: "x", count: 70)
    let text = try PseudoTerminal(runner, columns: 40).run(
      "cd \"$(mktemp -d)\"; echo '\(RunCommandTests.rules)' > rules.json; printf x > \(name); "
        + "NO_COLOR=1 classify-bridge run --rules rules.json \(name) --dry-run")
    let title = String(repeating: "x", count: 20) + "…" + String(repeating: "x", count: 19)
    #expect(text.hasPrefix("\(title)\n  Size  1 byte\n\nUploads: 1\n"), "\(text)")
  }

  @Test func plansNoOtherFormat() throws {
    let outcome = try shell("run --dry-run a")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
  }

  // MARK: - Formats

  @Test func printsCSV() throws {
    let outcome = try shell("printf 'song about a bird' > =a.txt; format=csv; run =a.txt gone")
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 3, "\(outcome.output)")
    #expect(lines[0] == "file,outcome,type,confidence,reasoning,error,file_id,job_id")
    let quotes = "\"\"\""
    #expect(
      lines[1].hasPrefix(
        "\(quotes)=a.txt\(quotes),classified,\(quotes)song\(quotes),1.00,\(quotes)The rule"))
    #expect(
      lines[2] == "\(quotes)gone\(quotes),unreadable,,,,"
        + "\(quotes)can't read gone: No such file or directory\(quotes),,")
  }

  @Test func printsYAML() throws {
    let outcome = try shell("format=yaml; run gone")
    #expect(
      outcome.output == """
        - file: gone
          outcome: unreadable
          type: null
          confidence: null
          reasoning: null
          error: "can't read gone: No such file or directory"
          file_id: null
          job_id: null

        """)
  }
}
#endif
