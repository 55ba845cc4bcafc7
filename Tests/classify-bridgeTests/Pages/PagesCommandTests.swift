// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import Foundation
import TestSupport
import Testing

@Suite struct PagesCommandTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  // MARK: convert

  @Test func dropsCarriageReturns() throws {
    let outcome = try runner.shell(
      "classify-bridge pages convert --to v1", input: "1,3\r\n2-3\r\n4")
    #expect(outcome.output == "[0,2]\n[1,2]\n[3]\n")
    #expect(outcome.status == 0)
  }

  @Test(arguments: [
    ("[0,2,4,5,6]", "1,3,5-7"), ("[0]", "1"), ("[9223372036854775806]", "9223372036854775807"),
    ("null", "null"),
  ])
  func convertsBothWays(v1: String, v2: String) throws {
    #expect(try runner.shell("classify-bridge pages convert --to v2 '\(v1)'").output == v2 + "\n")
    #expect(try runner.shell("classify-bridge pages convert --to v1 '\(v2)'").output == v1 + "\n")
  }

  @Test func rejectsSelectionAboveExpansionLimit() throws {
    let outcome = try runner.shell(
      "classify-bridge pages convert --to v1 --expansion-limit 3 1-3 1-4 1-9223372036854775807")
    #expect(outcome.output == "[0,1,2]\n\n\n")
    #expect(outcome.messages.contains("4 pages can't be listed one by one, the limit is 3"))
    #expect(outcome.status == 1)
  }

  @Test(arguments: [
    ("v1", "[0,2]", "this is already a v1 array; to convert it, use --to v2"),
    ("v2", "1,3", "this is already a v2 string; to convert it, use --to v1"),
    ("v2", "3", "this is already a v2 string; to convert it, use --to v1"),
    (
      "v2", #""1,3-5""#,
      """
      this is already a v2 string, in quotes; to convert it, write it without quotes and use \
      --to v1
      """
    ),
    (
      "v2", "[3-5]",
      """
      this is already a v2 string, in brackets; to convert it, write it without brackets and use \
      --to v1
      """
    ),
    ("v1", #""1,3""#, "this is a v2 string in quotes; write it without quotes"),
    ("v1", "[3-5]", "this is a v2 string in brackets; write it without brackets"),
    ("v2", #""[0, 2]""#, "this is a v1 array in quotes; write it without quotes"),
    ("v1", #"'\''1,3'\''"#, "this is a v2 string in quotes; write it without quotes"),
    ("v2", #"'\''[0, 2]'\''"#, "this is a v1 array in quotes; write it without quotes"),
    (
      "v2", "0,2",
      "this looks like a v1 array without brackets; write it in brackets, such as [0,2]"
    ),
    ("v2", "0", "this looks like a v1 array without brackets; write it in brackets, such as [0,2]"),
  ])
  func namesOtherDirection(target: String, selection: String, message: String) throws {
    let outcome = try runner.shell("classify-bridge pages convert --to \(target) '\(selection)'")
    #expect(outcome.status == 1)
    #expect(outcome.output == "\n")
    let words = outcome.messages.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.hasPrefix("argument 1: \(message) ("), "\(words)")
    #expect(!outcome.messages.contains("^"))
  }

  @Test(arguments: [
    ("v1", "5-3"), ("v1", "1,"), ("v2", "[-1]"), ("v2", "[1.5]"), ("v2", "x"),
    ("v2", ""), ("v2", "-1"), ("v2", "0,-1"), ("v2", "0,1.5"), ("v1", "0,2"),
  ])
  func keepsMessageOfOtherFaults(target: String, selection: String) throws {
    let outcome = try runner.shell(
      "classify-bridge pages convert --to \(target) -- '\(selection)'")
    #expect(outcome.status == 1)
    #expect(!outcome.messages.contains("this is"), "\(outcome.messages)")
    #expect(!outcome.messages.contains("this looks like"), "\(outcome.messages)")
  }

  @Test func readsStandardInputForSingleHyphen() throws {
    let outcome = try runner.shell("classify-bridge pages convert --to v2 -", input: "[0]\nnull\n")
    #expect(outcome.output == "1\nnull\n")
    #expect(outcome.messages.isEmpty)
    #expect(outcome.status == 0)
  }

  @Test func printsNoNotesIfQuiet() throws {
    let outcome = try runner.shell("classify-bridge pages convert --to v1 --quiet '1, 3' 1,5-3")
    #expect(outcome.output == "[0,2]\n\n")
    #expect(outcome.messages.hasPrefix("argument 2: "), "\(outcome.messages)")
    #expect(outcome.status == 1)
  }

  @Test(arguments: ["-5", "-3--1", "--strict -1,2"])
  func explainsSelectionThatLooksLikeOption(arguments: String) throws {
    let outcome = try runner.shell("classify-bridge pages convert --to v1 \(arguments)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    let selection = arguments.split(separator: " ").last ?? ""
    #expect(
      outcome.messages == """
        Error: \(selection) looks like an option; a selection that begins with a hyphen goes \
        after --. In v2, pages count from 1 and a range has both ends, such as 1-5.

        """)
    let rest = try runner.shell("classify-bridge pages convert --to v1 -- \(selection)")
    #expect(rest.status == 1)
    #expect(rest.messages.hasPrefix("argument 1: "))
  }

  @Test(arguments: ["convert --to v1 1-3", "validate"])
  func boundsExpansionLimit(command: String) throws {
    let above = try runner.shell("classify-bridge pages \(command) --expansion-limit 10000001")
    #expect(above.status == 64)
    #expect(above.output.isEmpty)
    #expect(
      above.messages.contains("--expansion-limit must be at least 1 and at most 10000000."))
    let greatest = try runner.shell(
      "classify-bridge pages \(command) --expansion-limit 10000000", input: "")
    #expect(greatest.status == 0, "\(greatest.messages)")
  }

  @Test(arguments: [
    "pages convert 1", "pages convert --to v3 1", "pages validate --expansion-limit 0",
    "pages validate --max-pages 3", "pages validate --v1-path v1",
    "pages validate --v2-path /a~2", "pages validate --v1-path /a --v2-path /a",
    "pages validate --page-count 0", "pages validate --format xml", "pages nothing",
  ])
  func rejectsInvalidUsage(arguments: String) throws {
    let outcome = try runner.shell("classify-bridge \(arguments)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasPrefix("Error: "))
  }

  // MARK: validate

  @Test func exitsWithZeroWhenAllValid() throws {
    let outcome = try runner.shell("classify-bridge pages validate", input: "{\"v2\":\"1\"}")
    #expect(
      outcome.output == #"{"line":1,"ok":true,"v1":[0],"v2":"1","count":1,"notes":[]}"# + "\n")
    #expect(outcome.messages.isEmpty)
    #expect(outcome.status == 0)
  }

  @Test func acceptsEmptyInput() throws {
    let outcome = try runner.shell("classify-bridge pages validate", input: "")
    #expect(outcome.output.isEmpty && outcome.messages.isEmpty)
    #expect(outcome.status == 0)
  }

  @Test func validatesOtherFilesWhenOneIsMissing() throws {
    let outcome = try runner.shell(
      """
      echo '{"v2":"1"}' > good.jsonl
      classify-bridge pages validate missing.jsonl good.jsonl
      """)
    #expect(
      outcome.output
        == #"{"file":"good.jsonl","line":1,"ok":true,"v1":[0],"v2":"1","count":1,"notes":[]}"#
        + "\n")
    #expect(
      outcome.messages == "classify-bridge: can't read missing.jsonl: No such file or directory\n")
    #expect(outcome.status == 2)
  }

  @Test func underlinesTokenWithinEightyColumns() throws {
    let items = (1...400).map { $0 == 300 ? "x300" : String(2 * $0) }.joined(separator: ",")
    let outcome = try runner.shell(
      "classify-bridge pages validate --format text", input: #"{"v2":"\#(items)"}"#)
    let lines = outcome.output.split(separator: "\n")
    for line in lines { #expect(line.count <= 80, "\(line)") }
    let source = try #require(lines.first { $0.contains("x300") })
    let carets = try #require(lines.last)
    #expect(Array(source)[try #require(Array(carets).firstIndex(of: "^"))] == "x")
  }

  @Test func exitsQuietlyWhenPipeIsClosed() throws {
    let outcome = try runner.shell(
      """
      i=0; while [ $i -lt 5000 ]; do echo '{"v2":"1-500"}'; i=$((i+1)); done > many.jsonl
      { classify-bridge pages validate many.jsonl; echo status $? >&2; } | head -1
      """)
    #expect(outcome.messages == "status 0\n")
    #expect(outcome.output.split(separator: "\n").count == 1)
  }

  @Test func printsVerdictBeforeNextLineIsWritten() throws {
    let outcome = try runner.run(
      URL(filePath: "/usr/bin/env"),
      [
        "bash", "-c",
        """
        mkfifo lines verdicts
        classify-bridge pages validate < lines > verdicts &
        exec 3> lines 4< verdicts
        for page in 1 2; do
          echo "{\\"v2\\":\\"$page\\"}" >&3
          read -r -t 60 verdict <&4 || exit 1
          echo "$verdict"
        done
        exec 3>&-
        wait $!
        """,
      ])
    #expect(
      outcome.output == """
        {"line":1,"ok":true,"v1":[0],"v2":"1","count":1,"notes":[]}
        {"line":2,"ok":true,"v1":[1],"v2":"2","count":1,"notes":[]}

        """)
    #expect(outcome.status == 0)
  }

  @Test func printsVerdictsInLineOrder() throws {
    // About 3 MB, with some short lines whose verdicts are very long.
    let large = #"{"v2":"1-30000"}"#
    let lines = (1...60_000).map {
      $0 % 3_000 == 0 ? large : #"{"id":\#($0),"v2":"1","x":"\#(pad)"}"#
    }
    let outcome = try runner.shell(
      "classify-bridge pages validate", input: lines.joined(separator: "\n"))
    #expect(outcome.status == 0)
    let verdicts = outcome.output.split(separator: "\n")
    #expect(verdicts.count == lines.count)
    for (number, verdict) in zip(1..., verdicts) {
      let head =
        number % 3_000 == 0
        ? #"{"line":\#(number),"ok""# : #"{"line":\#(number),"id":\#(number),"ok""#
      guard verdict.hasPrefix(head) else {
        Issue.record("line \(number): \(verdict.prefix(80))")
        return
      }
    }
  }

  private let pad = String(repeating: "x", count: 30)

  @Test func replacesControlCharactersOfInput() throws {
    let outcome = try runner.shell(
      "classify-bridge pages validate --format text", input: #"{"v2":"1,\u001b[2J"}"#)
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(outcome.output.contains("\u{FFFD}[2J"))
  }

  // MARK: Stored bodies

  @Test func validatesSelectionsAtPaths() throws {
    let outcome = try runner.shell(
      """
      classify-bridge pages validate --format text --v1-path /old/pages --v2-path /new/pages
      """,
      input: """
        {"old": {"pages": [0, 2]}, "new": {"pages": "1,3"}}
        {"id": 7, "old": {"pages": null}, "new": {"pages": "1-5"}}
        {"old": {"pages": [0, 1.5]}}
        """)
    #expect(outcome.status == 1)
    #expect(
      outcome.output == """
        line 2 (id 7): v1 and v2 select different pages; correct the one that is wrong
          (pages.mismatch)
          only v1  6 to the end
        line 3: 1.5 is not a page index; write a whole number in digits
          (pages.notAnInteger)
          v1  [0, 1.5]
                  ^^^

        """)
  }

  // MARK: CSV

  @Test func writesNoCellThatSpreadsheetConverts() throws {
    let outcome = try runner.shell(
      "classify-bridge pages validate --format csv",
      input: #"""
        {"id":"1-5","v2":"3-4"}
        {"id":"=1+1","v2":"7"}
        {"id":-5,"v1":[-1]}
        {"v1":null,"v2":"1-5"}
        """#)
    #expect(
      outcome.output == #"""
        line,id,ok,v1,v2,count,notes,code,field,start,end,message,onlyInV1,onlyInV2,hint
        1,"""1-5""",true,"[2,3]","""3-4""",2,,,,,,,,,
        2,"""=1+1""",true,[6],"""7""",1,,,,,,,,,
        3,-5,false,,,,,pages.negativeIndex,v1,0,1,"""-1 is not a page index; indices count from 0""",,,
        4,,false,,,,,pages.mismatch,,,,"""v1 and v2 select different pages; correct the one that is wrong""","""6 to the end""",,

        """#)
  }

  private static let hasPython =
    (try? CommandRunner(product: "classify-bridge").shell("python3 -c ''").status) == 0

  @Test(.enabled(if: hasPython, "needs python3")) func agreesWithPythonImplementation() throws {
    let script = CommandRunner.packageRoot.appending(path: "Tests/Conformance/validate_pages.py")
    let seed = UInt64.random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    let input = (0..<2_000).map { PageLines.line($0, using: &generator) + "\n" }.joined()
    let ours = try runner.shell("classify-bridge pages validate", input: input)
    let theirs = try runner.shell("python3 '\(script.path)'", input: input)
    let pairs = zip(ours.output.split(separator: "\n"), theirs.output.split(separator: "\n"))
    #expect(ours.output.count(where: { $0 == "\n" }) == 2_000)
    #expect(theirs.output.count(where: { $0 == "\n" }) == 2_000, "\(theirs.messages)")
    for (our, their) in pairs where !their.contains("line.notJSON") {
      #expect(our == their, "seed \(seed)")
    }
  }
}
#endif
