// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

@Suite struct TranslationOptionsTests {
  private static let fileID = "53cb9f0c-747e-42ea-ac82-9abe1f4532e1"
  private static let create =
    "classify-bridge classifier:jobs create --on v2 --sandbox --file-id \(fileID) "
    + "--rule '{type: invoice, description: has an invoice number}'"
  private static let rules =
    #"echo '[{"type": "a", "description": "has ten letters"}]' > rules.json; echo x > a.txt; "#

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  // MARK: - Notes

  @Test(arguments: [
    create, "classify-bridge classifier:jobs list --on v2 --sandbox",
    rules + "classify-bridge run --rules rules.json --on v1 --sandbox a.txt",
  ])
  func printsNoNotesIfQuiet(line: String) throws {
    let loud = try runner.shell(line)
    #expect(loud.status == 0 && loud.messages.contains("note: "), "\(loud.messages)")
    let quiet = try runner.shell("\(line) --quiet")
    #expect(quiet.status == 0)
    #expect(quiet.output == loud.output)
    #expect(!quiet.messages.contains("note: "), "\(quiet.messages)")
  }

  @Test func printsErrorsIfQuiet() throws {
    let outcome = try runner.shell("\(Self.create) --mode MULTIMODAL --quiet")
    #expect(outcome.status == 2)
    #expect(outcome.messages.hasPrefix("classify-bridge: the request can't be translated:"))
    #expect(outcome.messages.contains("mode.multimodal"))
  }

  @Test func omitsNotesOfDemoIfQuiet() throws {
    let outcome = try runner.shell("classify-bridge demo --quiet")
    #expect(outcome.status == 0)
    #expect(!outcome.output.contains("TRANSLATION NOTES"))
    #expect(outcome.output.contains("OFF-BY-ONE ERRORS"))
  }

  /// Returns the notes that a command writes to a file, in which there was an earlier note.
  private func notes(of line: String, status: Int32 = 0) throws -> [JSONObject] {
    let outcome = try runner.shell(
      """
      echo '{"in":"old"}' > n.jsonl
      (\(line) --notes n.jsonl > out); code=$?; cat n.jsonl; exit $code
      """)
    #expect(outcome.status == status, "\(outcome.messages)")
    return try outcome.output.split(separator: "\n").map {
      try #require(try JSONValue(json: Array($0.utf8)).object)
    }
  }

  @Test func writesEveryNoteToFile() throws {
    let notes = try notes(of: Self.create)
    let members = ["in", "job_id", "code", "effect", "pointer", "before", "after", "message"]
    for note in notes {
      #expect(note.names == members)
      #expect(note["in"] == "classifier.jobs.create")
    }
    // The limit is a note on the request, before there is a job.
    let limit = try #require(notes.first { $0["code"] == "pageLimit.defaulted" })
    #expect(limit["effect"] == "defaulted")
    #expect(limit["pointer"] == "/parsing_configuration/max_pages")
    #expect(limit["before"] == .some(.null) && limit["after"] == "5")
    #expect(limit["job_id"] == .some(.null))
    let member = try #require(notes.first { $0["pointer"] == "/parse_job_id" })
    #expect(member["code"] == "member.unplaced")
    #expect(member["job_id"]?.string?.hasPrefix("clj-") == true)
  }

