// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Foundation
import TestSupport
import Testing

@Suite struct JSONBridgedTests {
  @Test func decodesLikeReader() throws {
    let text = #"{"type": "a", "description": "b", "limit": null, "other": [1, {"x": null}]}"#
    let typed = try SampleRule(json: text)
    let decoded = try JSONDecoder().decode(SampleRule.self, from: Data(text.utf8))
    #expect(decoded == typed)
    #expect(decoded.limit == .null)
  }

  @Test func encodesLikeWriter() throws {
    var rule = SampleRule(type: "a/é", description: "b\n", limit: .value(3))
    rule.unknownMembers = ["x": [1, nil, true, 2.5, "c"]]
    let encoded = try JSONValue(json: Array(JSONEncoder().encode(rule)))
    let written = try JSONValue(json: rule.jsonBytes())
    #expect(encoded.isEquivalent(to: written))
  }

  @Test func keepsLocationAndMessageOfFault() throws {
    let text = #"{"rules": [{"type": "a", "description": "b"}, {"type": "a", "description": 7}]}"#
    let error = try #require(throws: DecodingError.self) {
      try JSONDecoder().decode([String: [SampleRule]].self, from: Data(text.utf8))
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record(error)
      return
    }
    let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    #expect(path == ["rules", "1", "description"])
    #expect(context.debugDescription == "expected a string, found the number 7")
    #expect((context.underlyingError as? JSONError)?.code == .wrongType)
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func roundTripsValuesExceptOrder(seed: UInt64) throws {
    var random = RandomJSON(SeededGenerator(seed: seed))
    for _ in 0..<100 {
      let value = Self.portable(random.value(depth: 3))
      let data = try JSONEncoder().encode(value)
      #expect(try JSONValue(json: Array(data)).isEquivalent(to: value), "seed \(seed)")
      let decoded = try JSONDecoder().decode(JSONValue.self, from: data)
      #expect(decoded.isEquivalent(to: value), "seed \(seed)")
    }
  }

  @Test func roundTripsNumbers() throws {
    let texts = ["0", "-7", "18446744073709551615", "0.1", "9007199254740993"]
    let text = "[\(texts.joined(separator: ","))]"
    let numbers = try JSONDecoder().decode([JSONNumber].self, from: Data(text.utf8))
    #expect(numbers.map(\.text) == texts)
    #expect(try JSONValue(json: Array(JSONEncoder().encode(numbers))).jsonText() == text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(JSONObject.self, from: Data("[1]".utf8))
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(JSONNumber.self, from: Data("\"1\"".utf8))
    }
  }

  /// Replaces what `Codable` can't round-trip: numbers, and names that are Unicode-equivalent.
  private static func portable(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number(let number): .number(JSONNumber(number.text.utf8.count))
    case .array(let elements): .array(elements.map(portable))
    case .object(let members):
      .object(
        members.enumerated().reduce(into: JSONObject()) { object, member in
          object.append("\(member.offset)\(member.element.name)", portable(member.element.value))
        })
    case .null, .bool, .string: value
    }
  }
}
