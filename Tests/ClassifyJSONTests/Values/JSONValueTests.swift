// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct JSONValueTests {
  private let value: JSONValue = [
    "text": "a", "number": 1.5, "integer": 2, "flag": true, "none": nil, "list": [1, "b"],
  ]

  @Test func accessesValuesByNameAndIndex() {
    #expect(value["text"]?.string == "a")
    #expect(value["number"]?.number?.text == "1.5")
    #expect(value["integer"]?.integer == 2)
    #expect(value["flag"]?.bool == true)
    #expect(value["none"]?.isNull == true)
    #expect(value["list"]?[1] == "b")
    #expect(value["list"]?.array?.count == 2)
    #expect(value.object?.count == 6)
  }

  @Test func returnsNilForMissingValueOrOtherKind() {
    #expect(value["other"] == nil)
    #expect(value[0] == nil)
    #expect(value["list"]?[2] == nil)
    #expect(value["list"]?[-1] == nil)
    #expect(value["list"]?["text"] == nil)
    #expect(value["text"]?.integer == nil)
    #expect(value["number"]?.integer == nil)
    #expect(value["number"]?.string == nil)
    #expect(value["none"]?.bool == nil)
    #expect(value.array == nil)
    #expect(value["list"]?.object == nil)
  }

  @Test func distinguishesAllKinds() {
    let values: [JSONValue] = [nil, false, true, 0, "", "0", [], [:], [0], ["": 0]]
    for (index, left) in values.enumerated() {
      for (other, right) in values.enumerated() { #expect((left == right) == (index == other)) }
    }
    #expect(Set(values).count == values.count)
  }
}
