// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import ClassifyCodemod

@Suite struct MigratorTests {
  /// Finds each `old` in files of all languages.
  private struct Replacing: FileMigrating {
    var languages: Set<Language> { Set(Language.allCases) }
    var helper: FileDraft.Shim?

    func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft {
      let text = file.text[file.text.range]
      let findings = text.ranges(of: "old").map { range in
        let start = text[..<range.lowerBound].utf8.count
        return Finding(
          .otherLanguage, at: start..<start + 3, "old in \(file.path)",
          edits: [Edit(start..<start + 3, "new")])
      }
      return FileDraft(findings: findings, shims: [])
    }
  }

  private func plan(
    _ tree: MemoryFiles, _ change: (inout MigrationOptions) -> Void = { _ in }
  ) async throws -> MigrationPlan {
    var options = MigrationOptions()
    change(&options)
    return try await Migrator(tree: tree, options: options, migrators: [Replacing()]).plan()
  }

  @Test func looksAtFilesWithWordsOfV1Only() async throws {
    let tree = MemoryFiles([
      "b.swift": "classifier old", "a.swift": "Classify old", "c.swift": "old",
      "d.txt": "classify old",
      "Makefile": "classify old", "e.swift": "classify",
    ])
    let plan = try await plan(tree)
    #expect(plan.files.map(\.path.description) == ["a.swift", "b.swift"])
    // Makefiles are read; this one has no words of v1.
    #expect(plan.fileCount == 5)
  }

  @Test func leavesOutFilesThatAreNotSelected() async throws {
    let tree = MemoryFiles(
      ["a.swift": "classify old", "b.swift": "classify old"], selected: ["b.swift"])
    let plan = try await plan(tree)
    #expect(plan.files.map(\.path.description) == ["b.swift"])
    #expect(plan.fileCount == 1)
  }

  @Test func readsScriptsWithoutExtensionByTheirFirstLine() async throws {
    let reader = CandidateReader(
      tree: MemoryFiles([
        "run": "#!/usr/bin/env bash\nclassify", "serve": "#!/usr/bin/python3.12\n",
        "LICENSE": "classify",
        "x.txt": "#!/bin/sh\n",
      ]), options: MigrationOptions())
    #expect(reader.language(of: FilePath("run")) == .shell)
    #expect(reader.language(of: FilePath("serve")) == .python)
    #expect(reader.language(of: FilePath("LICENSE")) == nil)
    #expect(reader.language(of: FilePath("x.txt")) == nil)
  }

  @Test func passesByBinaryFiles() async throws {
    let plan = try await plan(MemoryFiles(["a.swift": "classify llama old \0"]))
    #expect(plan.files.isEmpty)
  }

  /// Long lines are data, except in JavaScript.
  @Test func reportsBundles() async throws {
    let long = "'classify llama old " + String(repeating: "x", count: 20_000) + "'"
    let plan = try await plan(
      MemoryFiles([
        "a.swift": long, "b.json": long, "c.js": "\n\(long)", "d.min.js": long,
        "e.js": long.replacing("llama", with: "other"), "f.js": "'classify llama old'",
      ]))
    let codes = plan.files.map { ($0.path.description, $0.findings.map(\.code)) }
    #expect(codes.map(\.0) == ["a.swift", "b.json", "c.js", "f.js"])
    #expect(codes[2].1 == [.unclearSyntax])
    #expect(plan.files[2].findings[0].message.hasPrefix("line 2 has more than 20000 bytes"))
    #expect(plan.exitCode == 3)
  }

  @Test(arguments: [[0xFF, 0xFE], [0xFE, 0xFF]], [("llama", true), ("other", false)])
  func reportsFilesInUTF16(mark: [UInt8], name: (word: String, isReported: Bool)) async throws {
    let tree = MemoryFiles([:])
    let isLittle = mark == [0xFF, 0xFE]
    tree.set(
      mark + "classify \(name.word)".utf8.flatMap { isLittle ? [$0, 0] : [0, $0] }, at: "a.py")
    let codes = try await plan(tree).files.flatMap(\.findings).map(\.code)
    #expect(codes == (name.isReported ? [.notUTF8] : []))
  }

  @Test(arguments: [
    (FindingCode.notUTF8, [0x6C, 0x6C, 0x61, 0x6D, 0x61, 0xFF], 1),
    // Another classifier is no news.
    (.notUTF8, [0xFF], 0),
  ])
  func reportsOtherEncodings(code: FindingCode, bytes: [UInt8], count: Int) async throws {
    let tree = MemoryFiles(["a.swift": "classify old"])
    tree.set(Array("classify ".utf8) + bytes, at: "b.py")
    let plan = try await plan(tree)
    #expect(plan.files.flatMap(\.findings).count { $0.code == code } == count)
    #expect(plan.files.contains { $0.path == FilePath("a.swift") })
    #expect(plan.exitCode == (count > 0 ? 1 : 3))
  }

  /// Words can lie across two parts.
  @Test(arguments: 20...40)
  func reportsLargeFilesThatHoldV1(partSize: Int) {
    let padding = String(repeating: "x", count: 100)
    let tree = MemoryFiles([
      "a.py": "llama \(padding) classify", "b.py": "llama \(padding)",
      "c.py": "\(padding) classify",
    ])
    var options = MigrationOptions()
    options.maximumFileSize = 50
    let reader = CandidateReader(tree: tree, options: options, partSize: partSize)
    let plans = ["a.py", "b.py", "c.py"].map { reader.read(FilePath($0), .python).unreadable }
    #expect(plans[0]?.findings.map(\.code) == [.tooLarge])
    #expect(plans[1] == nil && plans[2] == nil)
  }

  @Test func reportsUnreadableFiles() async throws {
    let plan = try await plan(
      MemoryFiles(
        ["a.swift": "classify old", "b.py": ""],
        failures: ["b.py": FileFailure(.denied, "can't read b.py: Permission denied")]))
    #expect(plan.files.map(\.path.description) == ["a.swift", "b.py"])
    #expect(plan.files.last?.findings.map(\.code) == [.notReadable])
    #expect(plan.files.last?.findings.map(\.message) == ["can't read b.py: Permission denied"])
  }

  @Test func hasTheSamePlanEachTime() async throws {
    let files = Dictionary(
      (0..<600).map { ("f\($0).swift", "classify \($0.isMultiple(of: 3) ? "old" : "")") },
      uniquingKeysWith: { $1 })
    let plans = try await [plan(MemoryFiles(files)), plan(MemoryFiles(files))]
    #expect(plans[0].files.map(\.path) == plans[1].files.map(\.path))
    #expect(plans[0].files.count == 200)
  }

  @Test func reportsProgress() async throws {
    let files = Dictionary(
      (0..<600).map { ("f\($0).swift", "classify") }, uniquingKeysWith: { $1 })
    let counts = Mutex<[Int]>([])
    _ = try await Migrator(tree: MemoryFiles(files)).plan { read, count in
      counts.withLock { $0.append(read) }
      #expect(count == 600)
    }
    #expect(counts.withLock { $0.sorted() } == [0, 256, 512])
  }

  @Test func stopsWhenItsTaskIsCancelled() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await Migrator(tree: MemoryFiles(["a.py": "classify"])).plan()
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
