// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Files in languages that are not read")
struct ForeignFileTests {
  /// What shows v1 is reported, whether the file was asked for by its name or found in a folder.
  @Test(
    arguments: [
      ("a.go", "import \"llamacloud\"\nclient.Classifier.Jobs.New(ctx)\n", [.otherLanguage]),
      ("A.java", "LlamaCloudClient c;\nc.classifier().jobs();\n", [.otherLanguage]),
      ("a.rb", "post '/api/v1/classifier/jobs'\n", [.otherLanguage]),
      ("a.go", "client.Classify.New(ctx) // llama\n", []),
      ("a.java", "new NaiveBayesClassifier()\n", []),
    ] as [(String, String, [FindingCode])])
  func reportsV1(path: String, text: String, codes: [FindingCode]) async throws {
    let tree = NamedFiles(files: MemoryFiles([path: text]), named: [FilePath(path)])
    let plan = try await Migrator(tree: tree).plan()
    #expect(plan.files.flatMap(\.findings).map(\.code) == codes)
    #expect(plan.foreignFiles == (codes.isEmpty ? [FilePath(path)] : []))
    let other = try await Migrator(tree: NamedFiles(files: tree.files, named: [])).plan()
    #expect(other.files.flatMap(\.findings).map(\.code) == codes)
    #expect(other.foreignFiles.isEmpty && other.fileCount == codes.count)
  }

  /// Files of which some were asked for by their names.
  private struct NamedFiles: FileTree {
    let files: MemoryFiles
    let named: Set<FilePath>

    func listing() throws(FileFailure) -> FileListing { try files.listing() }

    func isNamed(_ path: FilePath) -> Bool { named.contains(path) }

    func read(_ path: FilePath, limit: Int) throws(FileFailure) -> ContiguousArray<UInt8> {
      try files.read(path, limit: limit)
    }

    func replace(
      _ path: FilePath, old: ContiguousArray<UInt8>?, with new: ContiguousArray<UInt8>
    ) throws(FileFailure) {
      try files.replace(path, old: old, with: new)
    }
  }
}
