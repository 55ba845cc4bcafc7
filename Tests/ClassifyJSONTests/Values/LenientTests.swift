// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct KeptValueTests {
  @Test func restoresTypedValueWhereItHasTheExpectedType() {
    #expect(Presence<Lenient<Int>>(.number(0)) == .value(.value(0)))
    #expect(Presence<Lenient<Int>>(.null) == .null)
    #expect(Presence<Lenient<String>>(.string("5-3")) == .value(.value("5-3")))
    #expect(Presence<Lenient<[Int]>>([1, 2]) == .value(.value([1, 2])))
  }

  @Test(arguments: ["1.0", "1e0", "-0", "9223372036854775808"])
  func keepsNumberThatSwiftWritesDifferently(text: String) throws {
    let number = JSONValue.number(try #require(JSONNumber(text)))
    #expect(Presence<Lenient<Int>>(number) == .value(.other(number)))
    #expect(Presence<Lenient<[Int]>>([1, number]) == .value(.other([1, number])))
  }

  @Test func keepsValueOfAnotherType() {
    #expect(Presence<Lenient<Int>>(.string("1")) == .value(.other(.string("1"))))
    #expect(Presence<Lenient<String>>(.object([:])) == .value(.other(.object([:]))))
    #expect(Presence<Lenient<[Int]>>(.number(1)) == .value(.other(.number(1))))
  }
}

@Suite struct ValueDecodingTests {
  @Test func decodesAndEncodesValuesInMemory() throws {
    let value: JSONValue = ["a": [1, "b", nil], "c": .number(try #require(JSONNumber("1.50")))]
    #expect(try JSONValue(value: value) == value)
    #expect(try value.jsonValue() == value)
    #expect(try [Int](value: [1, 2]) == [1, 2])
    let error = #expect(throws: JSONError.self) { try [Int](value: [1, "2"]) }
    #expect(error?.pointer == "/1")
  }
}
