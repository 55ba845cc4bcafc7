// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

@Suite struct ListTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private func list(_ options: String) throws -> CommandRunner.Outcome {
    try runner.shell("classify-bridge classify list --sandbox \(options)")
  }

  @Test(arguments: [(-1, 4), (0, 0), (1, 1), (3, 3), (9, 4)])
  func printsUpToMaximumItemsAcrossPages(maximum: Int, count: Int) throws {
    let outcome = try list("--page-size 2 --format jsonl --max-items \(maximum)")
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n").count == count)
  }

  @Test func printsOnePageAsRaw() throws {
    let outcome = try list("--page-size 3 --format raw --max-items 1")
    let page = try JSONValue(json: outcome.output)
    #expect(page["items"]?.array?.count == 3)
    #expect(page["total_size"] == 4)
    let token = try #require(page["next_page_token"]?.string)
    let rest = try list("--page-size 3 --page-token \(token) --format jsonl")
    #expect(rest.output.split(separator: "\n").count == 1)
  }

  @Test func printsConsecutiveJSONValues() throws {
    let values = try list("--format json --max-items 2").output
    #expect(values.hasPrefix("{\n  \"id\": "))
    #expect(values.contains("\n}\n{\n"))
    #expect(try list("--max-items 2").output == values)
  }

  @Test func printsOneYAMLSequence() throws {
    let text = try list("--format yaml").output
    #expect(text.split(separator: "\n").count { $0.hasPrefix("- id: clj-") } == 4)
  }

  @Test func printsPrettyJSONOnTerminal() throws {
    let line = "NO_COLOR=1 classify-bridge classify list --sandbox --max-items 1"
    let narrow = try PseudoTerminal(runner, columns: 60).run(line)
    let wide = try PseudoTerminal(runner, columns: 120).run(line)
    let short =
      #"    "parsing_configuration": {"lang": "en", "max_pages": null, "target_pages": "1,3"}"#
    #expect(wide.contains(short + "\n"))
    #expect(narrow.contains(#"      "target_pages": "1,3""# + "\n"))
    #expect(try JSONValue(json: wide) == JSONValue(json: narrow))
  }

  @Test func exitsQuietlyIfPipeIsClosed() throws {
    let outcome = try runner.shell(
      "mkfifo p; true < p & exec 3> p; wait $!; "
        + "classify-bridge classify list --sandbox >&3; echo status $? >&2")
    #expect(outcome.messages == "status 0\n")
  }
}
#endif
