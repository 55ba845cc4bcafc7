// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import TestSupport
import Testing

@testable import classify_bridge

@Suite struct ValueTextTests {
  @Test(arguments: [
    #"{"b":1e400,"a":"no","a ":[null,-0,1.0]}"#, #""null""#, "12345678901234567890123", "true",
    #"{"a":"\u0000 \" é"}"#,
  ])
  func jsonIsKeptAsItStands(json: String) throws {
    let expected = try JSONValue(json: json)
    #expect(try ValueText.read(json) == expected)
  }

  @Test(arguments: [#"{"a": 1, "a": 2}"#, "[" + String(repeating: "[", count: 200)])
  func whatJSONRefusesForAReasonIsNotTakenForYAML(text: String) {
    #expect(throws: ValueError.self) { try ValueText.read(text) }
  }

  @Test func everyJSONIsReadTheSame() throws {
    var random = RandomJSON(SeededGenerator(seed: 11))
    for _ in 0..<2_000 {
      let value = random.value()
      #expect(try ValueText.read(value.jsonText()) == value)
    }
  }
}

@Suite struct QueryTextTests {
  @Test(arguments: [
    ("clj-1", ["clj-1"]), ("[string, string]", ["string", "string"]), ("'a b'", ["a b"]),
    ("[1, \"2\"]", ["1", "2"]), ("[open", ["[open"]), ("'", ["'"]), ("", [""]),
  ])
  func textsOfAFlag(text: String, texts: [String]) {
    #expect(QueryText.texts(text) == texts)
  }
}
#endif
