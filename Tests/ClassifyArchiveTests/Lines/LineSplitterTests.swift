// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import TestSupport
import Testing

@Suite struct LineSplitterTests {
  /// Splits a text that arrives in chunks of the given sizes, then the rest.
  private func lines(of text: String, chunks: [Int] = [], maximum: Int = 1_000) -> [String] {
    var splitter = LineSplitter(maximumLineBytes: maximum)
    var lines: [String] = []
    func take(_ line: Span<UInt8>) {
      lines.append(line.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    }
    var rest = Array(text.utf8)[...]
    for size in chunks + [rest.count] {
      let chunk = rest.prefix(size)
      splitter.push(chunk.span, take)
      rest = rest.dropFirst(size)
    }
    splitter.finish(take)
    return lines
  }

  @Test(arguments: [
    ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]),
    ("\n\na\n", ["", "", "a"]), ("a\r\nb\r\n", ["a\r", "b\r"]),
    ("12345678\n1234567\n123456789\n", ["12345678", "1234567", "123456789"]),
  ])
  func endsLinesAtNewlineOrEndOfStream(text: String, expected: [String]) {
    #expect(lines(of: text) == expected)
  }

  @Test func splitsIndependentlyOfChunks() {
    let text = "first\n\nthe third line, which is longer\n4\n"
    let expected = ["first", "", "the third line, which is longer", "4"]
    for first in 0...text.utf8.count {
      for second in 0...text.utf8.count - first {
        #expect(lines(of: text, chunks: [first, second]) == expected)
      }
    }
  }

  @Test(arguments: [[], [1], [3], [4], [5], [3, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1]])
  func truncatesLongLineOneByteAboveMaximum(chunks: [Int]) {
    #expect(lines(of: "1234567890\nab\n", chunks: chunks, maximum: 4) == ["12345", "ab"])
    #expect(lines(of: "1234\n", chunks: chunks, maximum: 4) == ["1234"])
    #expect(lines(of: "1234567890", chunks: chunks, maximum: 4) == ["12345"])
  }

  @Test func ignoresBytesSimilarToNewline() {
    // A search of whole words could mistake 0x0B and 0x8A for 0x0A.
    let bytes = [0x0A, 0x0B, 0x8A, 0x0A, 0x0B, 0x0B, 0x00, 0x09, 0x0A, 0x0B] as [UInt8]
    for shift in 0..<8 {
      var splitter = LineSplitter(maximumLineBytes: 100)
      var counts: [Int] = []
      let text = (Array(repeating: UInt8(ascii: "x"), count: shift) + bytes)[...]
      splitter.push(text.span) { counts.append($0.count) }
      splitter.finish { counts.append($0.count) }
      #expect(counts == [shift, 2, 4, 1])
    }
  }
}
