// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import TestSupport
import Testing

/// The help of every command in 80 columns.
@Suite struct HelpTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test(arguments: [
    "", "run", "compare", "demo", "catalogue", "gateway", "migrate", "convert", "sandbox",
    "pages", "pages convert", "pages validate",
    "classify", "classify create", "classify list", "classify get", "classify wait",
    "classify cancel", "classify delete", "classifier:jobs", "classifier:jobs create",
    "classifier:jobs list", "classifier:jobs get", "classifier:jobs get-results",
    "classifier:jobs wait", "classifier:jobs new-group-id", "classifier:jobs cancel",
    "classifier:jobs delete", "files", "files upload", "files list", "files get", "files delete",
  ])
  func fitsUsageAndKeepsExamplesWhole(command: String) throws {
    let help = try runner.shell("classify-bridge \(command) --help").output
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
    let usage = try #require(lines.firstIndex { $0.hasPrefix("USAGE: ") })
    for line in lines[usage...].prefix(while: { !$0.isEmpty }) {
      #expect(line.count <= 80, "\(line)")
    }
    // An example is indented; the rest of a wrapped one is not.
    for (line, next) in zip(lines[..<usage], lines[..<usage].dropFirst()) {
      let isWrapped = line.hasPrefix("  ") && !next.isEmpty && !next.hasPrefix("  ")
      #expect(!isWrapped, "\(line)")
    }
  }

  @Test(arguments: ["", "classifier:jobs create", "pages convert"], [UInt16(40), 60])
  func wrapsUsageOnNarrowTerminal(command: String, columns: UInt16) throws {
    let line = "classify-bridge \(command) --help"
    let help = try PseudoTerminal(runner, columns: columns).run(line)
    let usage = try #require(help.split(separator: "\n\n").first { $0.hasPrefix("USAGE: ") })
    #expect(usage.split(separator: "\n").allSatisfy { $0.count <= Int(columns) }, "\(usage)")
    let whole = try runner.shell(line).output
    #expect(words(of: whole).contains(words(of: usage)), "\(usage)")
  }

  /// Values of `COLUMNS` without room for the descriptions of options, which begin at column 27.
  @Test(arguments: ["-5", "0", "1", "20", "26"], ["run --help", "run --rulez rules.json a.txt"])
  func keepsHelpWithFewColumns(columns: String, arguments: String) throws {
    let line = "classify-bridge \(arguments)"
    let usual = try runner.shell(line)
    let narrow = try runner.shell(line, environment: ["COLUMNS": columns])
    #expect(narrow.status == usual.status)
    #expect(words(of: narrow.output) == words(of: usual.output))
    #expect(words(of: narrow.messages) == words(of: usual.messages))
  }

  @Test func keepsHelpOnTerminalOfOneColumn() throws {
    let help = try PseudoTerminal(runner, columns: 1).run("classify-bridge run --help")
    #expect(words(of: help) == words(of: try runner.shell("classify-bridge run --help").output))
  }

  private func words(of text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The placeholder `ID` stands for an ID of the sandbox.
  @Test(arguments: ["classify", "classifier:jobs", "classify create", "classifier:jobs create"])
  func runsFirstExample(command: String) throws {
    let sample = try Sample(runner)
    let help = try runner.shell("classify-bridge \(command) --help").output
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0.hasPrefix("  classify-bridge ") })
    let last = try #require(lines[first...].firstIndex { !$0.hasSuffix("\\") })
    let id = (command.hasPrefix("classifier:jobs") ? "" : "dfl-") + sample.fileUUID
    let example = lines[first...last].joined(separator: "\n").replacing(" ID", with: " \(id)")
    let flag = example.contains("--sandbox") ? "" : " --sandbox"
    let outcome = try runner.shell(example + flag + " < /dev/null")
    #expect(outcome.status == 0, "\(outcome.messages)")
  }
}
#endif
