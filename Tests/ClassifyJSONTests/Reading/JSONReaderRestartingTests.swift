// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct JSONReaderRestartingTests {
  private func restart(_ reader: inout JSONReader, _ text: String) throws(JSONError) {
    let bytes = Array(text.utf8)
    try bytes.withUnsafeBytes { bytes in
      Result { () throws(JSONError) in try reader.restart(copying: bytes) }
    }.get()
  }

  @Test func aReaderReadsOneTextAfterTheOther() throws {
    var reader = JSONReader()
    for text in [
      #"{"a":1}"#, "[1,2,3,4,5,6,7,8,9]", " null ", #""a longer text than before""#, "1",
    ] {
      try restart(&reader, text)
      #expect(try reader.readValue() == JSONValue(json: text))
      try reader.finish()
    }
  }

  @Test func nothingOfTheTextBeforeIsLeft() throws {
    var reader = JSONReader()
    try restart(&reader, #"{"a":{"b":[1,"#)
    #expect(throws: JSONError.self) { try reader.readValue() }
    // The end is found where it is, and neither names nor depth go on.
    try restart(&reader, #"{"a":"#)
    #expect(throws: JSONError.self) { try reader.readValue() }
    try restart(&reader, #"{"a":1}"#)
    #expect(try reader.readValue() == ["a": 1])
    try reader.finish()
  }

  @Test func limitsHoldForEveryText() throws {
    var reader = JSONReader(limits: JSONLimits(maximumBytes: 3))
    #expect(throws: JSONError.self) { try restart(&reader, "1234") }
    try restart(&reader, "123")
    #expect(try reader.readInteger() == 123)
    #expect(throws: JSONError.self) { try restart(&reader, "\u{FEFF}") }
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("999999999999999999", 999_999_999_999_999_999),
    ("1.0", nil), ("1e2", nil), ("1E2", nil), ("01", nil), ("-", nil), ("\"1\"", nil),
    ("null", nil),
    ("[1]", nil), ("1000000000000000000", nil), ("", nil),
  ])
  func digitsOnlyAreRead(text: String, expected: Int?) throws {
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
  func arraysOfDigitsOnlyAreRead(text: String, expected: [Int]?) throws {
    var reader = try JSONReader(Array(text.utf8))
    var numbers = [7]
    #expect(reader.readDigitsOnlyArray(into: &numbers) == (expected != nil))
    #expect(numbers == [7] + (expected ?? []))
    // What was not read is still there, for the reader that can tell what it is.
    if expected == nil {
      #expect(reader.offset == 0)
    } else {
      try reader.finish()
    }
  }
}
