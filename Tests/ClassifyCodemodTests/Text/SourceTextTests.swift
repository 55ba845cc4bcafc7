// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct SourceTextTests {
  @Test(arguments: [
    ("", 1, "\n"), ("a", 1, "\n"), ("a\nb", 2, "\n"), ("a\r\nb\r\n", 3, "\r\n"), ("a\rb", 2, "\r"),
    ("\n\r", 3, "\n"),
  ])
  func dividesLines(text: String, lines: Int, ending: String) {
    let source = SourceText(text)
    #expect(source.lineCount == lines)
    #expect(source.lineEnding == ending)
  }

  @Test(arguments: [(0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 2), (6, 2, 3)])
  func countsColumnsInCharacters(offset: Int, line: Int, column: Int) {
    let source = SourceText("ab\né!")
    #expect(source.location(at: offset) == SourceLocation(line: line, column: column))
  }

  @Test func findsIndentationBehindByteOrderMark() {
    let source = SourceText("\u{FEFF}  a\n\tb\n")
    #expect(source.contentStart == 3)
    #expect(source.indentation(at: 5) == "  ")
    #expect(source.indentation(at: 8) == "\t")
    #expect(source.indentation(at: source.count) == "")
  }

  @Test(
    arguments: [
      ([0x61, 0xFF], 1), ([0xC0, 0x80], 0), ([0xE0, 0x80, 0x80], 0), ([0xED, 0xA0, 0x80], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0x61, 0xE2, 0x82], 1), ([0xF0, 0x9F, 0x98, 0x28], 0),
      ([0xC3], 0),
    ] as [([UInt8], Int)])
  func rejectsInvalidText(bytes: [UInt8], offset: Int) {
    #expect(throws: InvalidText(offset: offset)) { try SourceText(ContiguousArray(bytes)) }
  }

  @Test(arguments: ["", "é", "\u{FFFD}", "😀", "\u{800}", "\u{FFFF}", "\u{10FFFF}"])
  func acceptsValidText(text: String) throws {
    #expect(try SourceText(ContiguousArray(text.utf8)).count == text.utf8.count)
  }
}
