// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct SettingRewriteTests {
  @Test(
    arguments: [
      (
        "app.json",
        #"{"classifier": {"mode": "FAST", "parsing_config": {"lang": "en", "target_pages": [0, 1, 4]}}}"#,
        #"{"classifier": {"mode": "FAST", "parsing_config": {"lang": "en", "target_pages": "1-2,5"}}}"#
      ),
      (
        "classify.json", #"{"parsing_configuration": {"lang": "en"}}"#,
        #"{"parsing_configuration": {"lang": "en", "max_pages": 5}}"#
      ),
      (
        "app.json", #"{"classification": {"target_pages": [3]}}"#,
        #"{"classification": {"target_pages": "4"}}"#
      ),
      // v2 accepts null, and the reader can expect the member.
      (
        "app.json", #"{"classify": {"parsing_config": {"max_pages": null}}}"#,
        #"{"classify": {"parsing_config": {"max_pages": null}}}"#
      ),
    ])
  func translatesSetting(path: String, before: String, after: String) throws {
    let text = SourceText(before)
    let settings = SettingRewrite(try .json(text), in: text, fileName: path).settings
    let edited = try #require(text.applying(settings.flatMap(\.edits)))
    #expect(edited[edited.range] == after)
  }

  /// Nothing proves that the reader of a setting is rewritten with it.
  @Test func reportsSettingWithValueOfV2() throws {
    let sample = FormatSample([
      "app.json": #"{"classifier": {"parsing_config": {"target_pages": [0, 1, 4]}}}"#,
      "requirements.txt": "llama-cloud\n",
    ])
    let findings = sample.findings(BodyMigrator())
    #expect(findings.map(\.code) == [.setting])
    #expect(findings.allSatisfy { $0.edits.isEmpty && $0.message.contains(#""1-2,5""#) })
  }

  @Test func leavesSettingOfOtherClassifiers() {
    let text = #"{"classifier": {"parsing_config": {"target_pages": [0, 1, 4]}}}"#
    #expect(FormatSample("document_classifier.json", text).findings(BodyMigrator()).isEmpty)
  }

  @Test func reportsModeThatV2Lacks() {
    let sample = FormatSample(
      "classifier.json",
      #"{"for": "llama", "mode": "MULTIMODAL", "parsing_config": {"max_pages": 3}}"#)
    #expect(sample.codes(BodyMigrator()) == ["decide.multimodal"])
  }

  @Test func leavesSettingWhileProgramExpectsList() throws {
    let program = "class ClassifierConfig:\n    target_pages: list[int] | None = None\n"
    let text = SourceText(program)
    var sample = FormatSample(
      "config.json", #"{"llama": 1, "classifier": {"parsing_config": {"target_pages": [0]}}}"#)
    sample.files.append(
      SourceFile(
        path: FilePath("app/config.py"), language: .python, text: text,
        tree: SyntaxTree(
          tokens: [Token(.name, 28..<40), Token(.end, text.count..<text.count)], statements: [],
          faults: [])))
    let finding = try #require(sample.findings(BodyMigrator()).first)
    #expect(finding.code == .setting)
    #expect(finding.message.contains("app/config.py:2"))
    #expect(finding.edits.isEmpty)
  }

  @Test func reportsYAMLWithoutReader() {
    let text = "classifier:\n  target_pages: [0]\n"
    #expect(FormatSample("a.yaml", text).codes(BodyMigrator()) == ["decide.setting"])
    #expect(FormatSample("a.yaml", "classifier: x\n").findings(BodyMigrator()).isEmpty)
  }

  @Test func reportsAnnotationsOfSettings() throws {
    let project = TestProject([
      "app/config.py": "class ClassifierConfig:\n    target_pages: list[int] | None = None\n",
      "config.json": #"{"classifier": {"parsing_config": {"target_pages": [0]}}}"#,
    ])
    let context = MigrationContext(
      project: project.project, options: MigrationOptions(), finder: project.names)
    let findings = BodyMigrator().remarks(on: project.file("app/config.py"), in: context)
    #expect(findings.map(\.code) == [.setting])
    #expect(findings.first?.message.contains("config.json:1") == true)
  }

  /// The place and the first line of the parser's message.
  @Test func reportsBrokenYAML() throws {
    let text = "a: b\nclassifier:\n  target_pages: [0]\n é: {\n"
    let migrator = BodyMigrator { _ in
      throw DocumentFault(line: 4, column: 3, reason: "did not find a key")
    }
    let sample = FormatSample("a.yaml", text)
    let finding = try #require(sample.findings(migrator).first)
    #expect(finding.code == .syntax)
    let place = SourceText(text).location(at: finding.range.lowerBound)
    #expect(place == SourceLocation(line: 4, column: 3))
    #expect(finding.message.hasSuffix("can't be read as yaml: did not find a key"))
    #expect(FormatSample("a.yaml", "classifier: x\n").findings(migrator).isEmpty)
  }

  @Test func reportsRequestsInTexts() {
    let text =
      #"{"scripts": {"classify": "curl https://api.cloud.llamaindex.ai/api/v1/classifier/jobs"}}"#
    #expect(FormatSample("scripts.json", text).codes(BodyMigrator()) == ["decide.text"])
  }
}
