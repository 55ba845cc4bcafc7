// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct IgnoreCommentsTests {
  /// A file in which `HERE` begins a finding.
  struct Sample: Sendable {
    var text: String
    var language = Language.python
    var code = FindingCode.multimodal
  }

  private func isIgnored(_ sample: Sample) throws -> Bool {
    let place = try #require(sample.text.firstRange(of: "HERE"))
    let start = sample.text[..<place.lowerBound].utf8.count
    let plan = FilePlan(
      path: FilePath("a"), language: sample.language, text: SourceText(sample.text),
      findings: [Finding(sample.code, at: start..<start + 4, "a message")]
    ).ignoring([])
    #expect(plan.findings.count + plan.ignored.count == 1)
    return plan.findings.isEmpty
  }

  @Test(arguments: [
    Sample(text: "HERE  # classify-bridge: ignore"),
    Sample(text: "# classify-bridge: ignore\nHERE"),
    Sample(text: "  #classify-bridge: ignore\r\n  HERE"),
    Sample(text: "HERE  # noqa  # classify-bridge: ignore"),
    Sample(text: "HERE  # classify-bridge: ignore decide.webhook, decide.multimodal"),
    Sample(text: "HERE  # classify-bridge: ignore decide.multimodal. Ann looked at it"),
    Sample(text: "HERE  # classify-bridge: ignore, as it is tested"),
    Sample(text: "HERE // classify-bridge: ignore", language: .typeScript),
    Sample(text: "/* classify-bridge: ignore */\nHERE", language: .javaScript),
    Sample(text: "# classify-bridge: ignore\nHERE", language: .shell),
    Sample(text: "# classify-bridge: ignore\nHERE: 1", language: .yaml, code: .setting),
    Sample(text: "HERE # classify-bridge: ignore", language: .dependencies, code: .dependencyPin),
    Sample(
      text: "<!-- classify-bridge: ignore -->\nHERE", language: .markdown, code: .documentation),
    Sample(
      text: "    \"# classify-bridge: ignore\\n\",\n    \"HERE\\n\"", language: .notebook),
  ])
  func ignoresFindings(sample: Sample) throws {
    #expect(try isIgnored(sample))
  }

  @Test(arguments: [
    Sample(text: "HERE"),
    Sample(text: "# classify-bridge: ignore\n\nHERE"),
    Sample(text: "HERE\n# classify-bridge: ignore"),
    // The comment of another statement.
    Sample(text: "f()  # classify-bridge: ignore\nHERE"),
    Sample(text: "HERE  # classify-bridge: ignored"),
    Sample(text: "HERE  # classify-bridge: ignore decide.webhook"),
    Sample(text: "HERE  # classify-bridge: ignore decide.multimodel"),
    Sample(text: "HERE classify-bridge: ignore"),
    // JSON has no comments.
    Sample(text: "\"# classify-bridge: ignore\"\n HERE", language: .json),
    // All cells are in one line, so that the comment has no place.
    Sample(text: "\"# classify-bridge: ignore\\n\",\"a\\n\",\"HERE\"", language: .notebook),
    // Edits are made, and what can't be read is told.
    Sample(text: "HERE  # classify-bridge: ignore", code: .callRewritten),
    Sample(text: "HERE  # classify-bridge: ignore", code: .syntax),
  ])
  func keepsOtherFindings(sample: Sample) throws {
    #expect(try !isIgnored(sample))
  }

  @Test(arguments: [
    (
      "decide.multimodel", "a message; the comment here ignores decide.multimodel, which is no code"
    ),
    ("decide.webhook", "a message"),
  ])
  func namesMisspelledCodes(code: String, message: String) {
    let plan = FilePlan(
      path: FilePath("a.py"), language: .python,
      text: SourceText("# classify-bridge: ignore \(code)\nf()\n"),
      findings: [Finding(.multimodal, at: 41..<44, "a message")]
    ).ignoring([])
    #expect(plan.findings.map(\.message) == [message])
  }

  @Test func ignoresAllowedCodes() {
    let plan = FilePlan(
      path: FilePath("a.json"), language: .json, text: SourceText("{}"),
      findings: [
        Finding(.setting, at: 0..<1, "a message"), Finding(.webhook, at: 0..<1, "a message"),
      ]
    ).ignoring([.setting])
    #expect(plan.findings.map(\.code) == [.webhook])
    #expect(plan.ignored.map(\.code) == [.setting])
  }

  @Test func leavesIgnoredFindingsOutOfTheExitCode() async throws {
    let text = """
      from llama_cloud import LlamaCloud
      client = LlamaCloud()
      # classify-bridge: ignore
      client.classifier.classify(file_ids=["f"], rules=[], mode="MULTIMODAL")

      """
    let plan = try await Migrator(tree: MemoryFiles(["a.py": text])).plan()
    #expect(plan.exitCode == 0)
    #expect(plan.ignoredCount == 1)
    #expect(plan.files.flatMap(\.ignored).map(\.code) == [.multimodal])
  }
}
