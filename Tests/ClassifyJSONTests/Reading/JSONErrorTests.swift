// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct JSONErrorTests {
  @Test(arguments: [
    (
      #"[1,]"#, #"there is a comma before "]"; remove it, or add a value (line 1, column 4, at /1)"#
    ),
    (#"{"a": 1 "b": 2}"#, #"expected "," or "}", found a double quote (line 1, column 9)"#),
    (
      #"{"a": 1, "a": 2}"#, #"the object has two members named "a"; remove one (line 1, column 10)"#
    ),
    ("[1.]", #"a number needs a digit after the point, found "]" (line 1, column 4, at /0)"#),
    (
      "{\"a\":\n \"\t\"}",
      "a string has the control character U+0009; write it as \\t (line 2, column 3, at /a)"
    ),
    ("", "expected a value, found the end of the text (line 1, column 1)"),
    (
      #"["\uD800x"]"#,
      #""\uD800" is one half of a surrogate pair, without its other half (line 1, column 3, at /0)"#
    ),
  ])
  func describesMessageAndLocation(text: String, description: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(json: text) }
    #expect(error?.description == description)
  }

  @Test(arguments: [
    ("\"\(String(repeating: "x", count: 10_000))\"", "\"\(String(repeating: "x", count: 40))…\""),
    ("\"\(String(repeating: "😀", count: 50))\"", "\"\(String(repeating: "😀", count: 40))…\""),
    ("\"\(String(repeating: "y", count: 40))\"", "\"\(String(repeating: "y", count: 40))\""),
    ("\"a\\nb\"", "\"a…\""), ("\"a\u{7F}b\"", "\"a\\u{7F}b\""),
  ])
  func truncatesExcerpts(text: String, excerpt: String) {
    let error = #expect(throws: JSONError.self) { try Int(json: text) }
    // The excerpt of a type mismatch ends before the first non-ASCII character.
    let expected = text.utf8.contains(0xF0) ? "\"…\"" : excerpt
    #expect(error?.message == "expected a number, found the string \(expected)")
    let literal = #expect(throws: JSONError.self) { try JSONObject(json: "{\(text):1,\(text):2}") }
    #expect((literal?.message.unicodeScalars.count ?? .max) < 120)
  }

  @Test(arguments: [40, 41, 1_000_000])
  func truncatesLongNumbers(digits: Int) {
    let text = String(repeating: "7", count: digits)
    let excerpt = String(repeating: "7", count: 40) + (digits > 40 ? "…" : "")
    let wrongType = #expect(throws: JSONError.self) { try String(json: text) }
    #expect(wrongType?.message == "expected a string, found the number \(excerpt)")
    let tooLarge = #expect(throws: JSONError.self) { try Int(json: text) }
    #expect(tooLarge?.code == .notAnInteger)
    #expect(tooLarge?.message.hasSuffix("found \"\(excerpt)\"") == true)
  }

  @Test func keepsRawValuesOfCodes() {
    #expect(
      Set(JSONError.Code.allCases.map(\.rawValue)) == [
        "tooLarge", "tooDeep", "byteOrderMark", "unexpectedEnd", "unexpectedCharacter",
        "trailingContent", "trailingComma", "invalidLiteral", "invalidNumber", "controlCharacter",
        "invalidEscape", "loneSurrogate", "invalidUTF8", "duplicateMember", "wrongType",
        "notAnInteger", "missingMember", "invalidValue",
      ])
  }
}
