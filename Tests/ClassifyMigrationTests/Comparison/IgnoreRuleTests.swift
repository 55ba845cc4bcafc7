// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import Testing

@Suite struct IgnoreRuleTests {
  private static func document(_ name: String = "a.pdf", v1: Label?, v2: Label?) -> ComparedDocument
  {
    func side(_ label: Label?) -> SideResult {
      SideResult(answer: label.map { .label($0) } ?? .failed(message: "m"))
    }
    return ComparedDocument(name: name, v1: side(v1), v2: side(v2))
  }

  private static func rule(_ members: String) throws -> IgnoreRule {
    let json = #"[{\#(members),"reason":"r","expires":"2026-11-30"}]"#
    return try #require(try IgnoreRule.rules(json: Array(json.utf8)).first)
  }

  @Test(
    arguments: [
      (#""v1":"a""#, Label.type("a"), Label.type("b"), true),
      (#""v1":"a""#, .type("b"), .type("a"), false),
      (#""v1":{"kind":"type","name":"a"}"#, .type("a"), nil, true),
      (#""v2":{"kind":"unmatched"}"#, .type("a"), .unmatched, true),
      (#""v2":{"kind":"unmatched"}"#, .type("a"), nil, false),
      (#""v2":{"kind":"none"}"#, .type("a"), nil, true),
      (#""v2":{"kind":"none"}"#, .type("a"), .unmatched, false),
      (#""v1":"a","v2":"b""#, .type("a"), .type("b"), true),
      (#""v1":"a","v2":"b""#, .type("a"), .type("c"), false),
      (#""v1":"a","document":"b*""#, .type("a"), .type("c"), false),
      // A type can have any name.
      (#""v1":"unmatched""#, .type("unmatched"), .type("a"), true),
      (#""v1":"unmatched""#, .unmatched, .type("a"), false),
    ] as [(String, Label?, Label?, Bool)])
  func matchesIfAllConditionsHold(members: String, v1: Label?, v2: Label?, matches: Bool) throws {
    #expect(try Self.rule(members).matches(Self.document(v1: v1, v2: v2)) == matches)
  }

  /// The condition is one of an optional type, which must not take it for `nil`.
  @Test func matchesADocumentWithoutLabel() throws {
    let day = try #require(CalendarDay("2026-11-30"))
    let rule = try #require(IgnoreRule(v1: .noLabel, reason: "r", expires: day))
    #expect(rule.matches(Self.document(v1: nil, v2: .type("a"))))
    #expect(!rule.matches(Self.document(v1: .type("b"), v2: .type("a"))))
  }

  @Test(arguments: [
    ("*", "", true), ("*", "a/b", true), ("a*c", "abbc", true), ("a*c", "abcb", false),
    ("a?c", "abc", true), ("a?c", "ac", false), ("*.pdf", "x/y.pdf", true),
    ("*.pdf", "x.pdf.txt", false), ("*a*b*", "xxaxxbxx", true), ("*ab", "aab", true),
    ("*aab", "aaab", true), ("abc", "abc", true), ("abc", "abcd", false), ("?", "é", true),
    ("**", "x", true), ("a*", "b", false),
  ])
  func matchesNamesByPattern(pattern: String, name: String, matches: Bool) throws {
    let rule = try Self.rule(#""document":\#(pattern.jsonText())"#)
    #expect(rule.matches(Self.document(name, v1: .type("a"), v2: nil)) == matches)
  }

  @Test func matchesAHostilePatternInBoundedTime() throws {
    let stars = String(repeating: "*a", count: IgnoreRule.maximumPatternLength / 2 - 1) + "b"
    let rule = try Self.rule(#""document":"\#(stars)""#)
    let name = String(repeating: "a", count: 8_000)
    #expect(!rule.matches(Self.document(name, v1: nil, v2: nil)))
  }

  @Test(arguments: [("2026-11-29", false), ("2026-11-30", false), ("2026-12-01", true)])
  func expiresAfterItsLastDay(today: String, isExpired: Bool) throws {
    let day = try #require(CalendarDay(today))
    #expect(try Self.rule(#""v1":"a""#).isExpired(on: day) == isExpired)
  }

  @Test func readsAnObjectWithTheRules() throws {
    let json = #"{"ignore":[{"v1":"a","reason":"r","expires":"2026-11-30"}],"other":1}"#
    #expect(try IgnoreRule.rules(json: Array(json.utf8)).map(\.reason) == ["r"])
  }

  @Test(arguments: [
    ("[{\"v1\":\"a\",\"reason\":\"r\",\n\"expires\":\"2026-11-31\"}]", 2, "/0/expires"),
    ("[{\"v1\":\"a\",\n\"reason\":\"\",\"expires\":\"2026-11-30\"}]", 2, "/0/reason"),
    ("[\n\n{\"v3\":\"a\",\"reason\":\"r\",\"expires\":\"2026-11-30\"}]", 3, "/0/v3"),
    ("[{\"v1\":\"a\",\"reason\":\"r\"}]", 1, "/0/expires"),
    ("[{\"v1\":\"a\",\"expires\":\"2026-11-30\"}]", 1, "/0/reason"),
    ("[{\"v1\":{\"kind\":\"no\"},\"reason\":\"r\",\"expires\":\"2026-11-30\"}]", 1, "/0/v1"),
    ("{}", 1, "/ignore"),
  ])
  func rejectsFaultsWithLineAndMember(json: String, line: Int, pointer: String) {
    let error = #expect(throws: JSONError.self) { try IgnoreRule.rules(json: Array(json.utf8)) }
    #expect(error?.line == line)
    #expect(error?.pointer.description == pointer)
  }

  /// Null could mean that no rule matches, or any label, which ignores far more.
  @Test(arguments: ["v1", "v2"])
  func refusesNullForALabel(member: String) {
    let json =
      #"[{"\#(member)":null,"document":"a*","reason":"r","expires":"2026-11-30"}]"#
    let error = #expect(throws: JSONError.self) { try IgnoreRule.rules(json: Array(json.utf8)) }
    #expect(error?.pointer.description == "/0/\(member)")
    #expect(error?.message.contains(#"write {"kind":"unmatched"}"#) == true)
    #expect(error?.message.contains("leave the member out for any") == true)
  }

  @Test func rejectsARuleThatWouldIgnoreEverything() throws {
    let json = #"[{"reason":"r","expires":"2026-11-30"}]"#
    #expect(throws: JSONError.self) { try IgnoreRule.rules(json: Array(json.utf8)) }
    let day = try #require(CalendarDay("2026-11-30"))
    #expect(IgnoreRule(reason: "r", expires: day) == nil)
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2026-11-22", 20_779),
  ])
  func countsDays(text: String, days: Int) throws {
    let day = try #require(CalendarDay(text))
    #expect(day.daysSince1970 == days)
    #expect(day.description == text)
    #expect(CalendarDay(of: Timestamp.Instant(seconds: Int64(days) * 86_400 + 86_399)) == day)
  }

  @Test(arguments: ["2026-02-29", "2026-11-2", "20261122", "2026-11-22T00", "", "2026-13-01"])
  func rejectsOtherDates(text: String) {
    #expect(CalendarDay(text) == nil)
  }
}
