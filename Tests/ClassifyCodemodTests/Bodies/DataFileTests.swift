// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

/// JSON files together with the scripts and programs that read them.
@Suite struct DataFileTests {
  private static let body = #"{"file_ids": ["x"], "rules": []}"#
  private static let newBody =
    #"{"file_input": "x", "configuration": {"rules": [], "parsing_configuration": {"max_pages": 5}}}"#
  private static let url = "https://api.cloud.llamaindex.ai/api/v1/classifier/jobs"

  private func migrated(
    _ files: [String: String]
  ) async throws -> (files: MemoryFiles, codes: Set<FindingCode>) {
    let tree = MemoryFiles(files)
    let written = FileWriter(tree: tree).write(try await Migrator(tree: tree).plan())
    return (tree, Set(written.files.flatMap(\.findings).map(\.code)))
  }

  @Test func rewritesBodyThatNothingNames() async throws {
    let result = try await migrated(["body.json": Self.body, "main.py": "print('no body')\n"])
    #expect(result.files["body.json"] == Self.newBody)
  }

  @Test func rewritesBodyWithItsScript() async throws {
    let script = "curl \(Self.url) -d @body.json\n"
    let result = try await migrated(["run.sh": script, "body.json": Self.body])
    #expect(result.files["run.sh"] == script.replacing("v1/classifier/jobs", with: "v2/classify"))
    #expect(result.files["body.json"] == Self.newBody)
  }

  @Test(arguments: [
    // The script is refused, changes the body, or is not alone.
    ["run.sh": "curl \(url) -d @body.json -F file=@a\n"],
    ["run.sh": "sed s/x/$1/ body.json | curl \(url) -d @-\n"],
    ["run.sh": "curl \(url) -d @body.json\n", "load.py": "open('body.json')\n"],
    ["run.sh": "curl \(url) -d @body.json\n", "all.sh": "curl \(url) -d @body.json\n"],
    // The name is put together when the program runs.
    ["main.py": "from llama_cloud.types import classifier\nopen(f'{name}.json')\n"],
  ])
  func leavesBodyWithOtherReaders(readers: [String: String]) async throws {
    let result = try await migrated(readers.merging(["body.json": Self.body]) { $1 })
    #expect(result.files["body.json"] == Self.body)
    for (path, text) in readers { #expect(result.files[path] == text) }
    #expect(result.codes.contains(.setting))
  }

  @Test func rewritesConfigurationThatScriptPassesOn() async throws {
    let script =
      "llp classifier:jobs create --file-id x --rule '{type: a, description: b}'"
      + " --parsing-configuration \"$(cat classify.json)\"\n"
    let result = try await migrated([
      "run.sh": script, "classify.json": #"{"target_pages": [0, 2]}"#,
    ])
    #expect(result.files["classify.json"] == #"{"target_pages": "1,3"}"#)
    #expect(
      result.files["run.sh"]?
        .contains("--configuration.parsing-configuration \"$(cat classify.json)\"") == true)
  }

  private static let settings = #"{"classifier": {"parsing_config": {"target_pages": [0, 2]}}}"#

  /// The shim converts the settings that its callers read.
  @Test(arguments: [true, false])
  func leavesSettingsThatAShimConverts(isServed: Bool) async throws {
    let other = """
      r = client.classifier.jobs.list()

      """
    let program = """
      import json
      from llama_cloud import LlamaCloud
      client = LlamaCloud()
      settings = json.load(open("settings.json"))["classifier"]
      results = client.classifier.classify(
          file_ids=ids, rules=rules, parsing_configuration=settings["parsing_config"])
      print(results.items)
      \(isServed ? "" : other)
      """
    let tree = MemoryFiles(["main.py": program, "settings.json": Self.settings])
    for _ in 0..<2 {
      let plan = FileWriter(tree: tree).write(try await Migrator(tree: tree).plan())
      let codes = plan.files.first { $0.path == FilePath("settings.json") }?.findings.map(\.code)
      #expect(codes == (isServed ? nil : [.setting]))
      #expect(tree["classify_v2.py"] != nil)
    }
    #expect(tree["settings.json"] == Self.settings)
  }

  @Test func looksForNoSettingsInTheShim() throws {
    let shim = ShimFile.text(kind: .python, parts: [.classifier]) + "target_pages: list[int]\n"
    let file = try #require(TestProject.file("classify_v2.py", shim))
    #expect(SettingReaders.annotations(in: file).isEmpty)
  }

  @Test func readsEditedDocumentsAgain() throws {
    let file = try #require(TestProject.file("a.json", Self.body))
    var draft = FileDraft()
    draft.findings = [Finding(.bodyRewritten, at: 0..<1, "", edits: [.insert("x", at: 0)])]
    for (text, holds) in [(Self.newBody, true), (Self.body, false), ("{", false)] {
      let edited = try #require(TestProject.file("a.json", text))
      let failure = BodyMigrator().failure(of: edited, from: file, by: draft)
      #expect((failure == nil) == holds)
    }
  }

  @Test(arguments: [
    ("open('data/a.json')", ["a.json"]), ("x = f\"{y}.json\"", [".json"]), ("*.yaml", [".yaml"]),
    ("a.jsonl b.json5 c.json", ["c.json"]), ("@$DIR/a-b.yml", ["a-b.yml"]),
  ])
  func findsNames(text: String, names: [String]) {
    let project = Project(
      candidates: [
        SourceFile(
          path: FilePath("a.sh"), language: .shell,
          text: SourceText("# classifier\n" + text))
      ], paths: [])
    let mentions = FileMentions(in: project)
    for name in names { #expect(mentions.files(naming: FilePath(name)) == [FilePath("a.sh")]) }
    #expect(mentions.files(naming: FilePath("a.jsonl")).isEmpty)
  }
}
