// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct JSONMemberNameTests {
  private func name(_ text: String) throws -> JSONMemberName {
    var found: JSONMemberName?
    var reader = try JSONReader(JSONValue.object([text: 1]).jsonBytes())
    try reader.readObject { (name, _) throws(JSONError) in found = name }
    return try #require(found)
  }

  @Test func keepsNameOfAnyLength() throws {
    for count in 0...70 {
      let text = String(String(repeating: "abcdefghijklmnopqrstuvwxyz", count: 3).prefix(count))
      #expect(try name(text).text == text)
      #expect(try name(text + "é\"").text == text + "é\"")
    }
  }

  @Test func matchesOnlyEqualBytes() throws {
    #expect(try name("") == "")
    #expect(try name("a") == "a")
    #expect(try name("12345678") == "12345678")
    #expect(try name("123456789") == "123456789")
    #expect(try name("1234567890123456") == "1234567890123456")
    #expect(try name("parsing_configuration") == "parsing_configuration")
    #expect(try name("12345678901234567890123456789012") == "12345678901234567890123456789012")
    #expect(try name("123456789012345678901234567890123") == "123456789012345678901234567890123")
    #expect(try name("é") == "é")

    #expect(try !(name("a") == ""))
    #expect(try !(name("") == "a"))
    #expect(try !(name("a") == "b"))
    #expect(try !(name("ab") == "a"))
    #expect(try !(name("parsing_configuratiom") == "parsing_configuration"))
    #expect(try !(name("qarsing_configuration") == "parsing_configuration"))
    #expect(try !(name("parsing_bonfiguration") == "parsing_configuration"))
    #expect(try !(name("12345678901234567890123456789013") == "12345678901234567890123456789012"))
    #expect(try !(name("x23456789012345678901234567890123") == "123456789012345678901234567890123"))
    #expect(try !(name("e\u{301}") == "é"))
  }

  @Test func matchesInSwitch() throws {
    let found =
      switch try name("target_pages") {
      case "max_pages": 1
      case "target_pages": 2
      default: 3
      }
    #expect(found == 2)
  }
}
