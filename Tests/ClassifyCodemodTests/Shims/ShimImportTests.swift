// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ShimImportTests {
  private static let call = "client.classifier.classify(file_ids=ids, rules=R)"

  /// The shim imports the SDK, so that it is imported where the file imports the SDK.
  @Test(arguments: [
    (
      """
      try:
          from llama_cloud import LlamaCloud  # optional
      except ImportError:
          LlamaCloud = None
      def f(ids):
          client = LlamaCloud()
          return CALL

      """,
      "    from llama_cloud import LlamaCloud  # optional\n    from classify_v2 import classifier\nexcept"
    ),
    (
      """
      def f(ids):
          from llama_cloud import LlamaCloud
          client = LlamaCloud()
          return CALL

      """,
      "    from llama_cloud import LlamaCloud\n    from classify_v2 import classifier\n    client"
    ),
  ])
  func importsBesideTheSDK(before: String, line: String) throws {
    let result = try TestMigration.result(
      before.replacing("CALL", with: Self.call), style: .automatic)
    #expect(result.text.contains(line))
    #expect(result.codes == [.shimClassifier])
    #expect(result.text.ranges(of: "classify_v2").count == 1)
    let second = try TestMigration.result(result.text, style: .automatic)
    #expect(second.text == result.text && second.codes == [])
  }

  @Test(arguments: [
    """
    from typing import TYPE_CHECKING
    if TYPE_CHECKING:
        from llama_cloud import LlamaCloud
    def f(client: "LlamaCloud", ids):
        return CALL

    """,
    // The other function does not see the import.
    """
    def make():
        from llama_cloud import LlamaCloud
        return LlamaCloud()
    def f(ids):
        client = make()
        return CALL

    """,
    """
    if fast:
        from llama_cloud import LlamaCloud
    else:
        from llama_cloud import LlamaCloud
    client = LlamaCloud()
    CALL

    """,
    "try: from llama_cloud import LlamaCloud\nexcept ImportError: pass\nclient = LlamaCloud()\nCALL\n",
  ])
  func leavesWhatHasNoPlaceForTheImport(text: String) throws {
    let before = text.replacing("CALL", with: Self.call)
    let result = try TestMigration.result(before, style: .automatic)
    #expect(result.text == before)
    #expect(result.codes == [.unclearSyntax])
  }

  /// The order of isort: by modules, and capitals first.
  @Test(arguments: [
    ("from app.a import x\nfrom app.z import y\n", 1), ("from app.z import y\n", 0),
    ("from app.a import x\n", 1), ("from app.z import y  # noqa\n", 0),
  ])
  func sortsImport(others: String, position: Int) async throws {
    let start = "from llama_cloud import LlamaCloud\n\n"
    let tree = MemoryFiles([
      "app/__init__.py": "", "app/a.py": "x = 1\n", "app/z.py": "y = 1\n",
      "app/main.py": start + others + "client = LlamaCloud()\n" + Self.call + "\n",
    ])
    let plan = try await Migrator(tree: tree).plan()
    _ = FileWriter(tree: tree).write(plan)
    var lines = others.split(separator: "\n").map(String.init)
    lines.insert("from app.classify_v2 import classifier", at: position)
    #expect(
      tree["app/main.py"]?.hasPrefix(start + lines.joined(separator: "\n") + "\nclient") == true)
  }

  // MARK: Shims of earlier runs

  private static let sync =
    "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n" + call + "\n"
  private static let asynchronous =
    "from llama_cloud import AsyncLlamaCloud\nclient = AsyncLlamaCloud()\n"
    + "async def f(ids):\n    return await \(call)\n"

  private func migrated(_ tree: MemoryFiles) async throws -> [Finding] {
    let plan = try await Migrator(tree: tree).plan()
    _ = FileWriter(tree: tree).write(plan)
    return plan.files.flatMap(\.findings)
  }

  @Test func generatesMissingShimWithThePartsThatFilesImport() async throws {
    let first = MemoryFiles(["a.py": Self.sync])
    _ = try await migrated(first)
    let second = MemoryFiles(["a.py": try #require(first["a.py"]), "b.py": Self.asynchronous])
    _ = try await migrated(second)
    #expect(
      second["classify_v2.py"]
        == ShimFile.text(kind: .python, parts: [.classifier, .asyncClassifier]))
  }

  @Test func usesPartsOfEditedShim() async throws {
    let shim = ShimFile.text(kind: .python, parts: [.classifier])
      .replacing("CONCURRENCY = 8", with: "CONCURRENCY = 4")
    let tree = MemoryFiles([
      "a.py": Self.sync, "b.py": Self.asynchronous, "classify_v2.py": shim,
    ])
    let findings = try await migrated(tree)
    #expect(tree["a.py"]?.contains("classifier(client)") == true)
    #expect(tree["b.py"] == Self.asynchronous)
    #expect(tree["classify_v2.py"] == shim)
    let taken = try #require(findings.first { $0.code == .shimExists })
    #expect(taken.message.contains("lacks the part for AsyncLlamaCloud"))
    // Nothing imports it yet, when it is read.
    let later = try await migrated(tree)
    #expect(later.first?.message.hasSuffix("do not rename it: a.py imports it") == true)
  }
}
