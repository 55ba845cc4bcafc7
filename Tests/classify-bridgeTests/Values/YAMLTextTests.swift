// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Testing

@testable import classify_bridge

@Suite struct YAMLTextTests {
  @Test(arguments: [
    // The core schema of YAML 1.2, §10.3.2.
    ("", "null"), ("~", "null"), ("null", "null"), ("Null", "null"), ("true", "true"),
    ("FALSE", "false"), ("0", "0"), ("-19", "-19"), ("+12", "12"), ("007", "7"), ("-0", "-0"),
    ("0o7", "7"), ("0x3A", "58"), ("0.", "0"), (".5", "0.5"), ("-.5e3", "-0.5e3"),
    ("12e03", "12e03"), ("-2E+05", "-2E+05"), ("1.10", "1.10"),
    // What no number of JSON's width would hold.
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("0.10000000000000000000000001", "0.10000000000000000000000001"),
    // Texts in version 1.2 which older versions take for something else.
    ("no", "\"no\""), ("on", "\"on\""), ("y", "\"y\""), ("1_000", "\"1_000\""),
    ("12:30:45", "\"12:30:45\""), ("2026-11-21", "\"2026-11-21\""), ("0x", "\"0x\""),
    ("+", "\"+\""), (".", "\".\""), ("-.", "\"-.\""), ("1-3", "\"1-3\""), ("0x+1", "\"0x+1\""),
    // Quotes make a text of anything.
    ("'5'", "\"5\""), ("\"null\"", "\"null\""), ("'true'", "\"true\""), ("''", "\"\""),
    ("!!str 5", "\"5\""), ("!!int '5'", "5"), ("|\n  5\n", "\"5\\n\""),
  ])
  func scalars(text: String, json: String) throws {
    #expect(try YAMLText.read("a: \(text)").jsonText() == "{\"a\":\(json)}")
  }

  @Test(arguments: [
    (
      "{lang: abq, max_pages: 0, target_pages: [0]}",
      #"{"lang":"abq","max_pages":0,"target_pages":[0]}"#
    ),
    ("b: 1\na: 2\n", #"{"b":1,"a":2}"#),
    ("- type: invoice\n  description: 'a: b'\n", #"[{"type":"invoice","description":"a: b"}]"#),
    ("{a: &x [1], b: *x}", #"{"a":[1],"b":[1]}"#),
    ("{1: a, true: b}", #"{"1":"a","true":"b"}"#),
    ("{webhook_url: 'https:'}", #"{"webhook_url":"https:"}"#),
  ])
  func structures(text: String, json: String) throws {
    #expect(try YAMLText.read(text).jsonText() == json)
  }

  @Test(arguments: [
    (".inf", "can't be said in JSON (line 1, column 1)"),
    ("[1, -.INF]", "can't be said in JSON"), (".NaN", "can't be said in JSON"),
    ("{a: 1, a: 2}", "the key \"a\" is there twice"),
    ("{1: x, '1': y}", "the key \"1\" is there twice"),
    ("{[1]: x}", "a key is not a text"), ("a: [", "(line "), ("*nobody", "alias"),
    ("!!binary aGk=", "the tag tag:yaml.org,2002:binary is not known"),
    ("!mine x", "the tag !mine is not known"), ("!!int x", "\"x\" is no int"),
    ("--- 1\n--- 2", "another document"), ("# only this", "nothing in it"),
  ])
  func refusals(text: String, message: String) throws {
    let error = #expect(throws: ValueError.self) { try YAMLText.read(text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  @Test(arguments: [true, false])
  func depthIsBounded(isFlow: Bool) throws {
    func nested(_ depth: Int) -> String {
      isFlow
        ? String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        : String(repeating: "- ", count: depth - 1) + "[]"
    }
    #expect(throws: Never.self) { try YAMLText.read(nested(128)) }
    for depth in [129, 900, 5_000, 100_000] {
      #expect(throws: ValueError.self, "\(depth)") { try YAMLText.read(nested(depth)) }
    }
  }

  @Test(arguments: ["", "? *i9\n: 1\n"])
  func aliasesCanNotMultiplyWithoutBound(ending: String) {
    // Each line stands for nine times what the one before it does.
    var lines = ["i0: &i0 [x, x, x, x, x, x, x, x, x]"]
    for level in 1...9 {
      let aliases = [String](repeating: "*i\(level - 1)", count: 9).joined(separator: ", ")
      lines.append("i\(level): &i\(level) [\(aliases)]")
    }
    let text = lines.joined(separator: "\n") + "\n" + ending
    let error = #expect(throws: ValueError.self) { try YAMLText.read(text) }
    #expect(error?.description == "it has more than 32 aliases; write it as JSON")
  }

  @Test func whatAliasesStandForIsBoundedAsWell() {
    // Thirty-two aliases, three to a level.
    var text = "i0: &i0 [\(String(repeating: "x, ", count: 20))x]\n"
    for level in 1...10 {
      let aliases = [String](repeating: "*i\(level - 1)", count: 3).joined(separator: ", ")
      text += "i\(level): &i\(level) [\(aliases)]\n"
    }
    let error = #expect(throws: ValueError.self) { try YAMLText.read(text) }
    #expect(error?.description == "it stands for more than 100000 values")
  }

  @Test func starsInTextsAreNoAliases() throws {
    let bullets = String(repeating: "* point\n  ", count: 50)
    #expect(throws: Never.self) { try YAMLText.read("a: |\n  \(bullets)") }
  }

  @Test func sizeIsBounded() {
    let text = "- " + String(repeating: "x", count: YAMLText.maximumBytes)
    #expect(throws: ValueError.self) { try YAMLText.read(text) }
  }
}
#endif
