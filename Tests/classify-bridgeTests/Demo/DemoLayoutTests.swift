// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Testing

@testable import classify_bridge

@Suite struct DemoLayoutTests {
  @Test func writesFittingJSONOnOneLine() {
    let value: JSONValue = ["a": [1, 2], "b": nil]
    #expect(JSONLayout(width: 24).lines(value, indent: "") == [#"{"a": [1, 2], "b": null}"#])
  }

  @Test func wrapsAndShortensLongJSON() {
    let value: JSONValue = ["a": [1, 2, 3, 4, 5, 6, 7], "b": "0123456789012345"]
    #expect(
      JSONLayout(width: 18).lines(value, indent: " ") == [
        " {", #"   "a": ["#, "     1,", "     2,", "     3,", "     4,", "     5,",
        "     … and 2 more", "   ],", #"   "b": "0123…345""#, " }",
      ])
  }

  @Test func alignsTableCells() {
    let table = TextTable(header: ["", "b"], rows: [["one", "1"], ["three", ""]])
    #expect(
      table.render(width: 9, indent: " ", terminal: .none) == ["        b", " one    1", " three"])
    #expect(
      table.render(width: 8, indent: " ", terminal: .none) == [" one", "   b  1", " three"])
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "a…d"), ("abcdef", 4, "ab…f"), ("abc", 1, "…"),
  ])
  func truncatesMiddleOfLongText(text: String, width: Int, short: String) {
    #expect(PlainText.shortened(text, to: width) == short)
  }

  @Test func replacesControlCharacters() {
    #expect(PlainText.printable("a\u{1B}[2Jb\u{202E}c\n") == "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}")
    #expect(PlainText.printable("Größe 東京 🙂") == "Größe 東京 🙂")
    // Joiners, which spell words and emoji.
    for text in ["نامه\u{200C}ها", "👩\u{200D}🔬"] { #expect(PlainText.printable(text) == text) }
  }
}
