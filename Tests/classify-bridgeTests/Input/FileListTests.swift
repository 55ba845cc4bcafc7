// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct FileListTests {
  @Test(arguments: [
    ("a/b", "./a//b/.", true), ("/a", "//a", true), ("/a", "a", false), ("a/../b", "b", false),
    // Equal in Unicode, but not for a file system.
    ("e\u{301}", "\u{E9}", false),
  ])
  func comparesPaths(one: String, other: String, areSame: Bool) {
    #expect((FileList.key(of: one) == FileList.key(of: other)) == areSame)
  }

  @Test func listsFoundFilesOnce() {
    let list = FileList(["none/a", "-", "none/a"], isRecursive: false) {
      ["none/b", "./none/a", "none/b"]
    }
    // An argument that is repeated is a file that is classified twice.
    #expect(list.entries.map(\.path) == ["none/a", "none/b", "none/a"])
    #expect(list.messages == ["skipped ./none/a and 1 more (listed already)"])
  }
}

@Suite struct EarlierResultsTests {
  private func results(_ text: String) throws -> EarlierResults {
    try EarlierResults(path: "r.jsonl", bytes: Array(text.utf8))
  }

  private func contains(_ results: EarlierResults, _ path: String) -> Bool {
    results.contain(RunFile(name: path, path: path))
  }

  @Test(arguments: [
    ("classified", true), ("unmatched", true), ("failed", false), ("unreadable", false),
    ("error", false), ("cancelled", false), ("unfinished", false), ("interrupted", false),
  ])
  func leavesOutFinalResults(outcome: String, isFinal: Bool) throws {
    let results = try results("{\"file\": \"d/a.txt\", \"outcome\": \"\(outcome)\"}\n")
    #expect(contains(results, "./d/a.txt") == isFinal)
    #expect(!contains(results, "a.txt"))
    #expect(results.message == nil)
    #expect(!results.endsInsideLine)
  }

  @Test func toleratesInvalidLines() throws {
    let results = try results(
      """
      {"file": "a", "outcome": "error"}
      note
      {"file": "a", "outcome": "classified"}
      {"file": "b", "outc
      """)
    #expect(contains(results, "a"))
    #expect(!contains(results, "b"))
    #expect(results.invalidLines == [2, 4])
    #expect(results.endsInsideLine)
    #expect(
      results.message == "r.jsonl: 2 lines without a result ignored, the first is line 2")
  }

  @Test(arguments: ["", "{\"fi", "\n"])
  func acceptsFileWithoutResults(text: String) throws {
    #expect(!contains(try results(text), "a"))
  }

  @Test func skipsByteOrderMark() throws {
    let results = try results("\u{FEFF}{\"file\": \"a\", \"outcome\": \"classified\"}\n")
    #expect(contains(results, "a"))
    #expect(results.invalidLines.isEmpty)
  }

  @Test(arguments: [[0xFF, 0xFE, 0x7B, 0], [0x1F, 0x8B, 8, 0]] as [[UInt8]])
  func rejectsOtherEncodings(bytes: [UInt8]) {
    #expect(throws: CommandFailure.self) { try EarlierResults(path: "r.jsonl", bytes: bytes) }
  }

  @Test func rejectsOtherFiles() {
    #expect(throws: CommandFailure.self) { try results("[\n  1\n]\n") }
  }
}
