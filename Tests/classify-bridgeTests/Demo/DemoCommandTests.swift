// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import TestSupport
import Testing

@Suite struct DemoCommandTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test func agreesOnSamples() throws {
    let outcome = try runner.shell("classify-bridge demo")
    #expect(outcome.status == 0)
    #expect(outcome.messages.isEmpty)
    #expect(outcome.output.contains("The versions agree on 4 of 4 documents."))
    #expect(!outcome.output.contains("\u{1B}"), "no color without a terminal")
  }

  @Test func printsRequestsSideBySide() throws {
    let lines = try runner.shell("classify-bridge demo").output.split(separator: "\n")
    #expect(
      lines.contains { line in
        line.contains("target_pages: [0, 2]") && line.contains(#"target_pages: "1,3""#)
      })
    #expect(
      lines.contains { line in
        line.contains("POST /api/v1/classifier/jobs") && line.contains("POST /api/v2/classify")
      })
    #expect(lines.contains { $0.contains("1 job of 4 files") && $0.contains("a group of 4 jobs") })
    #expect(lines.contains { $0.contains("v1") && $0.hasSuffix("SUCCESS") })
    #expect(lines.contains { $0.contains("v2") && $0.hasSuffix("4 × COMPLETED") })
  }

  @Test(arguments: [
    ("", ["invoice", "receipt", "contract", "unmatched"]),
    ("--pages 2", ["contract", "invoice", "invoice", "receipt"]),
  ])
  func classifiesSelectedPages(options: String, types: [String]) throws {
    let lines = try runner.shell("classify-bridge demo \(options)").output.split(separator: "\n")
    for (name, type) in zip(["invoice", "receipt", "contract", "letter"], types) {
      // The first line with the name is its row in the results table.
      let row = try #require(lines.first { $0.hasPrefix("  \(name).txt") })
      #expect(row.split(separator: type).count == 3 || type == name, "\(row)")
      #expect(row.hasSuffix("yes"))
    }
  }

  @Test func underlinesInvalidTokenOfCopiedIndices() throws {
    let output = try runner.shell("classify-bridge demo").output
    #expect(
      output.contains(
        """
            target_pages: "0,2"
                           ^
            there is no page "0"; page numbers begin at 1 (pages.zeroPage)
        """))
  }

  @Test func showsTypesChangedByOffByOne() throws {
    let output = try runner.shell("classify-bridge demo").output
    #expect(output.contains("    v1  [1, 3]        2,4    2,4\n"))
    #expect(output.contains(#"    v2  "1,3"         1,3    1,3"# + "\n"))
    let words = output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        """
        Hint: v1 repeats v2's numbers. If v2 is right, as here, write [0, 2] in v1; if v1 is right, \
        write "2,4" in v2.
        """))
    #expect(output.contains("this changes the result for 4 of 4 documents:"))
    #expect(output.contains(#/ {4}letter\.txt +unmatched 0\.\d\d +receipt 0\.\d\d\n/#))
  }

  @Test func printsCodeEffectLocationAndValuesOfNotes() throws {
    let output = try runner.shell("classify-bridge demo").output
    #expect(
      output.contains("  request.fanOut  normalized\n    in the v2 body at /file_input\n"))
    #expect(output.contains("    4 documents → 4 jobs\n"))
    #expect(output.contains("  pageLimit.unlimitedWritten  defaulted\n"))
    #expect(output.contains("at /parsing_configuration/max_pages\n    nothing → null\n"))
  }

  @Test(arguments: [(nil, 80), ("48", 48), ("60", 60), ("80", 80), ("120", 100), ("7", 48)])
  func keepsLinesWithinTerminalWidth(columns: String?, width: Int) throws {
    for options in ["", "--pages 2-30", "--pages all", "--pages 9", "--pages '1, 3,1'"] {
      let outcome = try runner.shell(
        "classify-bridge demo \(options)", environment: columns.map { ["COLUMNS": $0] } ?? [:])
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.count > 40)
      for line in lines { #expect(line.count <= width, "\(options): \(line)") }
    }
  }

  @Test(arguments: ["", "--format json"])
  func printsSameOutputEachTime(options: String) throws {
    let first = try runner.shell("classify-bridge demo \(options)")
    #expect(try runner.shell("classify-bridge demo \(options)") == first)
  }

  /// An interactive zsh takes a comment behind a command for arguments.
  @Test func suggestsCommandsThatWork() throws {
    let output = try runner.shell("classify-bridge demo").output
    let next = try #require(output.split(separator: "NEXT STEPS\n").last)
    let commands = next.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("  # ") }
    for command in commands { #expect(!command.contains("#")) }
    #expect(commands.count >= 3)
    for command in commands {
      let outcome = try runner.shell(
        "printf hello > letter.txt; " + command)
      #expect(outcome.status == 0 || outcome.status == 1, "\(command): \(outcome.messages)")
    }
  }

  @Test(arguments: ["--format yaml", "--nothing", "--pages"])
  func rejectsInvalidOptions(options: String) throws {
    let outcome = try runner.shell("classify-bridge demo \(options)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasPrefix("Error: "))
  }
}
#endif
