// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import Foundation
import TestSupport
import Testing

@Suite struct CompletionTests {
  /// In continuous integration, a missing shell is a failure.
  private static let isRequired =
    ProcessInfo.processInfo.environment["CI"].map { !$0.isEmpty } ?? false

  private static func canRun(_ shell: String) -> Bool {
    isRequired
      || ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(shell)")
      }
  }

  /// Command lines that end in the word to complete, and some of the words that complete it.
  private static let lines = [
    ("classify-bridge class", ["classify", "classifier:jobs"]),
    ("classify-bridge classifier:jobs get", ["get", "get-results"]),
    ("classify-bridge classify list --format ", ["json", "jsonl", "pretty", "raw", "yaml"]),
    (
      "classify-bridge classify list --status ",
      ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"]
    ),
    ("classify-bridge classifier:jobs create --mode ", ["FAST", "MULTIMODAL"]),
    ("classify-bridge classifier:jobs create --dialect ", ["published", "current"]),
  ]
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// The words are those that bash splits a line into; the last one is completed.
  @Test(
    .enabled(if: canRun("bash"), "there is no bash"),
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
      ("classifier : jobs w", "wait"), ("files u", "upload"),
      ("files upload --purpose u", "user_data"), ("files upload --format y", "yaml"),
      ("files list --file", "--file-name"), ("classify list --status C", "COMPLETED CANCELLED"),
      ("classifier : jobs create --mode ''", "FAST MULTIMODAL"),
      ("classifier : jobs create --dialect p", "published"),
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

  @Test(.enabled(if: canRun("fish"), "there is no fish"), arguments: lines)
  func completesWordsInFish(line: String, words: [String]) throws {
    let outcome = try runner.shell(
      """
      classify-bridge --generate-completion-script fish > script
      fish --no-config -c 'source script; complete -C "$LINE"'
      """, environment: ["LINE": line])
    #expect(outcome.messages.isEmpty)
    let replies = outcome.output.split(separator: "\n").compactMap { line in
      line.split(separator: "\t").first.map(String.init)
    }
    #expect(Set(replies).isSuperset(of: words), "\(outcome.output)")
  }

  /// zsh completes only on a terminal: the script types the line and lists its completions until they
  /// are there, for up to a minute.
  @Test(.enabled(if: canRun("zsh"), "there is no zsh"), arguments: lines)
  func completesWordsInZsh(line: String, words: [String]) throws {
    let script = """
      zmodload zsh/zpty
      zpty -b shell zsh -f -i
      zpty -w shell "PS1=; fpath=($PWD \\$fpath); autoload -U compinit; compinit -u -D"
      zpty -w shell "LISTMAX=1000; bindkey '^I' list-choices; print READY | tr A-Z a-z"
      text=
      await() {
          for attempt in {1..600}; do
              while zpty -rt shell chunk; do text+=$chunk; done
              for word in "$@"; do [[ $text = *$word* ]] || { sleep 0.1; continue 2; } done
              return
          done
          print -u 2 -r -- "$text"
      }
      await ready
      text=
      zpty -wn shell "$LINE"$'\\t'
      await ${=WORDS}
      zpty -d shell
      """
    let outcome = try runner.shell(
      """
      classify-bridge --generate-completion-script zsh > _classify-bridge
      zsh -f -c "$SCRIPT"
      """,
      environment: [
        "SCRIPT": script, "LINE": line, "WORDS": words.joined(separator: " "), "TERM": "xterm",
      ])
    #expect(outcome.messages.isEmpty)
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
