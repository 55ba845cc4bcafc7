// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import TestSupport
import Testing

/// The output flags of the official CLI.
@Suite struct OutputOptionsTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test(arguments: [
    ("--transform configuration.rules.0.type", "\"invoice\"\n"),
    ("--transform configuration.rules.0.type -r", "invoice\n"),
    (
      "--transform configuration.rules.#.type --format jsonl",
      #"["invoice","receipt","contract"]"# + "\n"
    ),
    ("--transform configuration.rules.# --raw-output", "3\n"),
  ])
  func printsPartOfResponse(flags: String, output: String) throws {
    let sample = try Sample(runner)
    let outcome = try runner.shell(
      "classify-bridge classify get \(sample.v2JobID) --sandbox \(flags)")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output == output)
  }

  @Test func printsPartOfEachItem() throws {
    let outcome = try runner.shell(
      "classify-bridge --transform status -r classify list --sandbox --max-items 2")
    #expect(outcome.output == "PENDING\nCOMPLETED\n")
  }

  @Test func printsWholeResponseWithoutPart() throws {
    let command = "classify-bridge classify list --sandbox --max-items 1"
    let whole = try runner.shell(command)
    let outcome = try runner.shell("\(command) --transform no.such.part -r")
    #expect(outcome == whole)
  }

  @Test(arguments: [
    ("--format-error json", "--format-error is not supported", "--debug"),
    ("--transform-error message", "--transform-error is not supported", "--debug"),
    ("--format explore", "this tool has no viewer", "use pretty"),
    ("--format unknown", "auto, json, jsonl, pretty, raw, yaml", ""),
    ("--transform '#(a==1)'", "queries are not supported", "jq"),
    ("--transform status --format raw", "give one of them", ""),
  ])
  func refusesWithRemedy(flags: String, message: String, remedy: String) throws {
    let outcome = try runner.shell("classify-bridge classify list --sandbox \(flags)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(outcome.messages.contains(remedy), "\(outcome.messages)")
  }

  @Test func printsVersionForShortFlag() throws {
    #expect(try runner.shell("classify-bridge -v") == runner.shell("classify-bridge --version"))
  }

  @Test func colorsPrettyJSONOnTerminal() throws {
    let line = "classify-bridge classify list --sandbox --max-items 1"
    let status = "\u{1B}[1m\"status\"\u{1B}[0m: \u{1B}[32m\"PENDING\"\u{1B}[0m"
    #expect(try PseudoTerminal(runner).run(line).contains(status))
    #expect(try !PseudoTerminal(runner).run("NO_COLOR=1 \(line)").contains("\u{1B}"))
    #expect(try !runner.shell("\(line) --format pretty").output.contains("\u{1B}"))
  }
}
#endif