  @Test(arguments: [0, 2])
  func notesPrintedJobsOnly(count: Int) throws {
    let outcome = try runner.shell(
      "classify-bridge classifier:jobs list --on v2 --sandbox --max-items \(count) --format jsonl "
        + "--notes n.jsonl; cat n.jsonl")
    let lines = try outcome.output.split(separator: "\n").map { try JSONValue(json: String($0)) }
    let printed = lines.compactMap { $0["id"]?.string }
    #expect(printed.count == count)
    let notes = lines.dropFirst(count)
    #expect(Set(notes.compactMap { $0["job_id"]?.string }) == Set(printed))
    #expect(
      outcome.messages.isEmpty == (count == 0)
        && outcome.messages.hasPrefix(count == 0 ? "" : "note: \(notes.count) minor notes: "),
      "\(outcome.messages)")
  }

  @Test func namesFileOfRunInNotes() throws {
    let notes = try notes(
      of: Self.rules + "classify-bridge run --rules rules.json --on v1 --sandbox a.txt")
    #expect(notes.map { $0["in"] } == ["a.txt"])
    #expect(notes.map { $0["code"] } == ["pageLimit.unlimitedWritten"])
  }

  @Test func writesNotesOfDemo() throws {
    let outcome = try runner.shell(
      "classify-bridge demo --format json --notes n.jsonl; cat n.jsonl >&2")
    let shown = try #require(try JSONValue(json: outcome.output)["notes"]?.array)
    #expect(!shown.isEmpty)
    #expect(outcome.messages.split(separator: "\n").count == shown.count)
  }

  @Test func writesNotesOfRefusedRequest() throws {
    let notes = try notes(of: "\(Self.create) --mode MULTIMODAL", status: 2)
    #expect(notes.contains { $0["code"] == "mode.multimodal" })
    #expect(notes.contains { $0["code"] == "pageLimit.defaulted" })
  }

  @Test func writesNotesOfRefusedRun() throws {
    let run = "classify-bridge run --sandbox --rules rules.json a.txt --policy strict"
    let rules = #"echo '{"rules": [{"type": "a", "description": "has ten letters"}], "x": 1}'"#
    let ofFile = try notes(of: "\(rules) > rules.json; echo x > a.txt; \(run)", status: 2)
    #expect(ofFile.map { $0["code"] } == ["request.memberUnknown"])
    #expect(ofFile.map { $0["in"] } == ["rules.json"])
    for plan in ["", "--dry-run"] {
      let ofRequest = try notes(
        of: "\(Self.rules) \(run) --pages 1 --max-pages 1 \(plan)", status: 2)
      #expect(ofRequest.contains { $0["code"] == "pageLimit.withSelection" })
      #expect(ofRequest.allSatisfy { $0["in"] == "request" })
    }
  }

  @Test func writesNotesOfRefusedDemo() throws {
    let notes = try notes(
      of: "printf x > a; set -- $(yes a | head -n 501); classify-bridge demo \"$@\"", status: 2)
    #expect(notes.contains { $0["code"] == "request.documentCount" })
  }

  @Test(arguments: ["%PDF-1.7", #"{"file":"a.txt","outcome":"classified"}"#, "[]"])
  func overwritesNothingButNotes(contents: String) throws {
    let outcome = try runner.shell(
      "echo '\(contents)' > n; \(Self.create) --notes n; echo \"status $?\"; cat n")
    #expect(outcome.output == "status 64\n\(contents)\n")
    #expect(
      outcome.messages
        == "Error: --notes names n, which has something other than notes; remove it, or choose "
        + "another file.\n")
  }

  @Test(arguments: ["> out.jsonl", ">> out.jsonl", "2> out.jsonl >&2"])
  func rejectsFileOfOtherOutput(redirection: String) throws {
    let outcome = try runner.shell(
      "ln -s out.jsonl n.jsonl; \(Self.create) --notes n.jsonl \(redirection); echo $?")
    #expect(outcome.output == "64\n")
  }

  @Test func writesNotesToPipes() throws {
    let outcome = try runner.shell(
      "mkfifo pipe; cat pipe & \(Self.create) --notes pipe > /dev/null; wait; "
        + "\(Self.create) --notes /dev/null > /dev/null || echo failed")
    #expect(outcome.output.hasPrefix(#"{"in":"classifier.jobs.create""#), "\(outcome.messages)")
    #expect(!outcome.output.contains("failed"))
  }

  @Test func redactsSecretsInNotes() throws {
    let key = "llx-0123456789abcdef"
    let outcome = try runner.shell(
      "\(Self.create) --mode \(key) --api-key \(key) --notes n.jsonl > out; cat n.jsonl")
    #expect(outcome.output.contains(#""code":"mode.unrecognized""#), "\(outcome.output)")
    #expect(outcome.output.contains("«redacted»"))
    #expect(!outcome.output.contains(key))
  }

  @Test(arguments: ["-", "''"])
  func rejectsStandardOutputAsFileOfNotes(path: String) throws {
    let outcome = try runner.shell("\(Self.create) --notes \(path)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("--notes takes the path of a file"))
  }

  @Test func sendsNothingIfFileOfNotesCannotBeCreated() throws {
    let outcome = try runner.shell("\(Self.create) --debug --notes nowhere/n.jsonl")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "classify-bridge: can't write nowhere/n.jsonl: No such file or directory\n")
  }

  #if os(Linux)
  @Test func reportsFullDiskAfterResult() throws {
    let outcome = try runner.shell("\(Self.create) --quiet --notes /dev/full")
    #expect(outcome.status == 2)
    #expect(outcome.output.contains("\"status\": \"PENDING\""))
    #expect(
      outcome.messages == "classify-bridge: can't write /dev/full: No space left on device\n")
  }
  #endif

  // MARK: - Translation

  @Test(arguments: [
    ("--file-identifiers prefixed", #""file_input": "dfl-\#(fileID)""#),
    ("--file-identifiers unchanged", #""file_input": "\#(fileID)""#),
    ("--parsing-configuration.lang ch_sim --languages iso639Part1", #""lang": "zh""#),
    ("--parsing-configuration.lang ch_sim --languages unchanged", #""lang": "ch_sim""#),
  ])
  func translatesAsChosen(options: String, member: String) throws {
    let outcome = try runner.shell("\(Self.create) --debug \(options)")
    let request = outcome.messages.split(separator: "\n").filter { $0.hasPrefix("> ") }
    #expect(request.contains { $0.contains(member) }, "\(outcome.messages)")
  }

  @Test(arguments: [("strict", 2), ("standard", 0), ("permissive", 0)] as [(String, Int32)])
  func appliesPolicyToRun(policy: String, status: Int32) throws {
    // Which of a limit and a selection takes precedence is not published.
    let outcome = try runner.shell(
      Self.rules + "classify-bridge run --rules rules.json --sandbox --pages 1 --max-pages 1 "
        + "--policy \(policy) a.txt")
    #expect(outcome.messages.contains("pageLimit.withSelection"), "\(outcome.messages)")
    #expect(outcome.status == status, "\(outcome.messages)")
  }

  @Test(arguments: [("iso639Part1", true), ("unchanged", false)])
  func notesLanguageThatCannotBeMapped(mapping: String, isMapped: Bool) throws {
    let outcome = try runner.shell(
      Self.rules + "classify-bridge run --rules rules.json --sandbox --lang eng "
        + "--languages \(mapping) a.txt")
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("language.notISO"), "\(outcome.messages)")
    let message = "no ISO 639-1 code of this language is known, so the code is passed through"
    let words = outcome.messages.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(message) == isMapped, "\(outcome.messages)")
  }

  @Test(arguments: ["cancel", "delete"])
  func endsNoJobInPublishedDialect(command: String) throws {
    let outcome = try runner.shell(
      "classify-bridge classifier:jobs \(command) x --on v2 --dialect published --sandbox")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("The published dialect of v2 can't \(command) jobs"))
  }

  @Test(arguments: [
    ("classifier:jobs list --dialect current", "--dialect needs --on v2: v1 gets the request"),
    ("classifier:jobs get x --languages unchanged", "--languages needs --on v2"),
    ("classifier:jobs wait x --file-identifiers prefixed", "--file-identifiers needs --on v2"),
    ("run --rules r --on v1 --dialect published f", "--dialect needs --on v2: v1 has no such"),
    ("run --rules r --policy lax f", "'strict', 'standard' or 'permissive'"),
  ])
  func rejectsOptionsWithoutEffect(line: String, message: String) throws {
    let outcome = try runner.shell("classify-bridge \(line) --sandbox")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }
}
#endif
