// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ShimRewriteTests {
  /// Migrates a project with the style `shim`, and returns its files afterwards.
  private func migrated(
    _ files: [String: String]
  ) async throws -> (files: MemoryFiles, codes: [FindingCode]) {
    var options = MigrationOptions()
    options.style = .shim
    let tree = MemoryFiles(files)
    let plan = try await Migrator(tree: tree, options: options).plan()
    let written = FileWriter(tree: tree).write(plan)
    return (tree, written.files.flatMap(\.findings).map(\.code))
  }

  private static let head = "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"
  private static let added =
    "from llama_cloud import LlamaCloud\nfrom classify_v2 import classifier\nclient = LlamaCloud()\n"

  @Test(arguments: [
    (
      "r = client.classifier.classify(file_ids=ids, rules=R)\n",
      "r = classifier(client).classify(file_ids=ids, rules=R)\n"
    ),
    (
      "jobs = client.classifier.jobs\njobs.get(x)\n",
      "jobs = classifier(client).jobs\njobs.get(x)\n"
    ),
    ("client.classifier.jobs.get_results(x)\n", "classifier(client).jobs.get_results(x)\n"),
  ])
  func editsClassifier(before: String, after: String) async throws {
    let result = try await migrated(["main.py": Self.head + before])
    #expect(result.files["main.py"] == Self.added + after)
    #expect(result.files["classify_v2.py"]?.contains("class Classifier:") == true)
    #expect(Set(result.codes).subtracting([.oldJobs]) == [.shimClassifier])
  }

  @Test func namesModuleIfNameIsTaken() async throws {
    let result = try await migrated([
      "main.py": Self.head + "classifier = client.classifier\nclassifier.jobs.get(x)\n"
    ])
    #expect(
      result.files["main.py"]
        == "from llama_cloud import LlamaCloud\nimport classify_v2\nclient = LlamaCloud()\n"
        + "classifier = classify_v2.classifier(client)\nclassifier.jobs.get(x)\n")
  }

  @Test func generatesAsynchronousPart() async throws {
    let result = try await migrated([
      "main.py": "from llama_cloud import AsyncLlamaCloud\nclient = AsyncLlamaCloud()\n"
        + "async def main():\n    await client.classifier.jobs.get(x)\n"
    ])
    #expect(result.files["classify_v2.py"]?.contains("class AsyncClassifier:") == true)
    #expect(result.files["classify_v2.py"]?.contains("class Classifier:") == false)
  }

  @Test(arguments: [
    "client.classifier.classify(file_ids=ids, rules=R, mode=\"MULTIMODAL\")\n",
    "client.classifier.classify(file_ids=ids, **options)\n",
    "client.classifier.jobs.create(file_ids=ids, rules=R, webhook_configurations=[])\n",
    "client.classifier.classify(file_ids=ids, rules=R, parsing_configuration={\"target_pages\": [-1]})\n",
    "client.classifier.jobs.list()\n",
    // No edit gives this function another classifier.
    "f = client.classifier.classify\nf(file_ids=ids, rules=R)\n",
  ])
  func leavesCallThatItCannotServe(call: String) async throws {
    let result = try await migrated(["main.py": Self.head + call])
    #expect(result.files["main.py"] == Self.head + call)
    #expect(result.files["classify_v2.py"] == nil)
    #expect(result.codes.allSatisfy { $0.kind == .decision })
  }

  @Test func leavesProjectWithFileOfThatName() async throws {
    let main = Self.head + "client.classifier.jobs.get(x)\n"
    let result = try await migrated(["main.py": main, "classify_v2.py": "mine = True\n"])
    #expect(result.files["main.py"] == main)
    #expect(result.files["classify_v2.py"] == "mine = True\n")
    #expect(result.codes == [.shimExists])
  }

  @Test func editsNothingTwice() async throws {
    let first = try await migrated(["main.py": Self.head + "client.classifier.jobs.get(x)\n"])
    let main = try #require(first.files["main.py"])
    let shim = try #require(first.files["classify_v2.py"])
    let second = try await migrated(["main.py": main, "classify_v2.py": shim])
    #expect(second.files["main.py"] == main)
    #expect(second.files["classify_v2.py"] == shim)
    #expect(second.codes == [])
  }

  @Test(arguments: [
    ("app/main.py", "from classify_v2 import classifier", "app/classify_v2.py"),
    ("app/main.py app/__init__.py", "from app.classify_v2 import classifier", "app/classify_v2.py"),
    (
      "app/labels/main.py app/labels/__init__.py app/__init__.py",
      "from app.classify_v2 import classifier", "app/classify_v2.py"
    ),
    (
      "src/app/main.py src/app/__init__.py", "from app.classify_v2 import classifier",
      "src/app/classify_v2.py"
    ),
  ])
  func choosesFolder(paths: String, line: String, path: String) async throws {
    let names = paths.split(separator: " ").map(String.init)
    var files = Dictionary(uniqueKeysWithValues: names.map { ($0, "") })
    files[names[0]] = Self.head + "client.classifier.jobs.get(x)\n"
    let result = try await migrated(files)
    #expect(result.files[names[0]]?.contains(line) == true)
    #expect(result.files[path] != nil)
  }

  @Test(arguments: [
    ("src/a/b.ts", "import { classifier } from \"../classifyV2\";", "src/classifyV2.ts"),
    ("lib/b.ts", "import { classifier } from \"../classifyV2\";", "classifyV2.ts"),
    ("lib/b.mjs", "import { classifier } from \"../classifyV2.mjs\";", "classifyV2.mjs"),
  ])
  func choosesFolderOfScript(path: String, line: String, helper: String) async throws {
    let result = try await migrated([
      "package.json": "{}\n",
      path: "import LlamaCloud from \"@llamaindex/llama-cloud\";\n"
        + "const client = new LlamaCloud();\n"
        + "await client.classifier.jobs.get(x);\n",
    ])
    #expect(result.files[path]?.contains(line) == true)
    #expect(result.files[path]?.contains("await classifier(client).jobs.get(x);") == true)
    #expect(result.files[helper] != nil)
  }
}
