// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import TestSupport
import Testing

@testable import classify_bridge

@Suite struct YAMLOutputTests {
  @Test func aJobAsBlocks() throws {
    let value: JSONValue = [
      "id": "clj-1", "rules": [["type": "no", "description": "has a: b"]], "result": nil,
      "pages": [], "more": [:], "nested": [[1, 2], ["x"]], "at": "2026-01-05T09:00:00Z",
    ]
    #expect(
      YAMLOutput.document(value) == """
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

  @Test func itemsMakeOneSequence() throws {
    let text = YAMLOutput.item(["a": 1, "b": [2]]) + YAMLOutput.item("x")
    #expect(text == "- a: 1\n  b:\n    - 2\n- x\n")
    #expect(try YAMLText.read(text) == [["a": 1, "b": [2]], "x"])
  }

  @Test(arguments: [
    "yes", "NO", "Off", "n", "~", "null", "1", "-1", "1e3", "0x1F", "2026-01-05", "a: b", "a #b",
    " a", "a ", "- a", "", "a\nb", "\"", "'", "é", "@a", "*a", "&a", "!a", "%a", ".inf", "=", "<<",
  ])
  func textsStayTexts(text: String) throws {
    #expect(try YAMLText.read(YAMLOutput.document(.string(text))) == .string(text))
    #expect(try YAMLText.read(YAMLOutput.item(.string(text))) == [.string(text)])
  }

  @Test func everyValueIsReadBack() throws {
    var random = RandomJSON(SeededGenerator(seed: 5))
    for _ in 0..<1_000 {
      let value = random.value()
      // The parser takes this one for a byte order mark where a text begins with it.
      if value.jsonText().unicodeScalars.contains("\u{FEFF}") { continue }
      let text = YAMLOutput.document(value)
      #expect(try YAMLText.read(text) == value, "\(text)")
    }
  }
}
#endif
