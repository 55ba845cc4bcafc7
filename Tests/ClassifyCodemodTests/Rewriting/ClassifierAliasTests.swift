// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Names of classifiers")
struct ClassifierAliasTests {
  private static let head =
    "import LlamaCloud from '@llamaindex/llama-cloud';\nconst client = new LlamaCloud();\n"
  private static let call = "({ file_ids: [f], rules });\n"
  private static let newCall =
    "({ file_input: f, configuration: { rules, parsing_configuration: { max_pages: 5 } } });\n"

  /// A definition, the function that is called through it, and both in v2.
  @Test(arguments: [
    (
      "const { classifier } = client;", "classifier.classify",
      "const { classify: classifier } = client;", "classifier.run"
    ),
    (
      "const { files, classifier: c } = client;", "c.jobs.create",
      "const { files, classify: c } = client;", "c.create"
    ),
    (
      "const { jobs } = client.classifier;", "jobs.create", "const jobs = client.classify;",
      "jobs.create"
    ),
    (
      "const { jobs: j } = client.classifier;", "j.create", "const j = client.classify;",
      "j.create"
    ),
    (
      "const { classifier } = client;\nconst { jobs } = classifier;", "jobs.create",
      "const { classify: classifier } = client;\nconst jobs = classifier;", "jobs.create"
    ),
    (
      "const { classifier } = client;\nconsole.log(typeof classifier);", "classifier.classify",
      "const { classify: classifier } = client;\nconsole.log(typeof classifier);",
      "classifier.run"
    ),
  ])
  func rewritesPatterns(
    _ definition: String, _ callee: String, _ newDefinition: String, _ newCallee: String
  ) throws {
    let before = Self.head + "\(definition)\nawait \(callee)\(Self.call)"
    let after = Self.head + "\(newDefinition)\nawait \(newCallee)\(Self.newCall)"
    let result = try TestMigration.result(before, path: "a.ts")
    #expect(result.text == after)
    #expect(try TestMigration.result(after, path: "a.ts").text == after)
  }

  /// What takes a classifier out of its client in a way that is not rewritten keeps all its uses.
  @Test(arguments: [
    "const { classifier: { jobs } } = client;\nawait jobs.create",
    "const { classify } = client.classifier;\nawait classify",
    "const { classifier } = client;\nrun(classifier);\nawait classifier.classify",
    "const { classifier = other } = client;\nawait classifier.classify",
    "const { jobs, classify } = client.classifier;\nawait jobs.create",
    "const f = ({ classifier }: LlamaCloud) => classifier.classify",
    "function f(jobs) { return jobs.create({ file_ids: [g], rules }); }\n"
      + "f(client.classifier.jobs);\nawait client.nothing",
  ])
  func reportsOtherPatterns(_ use: String) throws {
    let before = Self.head + use + Self.call
    let result = try TestMigration.result(before, path: "a.ts")
    #expect(result.text == before)
    #expect(result.codes.contains { $0.kind == .decision })
  }

  /// The shim has no place in a pattern.
  @Test func keepsPatternsWithoutPlaceForShim() throws {
    let before =
      Self.head
      + "const { classifier } = client;\nawait classifier.classify({ file_ids: ids, rules });\n"
    for style in [MigrationOptions.Style.automatic, .shim] {
      let result = try TestMigration.result(before, path: "a.ts", style: style)
      #expect(result.text == before)
      #expect(result.codes.contains(.fileCount))
    }
  }

  @Test(arguments: [
    (
      "c, jobs = client.classifier, client.classifier.jobs\njobs.create(file_ids=[f], rules=R)\n",
      "c, jobs = client.classify, client.classify\njobs.create(file_input=f, configuration="
    ),
    (
      "class A:\n    def __init__(self):\n        self.classifier = client.classifier\n"
        + "    def go(self):\n        c = self.classifier\n"
        + "        c.jobs.create(file_ids=[f], rules=R)\n",
      "class A:\n    def __init__(self):\n        self.classifier = client.classify\n"
        + "    def go(self):\n        c = self.classifier\n"
        + "        c.create(file_input=f, configuration="
    ),
  ])
  func rewritesPythonNames(_ body: String, _ start: String) throws {
    let head = "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"
    let result = try TestMigration.result(head + body)
    #expect(result.text.hasPrefix(head + start))
  }

  @Test func rewritesClientsOfSubclasses() throws {
    let before = """
      from llama_cloud import LlamaCloud
      class Mine(LlamaCloud):
          pass
      client = Mine()
      client.classifier.jobs.create(file_ids=[f], rules=R)

      """
    #expect(try TestMigration.result(before).text.contains("client.classify.create(file_input=f"))
  }
}
