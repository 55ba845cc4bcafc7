// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import Foundation
import TestSupport
import Testing

@Suite struct ConvertCommandTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private static let one = StoredRecords.unchanged(1)
  private static let two = StoredRecords.unchanged(2)

  // MARK: Forms of input

  @Test(arguments: [
    "\(one)\n\(two)\n", "\(one)\n\(two)", "\u{FEFF}\(one)\n\(two)\n", "[\(one),\(two)]",
    "[\n  \(one),\n  \(two)\n]\n", "{\n  \"items\": [\(one),\n\(two)],\n  \"next\": null\n}\n",
  ])
  func readsEachForm(input: String) throws {
    let outcome = try runner.shell("classify-bridge convert --to v2", input: input)
    #expect(outcome.output == "\(Self.one)\n\(Self.two)\n")
    #expect(
      outcome.messages
        == "2 lines: 0 converted, 2 unchanged, 0 rejected, 0 blank; 2 records written\n")
    #expect(outcome.status == 0)
  }

  @Test func removesLineBreaksOfFormattedElements() throws {
    let value = try JSONValue(json: Self.one)
    let outcome = try runner.shell(
      "classify-bridge convert --to v2",
      input: JSONValue.array([value, value]).jsonText(pretty: true))
    #expect(outcome.status == 0, "\(outcome.messages)")
    let lines = outcome.output.split(separator: "\n")
    #expect(try lines.map { try JSONValue(json: String($0)) } == [value, value])
  }

  @Test func readsFilesInOrder() throws {
    let outcome = try runner.shell(
      """
      printf '%s' '\(Self.one)' > a; printf '[]' > b; printf '[%s]' '\(Self.two)' > c
      classify-bridge convert --to v2 c b - a < a
      """)
    #expect(outcome.output == "\(Self.two)\n\(Self.one)\n\(Self.one)\n")
    #expect(outcome.status == 0)
  }

  @Test func acceptsEmptyInput() throws {
    let outcome = try runner.shell("classify-bridge convert --to v1", input: "")
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasPrefix("0 lines: "))
    #expect(outcome.status == 0)
  }

  @Test(arguments: [#"{"id":"#, #"{"id": {"a": 1,"#, "[]", "[1] x"])
  func readsLinesBehindDamagedOne(first: String) throws {
    let outcome = try runner.shell(
      "classify-bridge convert --to v2", input: "\(first)\n\(Self.one)\n\(Self.two)\n")
    #expect(outcome.output == "\(Self.one)\n\(Self.two)\n")
    #expect(outcome.messages.contains("3 lines: 0 converted, 2 unchanged, 1 rejected, 0 blank"))
    #expect(outcome.status == 1)
  }

  // MARK: Rejects, notes and counts

  @Test func writesRejectsToFile() throws {
    let outcome = try runner.shell(
      """
      printf '%s\\n\\n%s\\n' '\(Self.one)' damaged > a
      classify-bridge convert --to v2 a --rejects r; echo $? >&2; cat r
      """)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2 && lines[0] == Self.one)
    let reject = try JSONValue(json: String(try #require(lines.last)))
    #expect(reject["line"] == 3 && reject["source"] == "damaged" && reject["file"] == nil)
    #expect(reject["code"] == "line.notJSON")
    #expect(
      outcome.messages
        == "3 lines: 0 converted, 1 unchanged, 1 rejected, 1 blank; 1 record written\n1\n")
  }

  @Test func namesFilesIfThereAreSeveral() throws {
    let outcome = try runner.shell(
      """
      echo damaged > a; echo damaged > b
      classify-bridge convert --to v2 a b --rejects r; cat r
      """)
    let files = try outcome.output.split(separator: "\n").map {
      try JSONValue(json: String($0))["file"]?.string
    }
    #expect(files == ["a", "b"])
  }

  @Test(arguments: [20, 21, 500])
  func printsFirstRejects(count: Int) throws {
    let input = (1...count).map { StoredRecords.damaged($0) + "\n" }.joined()
    let outcome = try runner.shell("classify-bridge convert --to v2", input: input)
    let lines = outcome.messages.split(separator: "\n")
    for (number, line) in zip(1...20, lines) {
      #expect(line.hasPrefix("line \(number): ") && line.hasSuffix("(line.notJSON)"))
    }
    let more = count > 20 ? ["and \(count - 20) more; --rejects FILE lists them all"] : []
    let counts =
      "\(count) lines: 0 converted, 0 unchanged, \(count) rejected, 0 blank; 0 records written"
    #expect(lines.dropFirst(20).map(String.init) == more + [counts])
    #expect(outcome.status == 1)
  }

  @Test func printsOnlyRejectsIfQuiet() throws {
    let outcome = try runner.shell(
      "classify-bridge convert --to v2 --quiet", input: "\(Self.one)\ndamaged\n")
    #expect(outcome.messages.hasPrefix("line 2: "))
    #expect(outcome.messages.count(where: { $0 == "\n" }) == 1)
    let converted = try runner.shell(
      "classify-bridge convert --to v2 --quiet", input: "\(Self.one)\n")
    #expect(converted.messages.isEmpty && converted.status == 0)
  }

  @Test func countsCodes() throws {
    let outcome = try runner.shell(
      "classify-bridge convert --to v2 --summary --rejects r", input: "damaged\ndamaged\n")
    #expect(outcome.messages.hasSuffix("codes:\n  2  line.notJSON\n"), "\(outcome.messages)")
  }

  @Test func namesMembersOfPagesThatAreInNoRecord() throws {
    let page = "{\"items\": [\n\(Self.one)],\n\"next_page_token\": \"p2\"}"
    let outcome = try runner.shell(
      "cat > a; classify-bridge convert --to v2 a a", input: page)
    #expect(outcome.output == "\(Self.one)\n\(Self.one)\n")
    #expect(
      outcome.messages.hasPrefix(
        "classify-bridge: only the items of pages are records; left out: next_page_token; "
          + "a page with next_page_token is not the last one\n2 lines: "))
  }

  @Test func gathersRecordsAnywhere() throws {
    let (job, other) = (StoredRecords.job(1), StoredRecords.job(2))
    let input = [job[0], other[0], other[1], job[1]].map { $0 + "\n" }.joined()
    let adjacent = try runner.shell("classify-bridge convert --to v2", input: input)
    #expect(adjacent.status == 1)
    #expect(adjacent.messages.contains("4 lines: 3 converted, 0 unchanged, 1 rejected"))
    let gathered = try runner.shell("classify-bridge convert --to v2 --group 1MB", input: input)
    #expect(gathered.status == 0, "\(gathered.messages)")
    #expect(gathered.messages.contains("4 lines: 4 converted"))
  }

  @Test func namesOptionThatGathersGroups() throws {
    let job =
      #"{"id":"a","transaction_id":"cb1.0f6e2c8a-53d1-4b7e-9c0a-2f4d8e6b1a37.2","status":"COMPLETED","#
      + #""configuration":{"rules":[{"type":"t1","description":"long enough"}]}}"#
    let outcome = try runner.shell("classify-bridge convert --to v1", input: job + "\n")
    #expect(outcome.messages.contains("or give --group SIZE (group.incomplete)"))
  }

  /// The order does not depend on the number of blocks that are converted at once.
  @Test(arguments: [1, 2, 9])
  func keepsOrder(jobs: Int) throws {
    let records = (1...20_000).map { StoredRecords.unchanged($0) + "\n" }.joined()
    let outcome = try runner.shell("classify-bridge convert --to v2 --jobs \(jobs)", input: records)
    #expect(outcome.output == records)
    #expect(outcome.status == 0)
  }

  // MARK: Streams

  @Test func printsRecordBeforeNextLineIsWritten() throws {
    let outcome = try runner.run(
      URL(filePath: "/usr/bin/env"),
      [
        "bash", "-c",
        """
        mkfifo lines records
        classify-bridge convert --to v2 --quiet < lines > records &
        exec 3> lines 4< records
        for page in '\(Self.one)' '\(Self.two)'; do
          echo "$page" >&3
          read -r -t 60 record <&4 || exit 1
          echo "$record"
        done
        exec 3>&-
        wait $!
        """,
      ])
    #expect(outcome.output == "\(Self.one)\n\(Self.two)\n")
    #expect(outcome.status == 0)
  }

  @Test func exitsQuietlyWhenPipeIsClosed() throws {
    let outcome = try runner.shell(
      """
      { classify-bridge convert --to v2; echo status $? >&2; } | head -1
      """, input: (1...50_000).map { StoredRecords.unchanged($0) + "\n" }.joined())
    #expect(outcome.output == Self.one + "\n")
    #expect(outcome.messages == "status 0\n")
  }

  @Test func endsAtInterruptionWhileInputIsIdle() async throws {
    let command = try RunningCommand(
      runner,
      "mkfifo idle; { echo '\(Self.one)'; exec sleep 120; } > idle & "
        + "exec classify-bridge convert --to v2 < idle")
    // Before exec, the shell would take the signal.
    while try command.output().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    command.send(signal: SIGINT)
    let outcome = try await command.outcome()
    #expect(outcome.status == 130)
    #expect(outcome.messages.hasSuffix("classify-bridge: interrupted\n"))
  }

  @Test func fitsProgressAndMessagesIntoTerminal() throws {
    let text = try PseudoTerminal(runner, columns: 60).run(
      """
      line='\(Self.one)'
      { echo "$line"; echo damaged; sleep 1.3; for n in $(seq 40); do echo "$line"; sleep 0.2; done; } \
        | classify-bridge convert --to v2 --output out.jsonl; rm out.jsonl
      """)
    #expect(text.contains("records/s"))
    for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }) {
      #expect(line.replacing("\u{1B}[K", with: "").count <= 60, "\(line)")
    }
    #expect(text.hasSuffix("written\n"), "\(text)")
  }
}
#endif
