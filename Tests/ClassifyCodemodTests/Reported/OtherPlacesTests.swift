// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("v1 in files of other kinds")
struct OtherPlacesTests {
  private static let call = "LlamaCloud().classifier.classify(file_ids=['f'], rules=[])"
  private static let url = "https://api.cloud.llamaindex.ai/api/v1/classifier/jobs"

  /// A file, and the lines that are reported.
  @Test(
    arguments: [
      (
        "a.vue",
        "<script>\nimport L from '@llamaindex/llama-cloud';\nc.classifier.classify({ file_ids: [f] });\n",
        [3]
      ),
      ("a.svelte", "import L from '@llamaindex/llama-cloud';\nc.classifier.jobs.get(id);\n", [2]),
      ("a.go", "import llamacloud \"x\"\nclient.Classifier.Jobs.New(ctx)\n", [2]),
      ("a.rb", "post('\(Self.url)')\n", [1]),
      (".env", "URL=\(Self.url)\n", [1]),
      ("a.html", "<p>llama-cloud</p>\n<p>our classifier</p>\n", []),
      ("a.go", "model := ollama.New()\nclassifier.classify(text)\n", []),
      ("a.csv", "\(Self.url)\n", []),
      ("Makefile", "x:\n\tpython -c \"from llama_cloud import LlamaCloud; \(Self.call)\"\n", [2]),
      (
        "Dockerfile", "RUN python <<EOF\nfrom llama_cloud import LlamaCloud\n\(Self.call)\nEOF\n",
        [3]
      ),
      ("Dockerfile", "RUN pip install scikit-learn\n# a classifier.classify(\n", []),
      (
        "package.json",
        "{\"scripts\": {\n  \"c\": \"curl \(Self.url)/x\",\n  \"d\": \"llp classifier:jobs list\"\n}}",
        [2, 3]
      ),
      (
        "a.json", "{\"run\": \"python -c 'from llama_cloud import LlamaCloud; \(Self.call)'\"}", [1]
      ),
    ] as [(String, String, [Int])])
  func reportsLines(_ path: String, _ text: String, _ lines: [Int]) async throws {
    let plan = try await Migrator(tree: MemoryFiles([path: text])).plan()
    let findings = plan.files.flatMap { file in
      file.findings.map { (file.text?.location(at: $0.range.lowerBound).line ?? 0, $0.code) }
    }
    #expect(findings.map(\.0) == lines)
    #expect(findings.allSatisfy { $0.1 == .otherLanguage })
    #expect(plan.foreignFiles.isEmpty)
  }

  /// What the first run leaves is left after it.
  @Test(arguments: [
    ("# client.classifier.classify", 1), ("# mode=\"MULTIMODAL\"", 1),
    ("# \"target_pages\": [1]", 1),
    ("# target_pages are counted from 1", 0), ("# our classifier.", 0),
  ])
  func reportsCommentsInLaterRuns(_ comment: String, _ count: Int) async throws {
    let text = """
      from llama_cloud import LlamaCloud
      r = LlamaCloud().classifier.classify(file_ids=["f"], rules=[])
      \(comment)
      print(r.items[0].result)

      """
    let tree = MemoryFiles(["a.py": text])
    _ = FileWriter(tree: tree).write(try await Migrator(tree: tree).plan())
    let later = try await Migrator(tree: tree).plan()
    #expect(later.files.flatMap(\.findings).map(\.code) == Array(repeating: .comment, count: count))
  }
}
