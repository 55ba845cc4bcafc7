// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Foundation
import Testing

@Suite struct JSONPointerTests {
  /// The document and the table of RFC 6901, section 5.
  private static let document = #"""
    {
      "foo": ["bar", "baz"],
      "": 0,
      "a/b": 1,
      "c%d": 2,
      "e^f": 3,
      "g|h": 4,
      "i\\j": 5,
      "k\"l": 6,
      " ": 7,
      "m~n": 8
    }
    """#

  @Test(arguments: [
    ("/foo", ["bar", "baz"] as JSONValue), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2),
    ("/e^f", 3), ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
  ])
  func resolvesExamplesOfRFC(text: String, value: JSONValue) throws {
    let document = try JSONValue(json: Self.document)
    let pointer = try #require(JSONPointer(text))
    #expect(document[pointer: pointer] == value)
    #expect(pointer.description == text)
  }

  @Test func isWholeDocumentWhenEmpty() throws {
    let document = try JSONValue(json: Self.document)
    #expect(document[pointer: ""] == document)
    #expect(JSONPointer().isRoot)
    #expect(JSONPointer("") == JSONPointer())
  }

  @Test(arguments: [
    "/foo/2", "/foo/-", "/foo/01", "/foo/+1", "/foo/", "/foo/x", "/x", "/foo/0/0", "//",
  ])
  func resolvesToNilWhenThereIsNoValue(text: String) throws {
    let document = try JSONValue(json: Self.document)
    #expect(document[pointer: try #require(JSONPointer(text))] == nil)
  }

  @Test(arguments: ["foo", "foo/bar", " /a", "/~", "/~2", "/a~", "/~01~", "#/a"])
  func rejectsInvalidPointer(text: String) {
    #expect(JSONPointer(text) == nil)
  }

  @Test(arguments: [
    ("/~01", ["~1"]), ("/~10", ["/0"]), ("/~0~1", ["~/"]), ("//", ["", ""]), ("/a/", ["a", ""]),
    ("/é/e\u{301}", ["é", "e\u{301}"]), ("/\u{301}", ["\u{301}"]), ("/\r\n", ["\r\n"]),
  ])
  func unescapesOnce(text: String, tokens: [String]) throws {
    let pointer = try #require(JSONPointer(text))
    #expect(pointer.tokens.map { Array($0.utf8) } == tokens.map { Array($0.utf8) })
    #expect(Array(pointer.description.utf8) == Array(text.utf8))
  }

  @Test func appendsAndEscapesTokens() {
    #expect(JSONPointer().appending("rules").appending(0).appending("a/b~") == "/rules/0/a~1b~0")
  }

  @Test func encodesAsString() throws {
    let pointers: [JSONPointer] = ["/a~1b", ""]
    let data = try JSONEncoder().encode(pointers)
    #expect(try JSONValue(json: Array(data)) == ["/a~1b", ""])
    #expect(try JSONDecoder().decode([JSONPointer].self, from: data) == pointers)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([JSONPointer].self, from: Data("[\"a\"]".utf8))
    }
  }
}
