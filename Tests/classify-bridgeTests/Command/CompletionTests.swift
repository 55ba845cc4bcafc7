// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import Foundation
import TestSupport
import Testing

@Suite struct CompletionTests {
  private static let hasBash = FileManager.default.isExecutableFile(atPath: "/bin/bash")
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// The words are those that bash splits a line into; the last one is completed.
  @Test(
    .enabled(if: hasBash, "there is no bash"),
    arguments: [
      ("class", "classify classifier:jobs"), ("classifi", "classifier:jobs"),
      // bash splits at a colon, which is a word of its own.
      ("classifier :", "jobs"), ("classifier : j", "jobs"),
      ("classifier : jobs get-", "get-results"),
      ("classifier:jobs get-", "get-results"), ("'classifier\\:jobs' get-", "get-results"),
      ("classifier : jobs create --parsing-configuration.max", "--parsing-configuration.max-pages"),
      ("classify list --format y", "yaml"), ("classify wait --time", "--timeout"),
      ("run --on ''", "v1 v2"), ("run --on-interrupt ''", "cancel keep"),
      ("classifier : jobs create --group", "--group-id"),
      ("classifier : jobs new-group-id --f", "--files"), ("classifier : jobs c", "create cancel"),
    ])
  func completesWordsInBash(words: String, replies: String) throws {
    let script = """
      source ./script
      set -- classify-bridge \(words)
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      COMPREPLY=()
      _classify-bridge_with_colons classify-bridge "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s' "${COMPREPLY[*]}"
      """
    let outcome = try runner.shell(
      "classify-bridge --generate-completion-script bash > script && bash --norc -c \"$SCRIPT\"",
      environment: ["SCRIPT": script])
    #expect(outcome.messages.isEmpty)
    #expect(outcome.output == replies)
  }

  @Test(arguments: ["zsh", "fish"])
  func generatesScriptsForOtherShells(shell: String) throws {
    let outcome = try runner.shell("classify-bridge --generate-completion-script \(shell)")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("classifier:jobs"))
    #expect(!outcome.output.contains("_with_colons"))
  }

  @Test(arguments: [
    ("", "classifier:jobs"), ("run", "130"), ("classify", "classify-bridge classify wait JOB-ID"),
    ("classify create", "--configuration.parsing-configuration.max-pages"),
    ("classifier:jobs create", "target_pages: [0, 2]"), ("classifier:jobs", "--on v2"),
    ("classifier:jobs create", "--group-id <uuid>"), ("run", "--on-interrupt <action>"),
    ("classifier:jobs new-group-id", "--group-id \"$id\""),
    ("classify wait", "1 failed or cancelled"), ("classify list", "--status FAILED"),
  ])
  func showsExamplesInHelp(command: String, text: String) throws {
    let outcome = try runner.shell("classify-bridge \(command) --help")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(text))
  }
}
#endif
