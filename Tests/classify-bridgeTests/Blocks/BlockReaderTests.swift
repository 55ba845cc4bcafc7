// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import Foundation
import Testing

@testable import classify_bridge

@Suite struct BlockReaderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Reads a file to its end, and returns its lines and the last position.
  private func read(
    _ path: String, at position: RecordPosition = .start, maximum: Int = 1_000_000,
    whileReading change: () throws -> Void = {}
  ) throws -> (text: String, end: RecordPosition) {
    var reader = try BlockReader(recordsOf: path, at: position, maximumLineBytes: maximum)
    var bytes: [UInt8] = []
    while true {
      switch try reader.read() {
      case .more: continue
      case .end: return (String(decoding: bytes, as: UTF8.self), reader.position)
      case .block(let block):
        #expect(block.start.record == block.lines.line + 1)
        bytes += block.lines.bytes
        try change()
      }
    }
  }

  @Test(arguments: [
    ("", "", 1), ("{}\n{}", "{}\n{}", 3), ("\u{FEFF}{}\n", "{}\n", 2),
    ("[{},\n {}]\n", "{}\n{}\n", 3), ("{\n\"items\":[1]}", "1\n", 2),
  ])
  func readsEachForm(text: String, lines: String, next: Int) throws {
    let result = try read(try folder.file("a", text.utf8))
    #expect(result.text == lines)
    #expect(result.end.record == next)
  }

  @Test func goesOnAtPosition() throws {
    let path = try folder.file("a", "{\"a\":1}\n{\"b\":2}\n".utf8)
    let position = RecordPosition(offset: 8, record: 2, form: .lines)
    #expect(try read(path, at: position).text == "{\"b\":2}\n")
  }

  @Test(
    arguments: [
      ([0x1F, 0x8B, 8, 0, 10], "a is compressed with gzip; decompress it with gunzip -c"),
      (
        [0xFF, 0xFE, 0x7B, 0, 10, 0],
        "a is in UTF-16; convert it to UTF-8 with iconv -f UTF-16 -t UTF-8"
      ),
      (
        [0x7B, 0, 10, 0], "a is in UTF-16; convert it to UTF-8 with iconv -f UTF-16LE -t UTF-8"
      ),
      (Array("id,body\n1,x\n".utf8), "a is CSV; "),
      (Array("[1 2]".utf8), "a: element 2, byte 3: a comma is missing before 2"),
      (
        Array("{}\n{\"a\":\"\(String(repeating: "x", count: 50))\"}\n".utf8),
        "a: line 2, byte 3: the line has more than 20 bytes; --max-record-size raises the limit"
      ),
    ] as [([UInt8], String)])
  func explainsOtherFormats(bytes: [UInt8], message: String) throws {
    let path = try folder.file("a", bytes)
    let error = try #require(throws: CommandFailure.self) { try read(path, maximum: 20) }
    #expect(error.description.replacing(path, with: "a").hasPrefix(message), "\(error)")
  }

  @Test func explainsFolder() throws {
    let error = try #require(throws: CommandFailure.self) { try read(folder.url.path) }
    #expect(error.description.hasSuffix("Is a directory"))
  }

  /// A file that another process writes may end in a part of a line.
  @Test(arguments: [0, 1, 3])
  func noticesChangedSize(size: Int) throws {
    let path = try folder.file("a", "{}\n{".utf8)
    var lines = ""
    let error = try #require(throws: CommandFailure.self) {
      lines = try read(path) {
        let file = try FileHandle(forUpdating: URL(filePath: path))
        try file.truncate(atOffset: UInt64(size))
        try file.close()
      }.text
    }
    #expect(lines.isEmpty)
    #expect(error.description.contains("changed while it was read: it had 4 bytes and has \(size)"))
  }

  /// The results of many short records are far larger than their block.
  @Test func readsLessOfShortRecords() throws {
    let path = try folder.file("a", String(repeating: "x\n", count: 200_000).utf8)
    var reader = try BlockReader(recordsOf: path, at: .start, maximumLineBytes: 100)
    var counts: [Int] = []
    while true {
      switch try reader.read() {
      case .more: continue
      case .block(let block): counts.append(block.recordCount)
      case .end:
        #expect(counts.reduce(0, +) == 200_000)
        #expect(counts[0] <= 16_384 && counts.dropFirst().allSatisfy { $0 <= 4_097 })
        return
      }
    }
  }

  @Test func returnsLinesBeforeError() throws {
    let path = try folder.file("a", "[\n1,2,]".utf8)
    var reader = try BlockReader(recordsOf: path, at: .start, maximumLineBytes: 100)
    guard case .block(let block) = try reader.read() else {
      Issue.record("there is no block")
      return
    }
    #expect(block.lines.bytes == Array("1\n2\n".utf8))
    #expect(block.end == RecordPosition(offset: 5, record: 3, form: .array))
    for _ in 0..<2 {
      let error = #expect(throws: CommandFailure.self) { _ = try reader.read() }
      #expect(error?.description.contains("element 3, byte 6") == true)
    }
  }
}
