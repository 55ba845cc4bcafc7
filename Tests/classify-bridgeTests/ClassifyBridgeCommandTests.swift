// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import TestSupport
import Testing

@testable import classify_bridge

@Suite struct ClassifyBridgeCommandTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  #if CLI
  /// An `h` among the letters of a short option would be a request for help.
  @Test(arguments: ["-dash.txt", "--dash.txt"])
  func readsNoOptionsFromNameOfFile(name: String) throws {
    let outcome = try runner.shell(
      "echo '[]' > rules.json; echo x > \(name); classify-bridge run --rules rules.json \(name)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages.contains(
        "\(name) looks like an option: write ./\(name) or put -- before the files."),
      "\(outcome.messages)")
  }

  @Test func printsVersion() throws {
    let outcome = try runner.shell("classify-bridge --version")
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: ".").count == 3)
    #expect(outcome.messages.isEmpty)
  }

  @Test func listsExitCodesInHelp() throws {
    let outcome = try runner.shell("classify-bridge --help")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains("0 success; 1 findings or failed jobs; 2 error; 3 not enough data"))
  }

  @Test(arguments: ["classify-bridge nothing", "classify-bridge --nothing"])
  func rejectsUnknownArguments(line: String) throws {
    let outcome = try runner.shell(line)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasPrefix("Error: "))
  }

  @Test(arguments: [
    ("clasify list --status FAILED", "classify list"), ("classify lst", "classify list"),
    ("--api-key k classifer:jobs get x", "classifier:jobs"),
    ("classifier:jobs get-result x", "classifier:jobs get-results"),
    ("page convert", "pages convert"), ("classifier jobs list", "classifier:jobs list"),
    ("jobs list --on v2", "classifier:jobs list"), ("classifier", "classifier:jobs"),
    ("help clasify", "classify"), ("help classify lst", "classify list"),
  ])
  func suggestsCommand(line: String, command: String) throws {
    let outcome = try runner.shell("classify-bridge \(line)")
    #expect(outcome.status == 64)
    #expect(outcome.messages.hasSuffix("\nDid you mean 'classify-bridge \(command)'?\n"))
  }

  @Test(arguments: [
    ("nope", "nope"), ("help nope", "nope"), ("nope --help", "nope"),
    ("help classify nope", "classify nope"), ("classify nope --help", "classify nope"),
  ])
  func namesUnknownCommand(line: String, command: String) throws {
    let outcome = try runner.shell("classify-bridge \(line)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages.hasPrefix("Error: There is no command '\(command)'. "),
      "\(outcome.messages)")
  }

  @Test(arguments: [
    ("run --rule r.json f", "Did you mean '--rules' instead of '--rule'?\n"),
    ("run --rule=r.json f", "Did you mean '--rules' instead of '--rule'?\n"),
    ("run -rules r.json f", "Did you mean '--rules' instead of '-rules'?\n"),
    ("classify list --hlep", "Did you mean '--help' instead of '--hlep'?\n"),
    ("run --rules r.json --rule r.json f", "Unknown option '--rule'. Did you mean '--rules'?\n"),
  ])
  func suggestsOption(line: String, suggestion: String) throws {
    let outcome = try runner.shell("classify-bridge \(line)")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(suggestion), "\(outcome.messages)")
    #expect(outcome.messages.split(separator: "Did you mean").count == 2, "\(outcome.messages)")
  }

  @Test(arguments: [
    "nothing", "classify list --nothing", "classify everything", "help nothing",
    "run --rules r.json -rf f", "run --rules r.json --fmt csv f", "run --rules r.json -n f",
  ])
  func suggestsNothingUnlikeArguments(line: String) throws {
    let outcome = try runner.shell("classify-bridge \(line)")
    #expect(outcome.status == 64)
    #expect(!outcome.messages.contains("Did you mean"), "\(outcome.messages)")
  }

  @Test(arguments: [
    "catalogue", "--help", "classify list --help", "--version", "classify list --sandbox",
    "--generate-completion-script bash", "--generate-completion-script fish",
  ])
  func reportsClosedOutput(arguments: String) throws {
    let outcome = try runner.shell("classify-bridge \(arguments) >&-")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages == "classify-bridge: can't write the output: Bad file descriptor\n")
  }

  @Test func exitsQuietlyWhenPipeIsClosed() throws {
    // The reader exits before anything is written.
    let outcome = try runner.shell(
      "mkfifo p; true < p & exec 3> p; wait $!; "
        + "classify-bridge catalogue >&3; echo status $? >&2")
    #expect(outcome.messages == "status 0\n")
  }

  #if os(Linux)
  @Test(arguments: [
    "catalogue", "help", "--help", "help classify", "classify list --help", "--version",
    "--generate-completion-script bash", "--generate-completion-script zsh",
  ])
  func reportsFullDisk(arguments: String) throws {
    let outcome = try runner.shell("classify-bridge \(arguments) > /dev/full")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages == "classify-bridge: can't write the output: No space left on device\n")
  }
  #endif
  #else
  @Test func explainsTraitWhenBuiltWithoutCLI() throws {
    let outcome = try runner.shell("classify-bridge catalogue --format json")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    // The arguments are not repeated, since they can hold a key.
    #expect(outcome.messages.contains("swift run --traits CLI classify-bridge\n"))
  }
  #endif
}
#endif

#if CLI
@Suite struct LeadingOptionsTests {
  @Test(arguments: [
    (
      "--api-key k classifier:jobs list --page-size 0",
      "classifier:jobs list --api-key k --page-size 0"
    ),
    ("--format=yaml --debug classify get x", "classify get --format=yaml --debug x"),
    ("classify --base-url u list", "classify list --base-url u"),
    ("--sandbox run --rules r f", "run --sandbox --rules r f"),
    ("classify list --status FAILED", "classify list --status FAILED"),
    ("--format json classify --help", "classify --format json --help"),
    ("--version", "--version"), ("", ""), ("--api-key", "--api-key"),
    ("pages convert", "pages convert"), ("-v", "--version"),
    ("--transform a -r classify get x", "classify get --transform a -r x"),
    ("--api-key classify", "--api-key classify"),
  ])
  func movesLeadingOptionsAfterCommand(line: String, moved: String) {
    let arguments = line.split(separator: " ").map(String.init)
    #expect(LeadingOptions.moved(arguments).joined(separator: " ") == moved)
  }
}
#endif
