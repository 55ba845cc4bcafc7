// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import TestSupport
import Testing

@testable import classify_bridge

@Suite struct YAMLOutputTests {
  @Test func writesBlockStyle() throws {
    let value: JSONValue = [
      "id": "clj-1", "rules": [["type": "no", "description": "has a: b"]], "result": nil,
      "pages": [], "more": [:], "nested": [[1, 2], ["x"]], "at": "2026-01-05T09:00:00Z",
    ]
    #expect(
      try YAMLOutput.document(value) == """
        id: clj-1
        rules:
        - type: "no"
          description: "has a: b"
        result: null
        pages: []
        more: {}
        nested:
        - - 1
          - 2
        - - x
        at: "2026-01-05T09:00:00Z"

        """)
  }

  @Test func concatenatesItemsToOneSequence() throws {
    let text = try YAMLOutput.item(["a": 1, "b": [2]]) + YAMLOutput.item("x")
    #expect(text == "- a: 1\n  b:\n  - 2\n- x\n")
    #expect(try YAMLText.read(text) == [["a": 1, "b": [2]], "x"])
  }

  @Test(arguments: [
    "0", "-0", "1.0", "1e400", "12345678901234567890123", "0.10000000000000000000000001", "1E+2",
  ])
  func keepsDigitsOfNumbers(number: String) throws {
    #expect(try YAMLOutput.document(JSONValue(json: number)) == "\(number)\n")
  }

  @Test func keepsMultilineAndUnicodeStrings() throws {
    let texts = ["a\nb\n", "  a\n\n b", "\ttab", "漢字 🇩🇪", "\u{0}\u{85}\u{2028}\u{FEFF}", longText]
    for text in texts {
      let value = JSONValue.object([text: .string(text)])
      #expect(try YAMLText.read(YAMLOutput.document(value)) == value)
    }
    #expect(try YAMLOutput.document(.string(longText)) == "\(longText)\n", "not folded")
  }

  private let longText = String(repeating: "word ", count: 60) + "end"

  @Test(arguments: [
    "yes", "NO", "Off", "n", "~", "null", "1", "-1", "1e3", "0x1F", "2026-01-05", "a: b", "a #b",
    " a", "a ", "- a", "", "a\nb", "\"", "'", "é", "@a", "*a", "&a", "!a", "%a", ".inf", "=", "<<",
  ])
  func quotesStringsThatLookLikeOtherTypes(text: String) throws {
    #expect(try YAMLText.read(YAMLOutput.document(.string(text))) == .string(text))
    #expect(try YAMLText.read(YAMLOutput.item(.string(text))) == [.string(text)])
  }

  @Test func keepsRandomValuesAcrossRoundTrip() throws {
    var random = RandomJSON(SeededGenerator(seed: 5))
    for _ in 0..<1_000 {
      let value = random.value()
      // Yams drops a byte order mark at the start of a scalar when it parses.
      if value.jsonText().unicodeScalars.contains("\u{FEFF}") { continue }
      let text = try YAMLOutput.document(value)
      #expect(try YAMLText.read(text) == value, "\(text)")
    }
  }
}
#endif
