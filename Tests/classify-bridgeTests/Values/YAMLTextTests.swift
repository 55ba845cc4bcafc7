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
    // Numbers that no machine type represents exactly.
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("0.10000000000000000000000001", "0.10000000000000000000000001"),
    // Strings in YAML 1.2 that are other types in YAML 1.1.
    ("no", "\"no\""), ("on", "\"on\""), ("y", "\"y\""), ("1_000", "\"1_000\""),
    ("12:30:45", "\"12:30:45\""), ("2026-11-21", "\"2026-11-21\""), ("0x", "\"0x\""),
    ("+", "\"+\""), (".", "\".\""), ("-.", "\"-.\""), ("1-3", "\"1-3\""), ("0x+1", "\"0x+1\""),
    // Quoted scalars are strings.
    ("'5'", "\"5\""), ("\"null\"", "\"null\""), ("'true'", "\"true\""), ("''", "\"\""),
    ("!!str 5", "\"5\""), ("!!int '5'", "5"), ("|\n  5\n", "\"5\\n\""),
  ])
  func readsScalars(text: String, json: String) throws {
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
  func readsStructures(text: String, json: String) throws {
    #expect(try YAMLText.read(text).jsonText() == json)
  }

  @Test(arguments: [
    (".inf", "has no JSON equivalent (line 1, column 1)"),
    ("[1, -.INF]", "has no JSON equivalent"), (".NaN", "has no JSON equivalent"),
    ("{a: 1, a: 2}", "duplicate key \"a\""),
    ("{1: x, '1': y}", "duplicate key \"1\""),
    ("{[1]: x}", "a key is not a string"), ("a: [", "(line "), ("*nobody", "alias"),
    ("!!binary aGk=", "unknown tag tag:yaml.org,2002:binary"),
    ("!mine x", "unknown tag !mine"), ("!!int x", "a value is not a valid int"),
    ("--- 1\n--- 2", "another document"), ("# only this", "nothing in it"),
  ])
  func rejectsInvalidYAML(text: String, message: String) throws {
    let error = #expect(throws: ValueError.self) { try YAMLText.read(text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  @Test(arguments: [true, false])
  func limitsDepth(isFlow: Bool) throws {
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
  func limitsNumberOfAliases(ending: String) {
    // Each line expands to nine times the values of the line before it.
    var lines = ["i0: &i0 [x, x, x, x, x, x, x, x, x]"]
    for level in 1...9 {
      let aliases = [String](repeating: "*i\(level - 1)", count: 9).joined(separator: ", ")
      lines.append("i\(level): &i\(level) [\(aliases)]")
    }
    let text = lines.joined(separator: "\n") + "\n" + ending
    let error = #expect(throws: ValueError.self) { try YAMLText.read(text) }
    #expect(error?.description == "it has more than 32 aliases; write it as JSON")
  }

  @Test func limitsNumberOfExpandedValues() {
    // 30 aliases, three per level.
    var text = "i0: &i0 [\(String(repeating: "x, ", count: 20))x]\n"
    for level in 1...10 {
      let aliases = [String](repeating: "*i\(level - 1)", count: 3).joined(separator: ", ")
      text += "i\(level): &i\(level) [\(aliases)]\n"
    }
    let error = #expect(throws: ValueError.self) { try YAMLText.read(text) }
    #expect(error?.description == "it has more than 100000 values when aliases are expanded")
  }

  @Test func limitsExpandedSize() {
    let text = """
      i0: &i0 \(String(repeating: "x", count: 500_000))
      i1: &i1 [*i0, *i0, *i0, *i0, *i0]
      i2: [*i1, *i1, *i1, *i1, *i1]
      """
    let error = #expect(throws: ValueError.self) { try YAMLText.read(text) }
    #expect(error?.description == "it has more than 10 MiB when aliases are expanded")
  }

  /// The parser hashes keys as a whole, so these would take hours.
  @Test(arguments: [
    "? [*a9, *a9]\n: 1", "? *a9\n: 1", "k: {? *a9 : 1}", "- ? *a9\n  : 1", "*a9 : 1",
    "k: {*a9 : 1}",
    "[*a9, *a9]: 1", "k: {[*a9] : 1}", "k: {{x: *a9}: 1}",
  ])
  func rejectsKeysOfNestedAliases(ending: String) {
    var lines = ["a0: &a0 [\(String(repeating: "x,", count: 100_000))x]"]
    for level in 1...9 {
      let alias = "*a\(level - 1)"
      lines.append("a\(level): &a\(level) [\(alias), \(alias), \(alias)]")
    }
    let text = (lines + [ending]).joined(separator: "\n")
    let error = #expect(throws: ValueError.self) { try YAMLText.read(text) }
    #expect(error?.description.contains("keys that are not strings") == true)
  }

  @Test func rejectsManyNestedKeys() {
    let count = 200
    let text =
      String(repeating: "{", count: count) + "a: 1" + String(repeating: "}: 1", count: count - 1)
      + "}"
    let error = #expect(throws: ValueError.self) { try YAMLText.read(text) }
    #expect(error?.description.contains("keys that are not strings") == true)
  }

  @Test func acceptsQuestionsAndBracketsInText() throws {
    let text = """
      rules:
      - &invoice {type: invoice, description: "Is it an invoice? Yes, if it has a number"}
      - {type: letter, description: 'a letter [or a fax]'}
      default: *invoice
      """
    #expect(try YAMLText.read(text)["default"]?["type"] == "invoice")
    #expect(try YAMLText.read("a: 'rules [of b]: c'").jsonText() == #"{"a":"rules [of b]: c"}"#)
  }

  @Test func ignoresStarsInBlockScalars() throws {
    let bullets = String(repeating: "* point\n  ", count: 50)
    #expect(throws: Never.self) { try YAMLText.read("a: |\n  \(bullets)") }
  }

  @Test func limitsSize() {
    let text = "- " + String(repeating: "x", count: YAMLText.maximumBytes)
    #expect(throws: ValueError.self) { try YAMLText.read(text) }
  }
}
#endif
