// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct JSONObjectTests {
  @Test func keepsOrderOfMembers() {
    let object: JSONObject = ["b": 1, "a": 2, "c": nil]
    #expect(object.names == ["b", "a", "c"])
    #expect(object.map(\.value) == [1, 2, nil])
    #expect(object[1].name == "a")
    #expect(object.count == 3)
  }

  @Test func replacesValueInPlace() {
    var object: JSONObject = ["b": 1, "a": 2]
    object["b"] = 3
    object["c"] = 4
    #expect(object == ["b": 3, "a": 2, "c": 4])
  }

  @Test func removesMemberWhenSetToNil() {
    var object: JSONObject = ["b": 1, "a": 2, "c": 3]
    object["a"] = nil
    object["x"] = nil
    #expect(object == ["b": 1, "c": 3])
    object["b"] = .some(.null)
    #expect(object == ["b": nil, "c": 3])
    #expect(object.contains("b"))
    #expect(!object.contains("a"))
  }

  @Test func rejectsDuplicateName() {
    var object: JSONObject = ["a": 1]
    let isSecondAppended = object.append("a", 2)
    let isOtherAppended = object.append("b", 2)
    #expect(!isSecondAppended)
    #expect(isOtherAppended)
    #expect(object == ["a": 1, "b": 2])
  }

  @Test func comparesNamesByBytes() {
    var object: JSONObject = ["é": 1]
    object.append("e\u{301}", 2)
    #expect(object["é"] == 1)
    #expect(object["e\u{301}"] == 2)
    #expect(object != ["e\u{301}": 1, "é": 2])
    #expect(JSONValue.string("é") != JSONValue.string("e\u{301}"))
    // U+212B and its decomposition have the same number of bytes.
    #expect(JSONValue.string("\u{212B}") != JSONValue.string("A\u{30A}"))
  }

  @Test(arguments: [1, 15, 16, 17, 18, 200])
  func findsMembersWithOrWithoutIndex(count: Int) {
    var object = JSONObject()
    for index in 0..<count {
      object.append("name \(index)", .number(JSONNumber(index)))
      object.append("name \(index)", nil)
    }
    object.append("é", 1)
    object.append("e\u{301}", 2)
    for index in 0..<count { #expect(object["name \(index)"]?.integer == index) }
    #expect(object["é"] == 1 && object["e\u{301}"] == 2 && object["name"] == nil)

    for index in stride(from: 0, to: count, by: 2) { object["name \(index)"] = nil }
    for index in 0..<count {
      #expect(object["name \(index)"]?.integer == (index.isMultiple(of: 2) ? nil : index))
    }
    #expect(object.names.suffix(2).map { $0.unicodeScalars.count } == [1, 2])
    object["new"] = true
    #expect(object.last?.name == "new")
    #expect(object["new"] == true)
  }

  @Test func ignoresOrderOnlyInEquivalence() {
    let object: JSONObject = ["a": 1, "b": ["c": [["d": 1, "e": 2]], "f": 2]]
    let reordered: JSONObject = ["b": ["f": 2, "c": [["e": 2, "d": 1]]], "a": 1]
    #expect(object != reordered)
    #expect(object.isEquivalent(to: reordered))
    #expect(JSONValue.object(object).isEquivalent(to: .object(reordered)))
    #expect(!object.isEquivalent(to: ["a": 1]))
    #expect(!object.isEquivalent(to: ["a": 1, "b": 2]))
    #expect(!object.isEquivalent(to: ["a": 1, "c": 2]))
    #expect(Set([object, object]).count == 1)
  }
}
