// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import TestSupport
import Testing

@Suite struct LineBlocksTests {
  private struct Line: Equatable {
    let number: Int
    let text: String
  }

  /// Splits a text that arrives in chunks of the given sizes, then the rest.
  private func lines(of text: String, chunks: [Int] = [], maximum: Int = 1_000) -> [Line] {
    var blocks = LineBlocks(maximumLineBytes: maximum)
    var lines: [Line] = []
    func take(_ block: LineBlock?) {
      guard var block else { return }
      #expect(!block.isAtEnd)
      while let line = block.next() {
        lines.append(
          Line(number: block.line, text: String(decoding: block.bytes[line], as: UTF8.self)))
      }
      #expect(block.isAtEnd)
    }
    var rest = Array(text.utf8)[...]
    for size in chunks + [rest.count] {
      let chunk = rest.prefix(size)
      take(blocks.push(chunk.span))
      rest = rest.dropFirst(size)
    }
    take(blocks.finish())
    let nothing = blocks.finish()
    #expect(nothing == nil)
    return lines
  }

  @Test(arguments: [
    ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]),
    ("\n\na\n", ["", "", "a"]), ("a\r\nb\r\n", ["a\r", "b\r"]),
    ("12345678\n1234567\n123456789\n", ["12345678", "1234567", "123456789"]),
  ])
  func endsLinesAtNewlineOrEndOfStream(text: String, expected: [String]) {
    #expect(lines(of: text).map(\.text) == expected)
  }

  @Test func numbersLinesIndependentlyOfChunks() {
    let text = "first\n\nthe third line, which is longer\n4\n5"
    let expected = ["first", "", "the third line, which is longer", "4", "5"]
    for first in 0...text.utf8.count {
      for second in 0...text.utf8.count - first {
        let lines = lines(of: text, chunks: [first, second])
        #expect(lines.map(\.text) == expected)
        #expect(lines.map(\.number) == [1, 2, 3, 4, 5])
      }
    }
  }

  @Test(arguments: [[], [1], [3], [4], [5], [3, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1]])
  func keepsLongLineLongerThanMaximum(chunks: [Int]) {
    let lines = lines(of: "1234567890\nab\n", chunks: chunks, maximum: 4)
    #expect(lines.count == 2)
    #expect(lines[0].text.count > 4 && lines[0].text.hasPrefix("12345"))
    #expect(lines[1] == Line(number: 2, text: "ab"))
  }

  @Test func boundsMemoryOfUnfinishedLine() {
    var blocks = LineBlocks(maximumLineBytes: 10)
    let chunk = Array(repeating: UInt8(ascii: "x"), count: 1_000)
    for _ in 0..<50 {
      let block = blocks.push(chunk.span)
      #expect(block == nil)
    }
    let last = blocks.finish()
    #expect(last?.bytes.count == 11)
  }

  @Test func ignoresBytesSimilarToNewline() {
    // A search of whole words could mistake 0x0B and 0x8A for 0x0A.
    let bytes = [0x0A, 0x0B, 0x8A, 0x0A, 0x0B, 0x0B, 0x00, 0x09, 0x0A, 0x0B] as [UInt8]
    for shift in 0..<8 {
      var block = LineBlock(
        bytes: Array(repeating: UInt8(ascii: "x"), count: shift) + bytes, firstLine: 1)
      var counts: [Int] = []
      while let line = block.next() { counts.append(line.count) }
      #expect(counts == [shift, 2, 4, 1])
    }
  }
}
