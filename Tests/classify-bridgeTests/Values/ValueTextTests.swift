// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Foundation
import TestSupport
import Testing

@testable import classify_bridge

@Suite struct ValueTextTests {
  @Test(arguments: [
    #"{"b":1e400,"a":"no","a ":[null,-0,1.0]}"#, #""null""#, "12345678901234567890123", "true",
    #"{"a":"\u0000 \" é"}"#,
  ])
  func readsJSONUnchanged(json: String) throws {
    let expected = try JSONValue(json: json)
    #expect(try ValueText.read(json) == expected)
  }

  @Test(arguments: [#"{"a": 1, "a": 2}"#, "[" + String(repeating: "[", count: 200)])
  func rejectsJSONThatViolatesLimits(text: String) {
    #expect(throws: ValueError.self) { try ValueText.read(text) }
  }

  @Test func readsRandomJSONUnchanged() throws {
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
  func parsesArraysAndQuotedStrings(text: String, texts: [String]) {
    #expect(QueryText.texts(text) == texts)
  }
}
@Suite struct FileReferenceTests {
  @Test func escapesLiteralAt() throws {
    #expect(try FileReference.text(of: "\\@file") == "@file")
    #expect(try FileReference.text(of: "@nobody") == "@nobody")
  }

  @Test func encodesBinaryFilesInBase64() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).bin")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data([0xFB, 0xFF, 0xBF, 0x66]).write(to: file)
    #expect(try FileReference.text(of: "@\(file.path)") == "+/+/Zg==")
    try Data("foob".utf8).write(to: file)
    #expect(try FileReference.text(of: "@\(file.path)") == "foob")
    #expect(try FileReference.text(of: "@data://\(file.path)") == "Zm9vYg==")
  }
}
#endif
