// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

@testable import classify_bridge

/// The lines of messages on terminals and elsewhere.
@Suite struct MessageTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test func wrapsAtWordsOnTerminal() throws {
    let text = try PseudoTerminal(runner, columns: 60).run("classify-bridge classify list")
    #expect(
      text == """
        classify-bridge: there is no key: set LLAMA_CLOUD_API_KEY to
          a LlamaCloud API key, or give it with --api-key; --sandbox
          needs none

        """)
  }

  @Test func wrapsUsageOnTerminal() throws {
    let text = try PseudoTerminal(runner, columns: 40).run("classify-bridge run f")
    #expect(text.hasPrefix("Error: Missing expected argument\n  '--rules <file>'\n"), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 40 }, "\(text)")
  }

  @Test func staysOnOneLineElsewhere() throws {
    let outcome = try runner.shell(
      "env -u LLAMA_CLOUD_API_KEY -u LLAMA_PARSE_API_KEY classify-bridge classify list",
      environment: ["COLUMNS": "40"])
    #expect(outcome.messages.split(separator: "\n").count == 1, "\(outcome.messages)")
  }

  @Test func keepsExcerptAlignedOnTerminal() throws {
    let text = try PseudoTerminal(runner, columns: 40).run(
      "NO_COLOR=1 classify-bridge run --rules r.json --pages 1,2,30-10,4 f")
    #expect(text.contains("\n  --pages 1,2,30-10,4\n              ^^^^^\n"), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 40 }, "\(text)")
  }

  /// What a second signal prints has this text: a path in it can contain the key.
  @Test func redactsSecrets() {
    Console.protect(Redactor(values: ["swordfish-9271"]))
    let text = Console.message("swordfish-9271.pdf was in flight: it may have been uploaded, too.")
    #expect(text.hasPrefix("«redacted».pdf "), "\(text)")
  }

  /// A line of a log is a line of HTTP or JSON.
  @Test func wrapsNoTrafficOnTerminal() throws {
    let text = try PseudoTerminal(runner, columns: 40).run(
      "classify-bridge classify list --sandbox --debug --max-items 1 > /dev/null")
    #expect(text.contains("> GET http://sandbox/api/v2/classify"), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { "<>".contains($0.prefix(1)) }, "\(text)")
  }
}
#endif
