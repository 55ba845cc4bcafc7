// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Testing

@testable import classify_bridge

@Suite struct DirectionMarksTests {
  /// The characters with the property Bidi_Control (UAX #9, table 4).
  static let marks: [Unicode.Scalar] =
    ["\u{61C}", "\u{200E}", "\u{200F}"] + (0x202A...0x202E).compactMap { Unicode.Scalar($0) }
    + (0x2066...0x2069).compactMap { Unicode.Scalar($0) }

  @Test(arguments: marks)
  func escapesMark(mark: Unicode.Scalar) throws {
    let value = JSONValue.array([.string("a\(mark)é\(mark)"), .string("\\")])
    let text = DirectionMarks.escaped(in: value.jsonText())
    #expect(!text.unicodeScalars.contains(mark))
    #expect(try JSONValue(json: text) == value)
  }

  @Test(arguments: ["", #"["plain", 1]"#, #"{"a": "é\u202e שלום"}"#])
  func keepsOtherText(json: String) {
    #expect(DirectionMarks.escaped(in: json) == json)
  }
}
