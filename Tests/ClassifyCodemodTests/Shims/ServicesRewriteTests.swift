// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import ClassifyCodemod

@Suite struct ServicesRewriteTests {
  private func migrated(
    _ files: [String: String]
  ) async throws -> (files: MemoryFiles, codes: Set<FindingCode>) {
    let tree = MemoryFiles(files)
    let plan = try await Migrator(tree: tree).plan()
    let written = FileWriter(tree: tree).write(plan)
    return (tree, Set(written.files.flatMap(\.findings).map(\.code)))
  }

  private static let main = """
    from llama_cloud import ClassifierRule
    from llama_cloud.client import AsyncLlamaCloud
    from llama_cloud_services.beta.classifier import ClassifyClient
    client = AsyncLlamaCloud(token="llx")
    classifier = ClassifyClient(client)
    classifier.classify_file_path([ClassifierRule(type="a", description="b")], "a.pdf")

    """

  @Test func takesNamesFromGeneratedFile() async throws {
    let result = try await migrated(["main.py": Self.main])
    #expect(
      result.files["main.py"] == """
        from classify_v2 import ClassifierRule
        from llama_cloud import AsyncLlamaCloud
        from classify_v2 import ClassifyClient
        client = AsyncLlamaCloud(api_key="llx")
        classifier = ClassifyClient(client)
        classifier.classify_file_path([ClassifierRule(type="a", description="b")], "a.pdf")

        """)
    #expect(result.files["classify_v2.py"]?.contains("class LlamaClassify:") == true)
    #expect(result.codes == [.shimServices])
  }

  @Test(arguments: [
    ("from llama_cloud_services import LlamaParse\n", true),
    ("from llama_cloud_services.extract import LlamaExtract\n", true),
    ("import llama_cloud_services\n", true),
    ("from llama_cloud_services import SourceText\n", false),
    ("from llama_cloud import LlamaCloud\n", false),
  ])
  func blocksProjectWithOtherProduct(other: String, isBlocked: Bool) async throws {
    let result = try await migrated(["main.py": Self.main, "lib/other.py": other])
    #expect((result.files["main.py"] == Self.main) == isBlocked)
    #expect(result.codes.contains(.otherProducts) == isBlocked)
  }

  @Test func blocksFileWithOtherCallOfClient() async throws {
    let main = Self.main + "client.files.upload_file(upload_file=f)\n"
    let result = try await migrated(["main.py": main])
    #expect(result.files["main.py"] == main)
    #expect(result.codes.contains(.otherProducts))
  }

  @Test func findsProductsInNotebooks() {
    let cell = #"{"source": ["from llama_cloud_services import LlamaParse, SourceText\n"]}"#
    let project = Project(
      candidates: [
        SourceFile(path: FilePath("a.ipynb"), language: .notebook, text: SourceText(cell))
      ], paths: [])
    #expect(
      ServicesInventory.otherProduct(in: project)
        == ServicesInventory.Product(name: "LlamaParse", path: FilePath("a.ipynb")))
  }

  @Test func parsesOnlyFilesThatNameThePackageAndOnce() {
    let parsed = Mutex<[FilePath]>([])
    let texts = [
      FilePath("a.py"): "import os\n", FilePath("b.py"): "import llama_cloud_services\n",
    ]
    let project = Project(
      candidates: [], paths: Set(texts.keys),
      read: { path in
        parsed.withLock { $0.append(path) }
        return texts[path].flatMap { TestProject.file(path.description, $0) }
      }, load: { path in texts[path].map { ContiguousArray($0.utf8) } })
    let facts = ProjectFacts(project)
    for _ in 0..<3 { #expect(facts.otherProduct?.path == FilePath("b.py")) }
    #expect(parsed.withLock(\.self) == [FilePath("b.py")])
  }
}
