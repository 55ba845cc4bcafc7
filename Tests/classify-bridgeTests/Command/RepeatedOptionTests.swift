// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import TestSupport
import Testing

@Suite struct RepeatedOptionTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test(arguments: [
    ("classify list --sandbox --status PENDING --status=FAILED", "--status"),
    ("classify list --sandbox --max-items 1 --max-items 1", "--max-items"),
    ("classifier:jobs create --sandbox --mode FAST --mode MULTIMODAL", "--mode"),
    ("run --sandbox --rules a --rules b f", "--rules"),
    ("demo --pages=1 --pages=2", "--pages"),
    ("--format json classify list --sandbox --format yaml", "--format"),
  ])
  func rejectsRepeatedOption(line: String, name: String) throws {
    let outcome = try runner.shell("classify-bridge \(line) < /dev/null")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages
        == "Error: \(name) takes one value and is given more than once: give it once.\n"
    )
  }

  /// Options that take several values, flags, a value that looks like an option, and a file name.
  @Test(arguments: [
    "classify list --sandbox --job-id a --job-id b", "classify list --sandbox --sandbox",
    "classify list --sandbox --page-token --status --status FAILED",
    "demo --pages 1 -- --pages", "classify list --status a --status b --help",
  ])
  func acceptsOtherRepetitions(line: String) throws {
    let outcome = try runner.shell("classify-bridge \(line)")
    #expect(!outcome.messages.contains("more than once"), "\(outcome.messages)")
    #expect(outcome.status != 64)
  }
}
#endif
