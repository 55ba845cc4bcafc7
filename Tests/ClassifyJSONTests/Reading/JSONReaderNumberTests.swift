// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct JSONReaderNumberTests {
  @Test(arguments: [
    ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("123456789012345678", 123_456_789_012_345_678),
    ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("1.0", 1), ("1e2", 100),
    ("-1.20E1", -12),
  ])
  func readsIntegerInAnyNotation(text: String, value: Int) throws {
    #expect(try Int(json: text) == value)
    #expect(try [Int](json: "[\(text),\(text) ]") == [value, value])
  }

  @Test(arguments: ["9223372036854775808", "-9223372036854775809", "1.5", "1e-1", "1e19", "1e400"])
  func rejectsNumberThatIsNotAnInteger(text: String) throws {
    let error = #expect(throws: JSONError.self) { try [Int](json: "[\(text)]") }
    #expect(error?.code == .notAnInteger)
    #expect(error?.offset == 1)
    #expect(error?.pointer == "/0")
    #expect(error?.message.contains(text) == true)
  }

  @Test(arguments: ["01", "-", "1.", "1e", "-a"])
  func rejectsMalformedInteger(text: String) {
    let ours = #expect(throws: JSONError.self) { try Int(json: text) }
    let general = #expect(throws: JSONError.self) { try JSONValue(json: text) }
    #expect(ours == general)
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("999999999999999999", 999_999_999_999_999_999),
    ("1.0", nil), ("1e2", nil), ("1E2", nil), ("01", nil), ("-", nil), ("\"1\"", nil),
    ("null", nil),
    ("[1]", nil), ("1000000000000000000", nil), ("", nil),
  ])
  func readsDigitsOnly(text: String, expected: Int?) throws {
    var reader = try JSONReader(Array(text.utf8))
    #expect(reader.readDigitsOnly() == expected)
    #expect(reader.offset == (expected == nil ? 0 : text.utf8.count))
  }

  @Test(arguments: [
    ("[]", []), ("[ ]", []), ("[0]", [0]), ("[1,2]", [1, 2]), ("[ 1 , -2\t,\n3 ] ", [1, -2, 3]),
    ("[1.0]", nil), ("[1,2.5]", nil), ("[1,]", nil), ("[,1]", nil), ("[1 2]", nil), ("[1", nil),
    ("[1,", nil), ("[", nil), ("[[1]]", nil), ("[\"1\"]", nil), ("1", nil), ("{}", nil),
    ("[01]", nil),
  ])
  func readsDigitsOnlyArray(text: String, expected: [Int]?) throws {
    var reader = try JSONReader(Array(text.utf8))
    var numbers = [7]
    #expect(reader.readDigitsOnlyArray(into: &numbers) == (expected != nil))
    #expect(numbers == [7] + (expected ?? []))
    // The reader stays at the array, so that it can be read in another way.
    if expected == nil {
      #expect(reader.offset == 0)
    } else {
      try reader.finish()
    }
  }

  @Test(arguments: ["0", "7", "12 ", "-12", "999999999999999999", "1000000000000000000"])
  func readsLenientIntegerWhenItsTextIsCanonical(text: String) throws {
    let value = try #require(JSONNumber(text.filter { $0 != " " })?.integer)
    #expect(try Lenient<Int>(json: text) == .value(value))
    #expect(try Lenient<[Int]>(json: "[\(text),\(text)]") == .value([value, value]))
  }

  @Test(arguments: ["-0", "1.0", "1e2", "9223372036854775808", "-0.0"])
  func keepsLenientNumberWhenItsTextIsNot(text: String) throws {
    #expect(try Lenient<Int>(json: text) == .other(.number(text: text)))
    #expect(
      try Lenient<[Int]>(json: "[1,\(text)]") == .other([1, .number(text: text)]))
  }

  @Test(arguments: ["01", "-", "1.", "1e", "-a"])
  func rejectsMalformedLenientInteger(text: String) {
    let lenient = #expect(throws: JSONError.self) { try Lenient<Int>(json: text) }
    let general = #expect(throws: JSONError.self) { try JSONValue(json: text) }
    #expect(lenient == general)
  }
}
