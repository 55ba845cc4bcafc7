// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import ClassifyCodemod

@Suite struct FileWriterTests {
  private func file(
    _ path: String, _ text: String?, edits: [Edit] = [], generated: String? = nil,
    shims: [String] = [], codes: [FindingCode] = [.callRewritten]
  ) -> FilePlan {
    var set = EditSet()
    set.add(edits)
    return FilePlan(
      path: FilePath(path), language: .python, text: text.map { SourceText($0) },
      findings: codes.map { Finding($0, at: 0..<0, "a message", edits: edits) }, edits: set,
      generated: generated, shims: Set(shims.map { FilePath($0) }))
  }

  private static let edit = Edit(0..<1, "A")

  @Test func writesGeneratedFilesFirst() {
    let tree = MemoryFiles(["a.py": "a", "b.py": "b"])
    let plan = MigrationPlan(
      files: [
        file("a.py", "a", edits: [Self.edit], shims: ["z.py"]),
        file("z.py", nil, generated: "z", codes: []), file("b.py", "b", codes: [.comment]),
      ], fileCount: 2)
    let written = FileWriter(tree: tree).write(plan)
    #expect(tree.written.withLock { $0.map(\.description) } == ["z.py", "a.py"])
    #expect([tree["a.py"], tree["b.py"], tree["z.py"]] == ["A", "b", "z"])
    #expect(written.files.map(\.path.description) == ["a.py", "b.py", "z.py"])
    #expect(written.exitCode == 3)
  }

  @Test func writesOtherFilesAfterAFailure() throws {
    let failure = FileFailure(.denied, "can't write a.py: Permission denied")
    let tree = MemoryFiles(["a.py": "a", "b.py": "b"], failures: ["a.py": failure])
    let plan = MigrationPlan(
      files: [
        file("a.py", "a", edits: [Self.edit], codes: [.callRewritten, .comment]),
        file("b.py", "b", edits: [Self.edit]),
      ], fileCount: 2)
    let written = FileWriter(tree: tree).write(plan)
    #expect([tree["a.py"], tree["b.py"]] == ["a", "A"])
    #expect(written.exitCode == 1)
    let failed = try #require(written.files.first)
    #expect(failed.findings.map(\.code) == [.notWritable, .comment])
    #expect(failed.findings.first?.message == failure.message)
    #expect(failed.newContent == nil)
    // Both calls are counted, and only one was written.
    #expect((written.migratedPlaceCount, written.unwrittenPlaceCount) == (1, 1))
  }

  @Test func leavesFileWhoseHelperIsMissing() {
    let tree = MemoryFiles(["a.py": "a", "z.py": "taken"])
    let plan = MigrationPlan(
      files: [
        file("a.py", "a", edits: [Self.edit], shims: ["z.py"]),
        file("z.py", nil, generated: "z", codes: []),
      ], fileCount: 1)
    let written = FileWriter(tree: tree).write(plan)
    #expect([tree["a.py"], tree["z.py"]] == ["a", "taken"])
    #expect(written.files.flatMap(\.findings).map(\.code) == [.notWritable, .notWritable])
  }

  @Test func leavesFileThatChanged() {
    let tree = MemoryFiles(["a.py": "changed"])
    let plan = MigrationPlan(files: [file("a.py", "a", edits: [Self.edit])], fileCount: 1)
    #expect(FileWriter(tree: tree).write(plan).exitCode == 1)
    #expect(tree["a.py"] == "changed")
  }
}
