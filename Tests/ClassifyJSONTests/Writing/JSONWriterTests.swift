// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct JSONWriterTests {
  @Test(arguments: [
    AcceptedText("null", nil), AcceptedText("true", true), AcceptedText("false", false),
    AcceptedText("-12", -12), AcceptedText("\"a\"", "a"), AcceptedText("[]", []),
    AcceptedText("{}", [:]), AcceptedText("[1,[],[2]]", [1, [], [2]]),
    AcceptedText("{\"b\":1,\"a\":{\"c\":null}}", ["b": 1, "a": ["c": nil]]),
    AcceptedText("1.50E+3", .number(text: "1.50E+3")),
  ])
  func writesCompactText(_ sample: AcceptedText) {
    #expect(sample.value.jsonBytes() == sample.text)
    #expect(Array(sample.value.description.utf8) == sample.text)
  }

  @Test func indentsPrettyTextByTwoSpaces() {
    let value: JSONValue = ["a": [1, ["b": "c"]], "d": [], "e": [:]]
    #expect(
      value.jsonText(pretty: true) == """
        {
          "a": [
            1,
            {
              "b": "c"
            }
          ],
          "d": [],
          "e": {}
        }
        """)
  }

  @Test func escapesOnlyRequiredAndControlCharacters() {
    for scalar in (0...0xFF).compactMap(Unicode.Scalar.init) {
      let expected =
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\u{8}": "\\b"
        case "\t": "\\t"
        case "\n": "\\n"
        case "\u{C}": "\\f"
        case "\r": "\\r"
        case _ where scalar.value < 0x10: "\\u000" + String(scalar.value, radix: 16)
        case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
          "\\u00" + String(scalar.value, radix: 16)
        default: String(scalar)
        }
      #expect("x\(scalar)y\(scalar)".jsonText() == "\"x\(expected)y\(expected)\"")
    }
    let text = "/é\u{2028}\u{FEFF}😀\u{10FFFF}e\u{301}"
    #expect(Array(text.jsonText().utf8) == Array("\"\(text)\"".utf8))
  }

  @Test func writesMembersUnlessAbsent() {
    var writer = JSONWriter()
    writer.writeObject { object in
      object.member("a", Presence<Int>.absent)
      object.member("b", Presence<Int>.null)
      object.member("c", Presence.value(1))
      object.member("d", Int?.none)
      object.member("e") { $0.writeArray([true, false]) }
      object.members(of: ["f": 1.5, "g": "\n"])
    }
    let text = #"{"b":null,"c":1,"d":null,"e":[true,false],"f":1.5,"g":"\n"}"#
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }

  @Test func writesRawValueUnchanged() throws {
    let text = #"{"a": 1.0, "b": "\u0041"}"#
    var reader = try JSONReader(Array(text.utf8))
    let range = try reader.readRawValue()
    var writer = JSONWriter()
    writer.writeObject { object in
      object.member("copy") { writer in reader.withBytes(in: range) { writer.writeRaw($0) } }
    }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "{\"copy\":\(text)}")
  }

  @Test func writesSmallestAndLargestInteger() {
    #expect(
      [Int.min, -1, 0, Int.max].jsonText() == "[-9223372036854775808,-1,0,9223372036854775807]")
  }
}
