// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import Foundation
import TestSupport
import Testing

/// The Swift sample of docs/archives.md compiles, and runs.
@Suite struct ArchivesTests {
  @Test func sampleIsThatOfThePage() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "ArchivesSample.swift")
    let source = try MarkdownBlocks.normalized(String(contentsOf: file, encoding: .utf8))
    let blocks = MarkdownBlocks(file: "docs/archives.md").blocks.filter { $0.language == "swift" }
    #expect(blocks.count == 1)
    for block in blocks {
      let lines = block.lines.filter { !$0.hasPrefix("import ") }
      let code = MarkdownBlocks.normalized(lines.joined(separator: "\n"))
      #expect(source.contains(code), "not in the sample:\n\(code)")
    }
  }

  @Test func sampleConvertsArchive() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ text: String = "") throws -> URL {
      let url = folder.appending(path: name)
      try Data(text.utf8).write(to: url)
      return url
    }
    let delivery = #"{"event_id":"e","event_type":"parse.success","data":{}}"#
    let input = try file("input", "[\(delivery),\n  5]")
    let output = try file("output")
    let sample = ArchivesSample(
      input: try FileHandle(forReadingFrom: input), output: try FileHandle(forWritingTo: output),
      rejects: try FileHandle(forWritingTo: try file("rejects")))
    let counts = try sample.convert()
    #expect(counts.converted == 1 && counts.rejected == 1)
    let written = try String(contentsOf: output, encoding: .utf8)
    #expect(written == #"{"event_id":"e","event_type":"classify.success","data":{}}"# + "\n")
  }
}
