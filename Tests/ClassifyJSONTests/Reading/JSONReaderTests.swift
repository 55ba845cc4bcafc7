// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct JSONReaderTests {
  // MARK: Values

  @Test func readsEachKind() throws {
    var reader = try JSONReader(
      Array(#" ["a", 1, -2.50, true, false, null, {"b": []}, [1, 2]] "#.utf8))
    var values: [JSONValue] = []
    try reader.readArray { (reader) throws(JSONError) in
      switch values.count {
      case 0: values.append(.string(try reader.readString()))
      case 1: values.append(.number(JSONNumber(try reader.readInteger())))
      case 2: values.append(.number(try reader.readNumber()))
      case 3, 4: values.append(.bool(try reader.readBool()))
      case 5:
        try reader.readNull()
        values.append(.null)
      case 6: values.append(.object(try reader.readMembers()))
      default: values.append(.array(try reader.readArray(of: JSONValue.self)))
      }
    }
    try reader.finish()
    #expect(
      values == ["a", 1, .number(text: "-2.50"), true, false, nil, ["b": []], [1, 2]])
  }

  @Test(arguments: [
    ("null", JSONKind.null), ("true", .bool), ("false", .bool), ("0", .number), ("-1", .number),
    ("\"\"", .string), ("[]", .array), ("{}", .object),
  ])
  func peeksKindWithoutReading(text: String, kind: JSONKind) throws {
    let reader = try JSONReader(Array(text.utf8))
    #expect(try reader.peekKind() == kind)
    #expect(reader.nextKind == kind)
    #expect(reader.offset == 0)
  }

  @Test(arguments: ["", "]", "x", "+", "\u{0}"])
  func hasNoKindWhenNoValueFollows(text: String) throws {
    let reader = try JSONReader(Array(text.utf8))
    #expect(reader.nextKind == nil)
    #expect(throws: JSONError.self) { try reader.peekKind() }
  }

  @Test func rejectsValueOfOtherKind() throws {
    let texts = ["null", "true", "12", "\"a\"", "[1]", "{\"a\":1}"]
    let kinds: [JSONKind] = [.null, .bool, .number, .string, .array, .object]
    let found = ["null", "true", "the number 12", "the string \"a\"", "an array", "an object"]
    let phrases = ["null", "true or false", "a number", "a string", "an array", "an object"]
    let reads: [(inout JSONReader) throws -> Void] = [
      { try $0.readNull() }, { _ = try $0.readBool() }, { _ = try $0.readNumber() },
      { _ = try $0.readString() }, { try $0.readArray { _ throws(JSONError) in } },
      { try $0.readObject { (_, _) throws(JSONError) in } },
    ]
    for (index, text) in texts.enumerated() {
      for (expected, read) in reads.enumerated() {
        var reader = try JSONReader(Array(text.utf8))
        #expect(try reader.peekKind() == kinds[index])
        if expected == index {
          try read(&reader)
          try reader.finish()
        } else {
          let error = #expect(throws: JSONError.self) { try read(&reader) }
          #expect(error?.code == .wrongType)
          #expect(error?.offset == 0)
          #expect(error?.message == "expected \(phrases[expected]), found \(found[index])")
        }
      }
    }
  }

  // MARK: Members

  @Test func skipsValueThatBodyDoesNotRead() throws {
    var names: [String] = []
    var reader = try JSONReader(Array(#"{"a":{"b":[1]},"c":"d","e":2}"#.utf8))
    try reader.readObject { (name, reader) throws(JSONError) in
      names.append(name.text)
      if name == "c" { _ = try reader.readString() }
    }
    try reader.finish()
    #expect(names == ["a", "c", "e"])
  }

  @Test func validatesSkippedValue() throws {
    let error = #expect(throws: JSONError.self) {
      var reader = try JSONReader(Array(#"{"a":{"b":1,"b":2}}"#.utf8))
      try reader.readObject { (_, _) throws(JSONError) in }
    }
    #expect(error?.code == .duplicateMember)
    #expect(error?.pointer == "/a")
  }

  @Test func distinguishesNullFromAbsent() throws {
    #expect(try Presence(read: #"{"a":null}"#) == .null)
    #expect(try Presence(read: #"{}"#) == .absent)
    #expect(try Presence(read: #"{"a":1}"#) == .value(1))
    #expect(throws: JSONError.self) { try Presence(read: #"{"a":nul}"#) }
    #expect(try [Int?](json: "[1,null]") == [1, nil])
  }

  @Test(arguments: [2, 30, 63, 64, 65, 66, 500])
  func rejectsDuplicateAmongAnyNumberOfMembers(count: Int) throws {
    let names = (0..<count).map { "member \($0)" }
    let members = names.map { "\"\($0)\":0" }.joined(separator: ",")
    #expect(try JSONObject(json: "{\(members)}").names == names)
    for name in [names[0], names[count / 2], names[count - 1]] {
      let error = #expect(throws: JSONError.self) {
        try JSONObject(json: "{\(members),\"\(name)\":1}")
      }
      #expect(error?.code == .duplicateMember)
      #expect(error?.offset == members.utf8.count + 2)
    }
  }

  @Test func acceptsSameNameInOtherObject() throws {
    let text = #"{"a":{"a":{"a":1},"b":2},"b":{"a":1,"b":[{"a":1},{"a":1}]}}"#
    #expect(try JSONValue(json: text).jsonText() == text)
  }

  // MARK: Errors for disallowed values

  @Test func locatesErrorAtLastValueRead() throws {
    let error = #expect(throws: JSONError.self) {
      var reader = try JSONReader(Array("{\"a\":[1,\n \"x\"]}".utf8))
      try reader.readObject { (_, reader) throws(JSONError) in
        try reader.readArray { (reader) throws(JSONError) in
          if try reader.peekKind() == .string {
            let text = try reader.readString()
            throw reader.error(message: "no such thing as \(text)")
          }
        }
      }
    }
    #expect(
      error
        == JSONError(
          code: .invalidValue, offset: 10, line: 2, column: 2, pointer: "/a/1",
          message: "no such thing as x"))
    #expect(error?.description == "no such thing as x (line 2, column 2, at /a/1)")
  }

  @Test func locatesErrorAtNextValueOfMember() throws {
    let error = #expect(throws: JSONError.self) {
      var reader = try JSONReader(Array(#"{"a":1,"b":{}}"#.utf8))
      try reader.readObject { (name, reader) throws(JSONError) in
        if name == "b" { throw reader.error(code: .wrongType, message: "no") }
      }
    }
    #expect(error?.offset == 11)
    #expect(error?.pointer == "/b")
    #expect(error?.code == .wrongType)
  }

  // MARK: Raw values

  @Test(arguments: [
    (#" {"a": [1.0, "\u0041" ] } "#, 1..<25), ("-1.50e+3 ", 0..<8), ("\n\"\\n\"", 1..<5),
  ])
  func returnsRangeOfRawValue(text: String, range: Range<Int>) throws {
    var reader = try JSONReader(Array(text.utf8))
    #expect(try reader.readRawValue() == range)
    try reader.finish()
    let expected = Array(text.utf8)[range]
    #expect(reader.withBytes(in: range) { Array($0) } == Array(expected))
  }

  @Test func clampsRangeOfBytes() throws {
    let reader = try JSONReader([0x31, 0x32])
    #expect(reader.withBytes(in: -5..<100) { Array($0) } == [0x31, 0x32])
    #expect(reader.withBytes(in: 1..<2) { Array($0) } == [0x32])
    #expect(reader.withBytes(in: 2..<64) { Array($0) } == [])
    #expect(reader.withBytes(in: -64 ..< -1) { Array($0) } == [])
  }

  @Test func staysInBoundsWhenBodyReplacesReader() throws {
    let error = #expect(throws: JSONError.self) {
      var reader = try JSONReader(Array(#"{"a":[1,2,3,4,5,6,7,8,9]}"#.utf8))
      try reader.readObject { (name, reader) throws(JSONError) in
        reader = try JSONReader([0x31])
      }
    }
    #expect(error != nil)
  }

  // MARK: Restart

  private func restart(_ reader: inout JSONReader, _ text: String) throws(JSONError) {
    let bytes = Array(text.utf8)
    try bytes.withUnsafeBytes { bytes in
      Result { () throws(JSONError) in try reader.restart(copying: bytes) }
    }.get()
  }

  @Test func readsNextTextAfterRestart() throws {
    var reader = JSONReader()
    for text in [
      #"{"a":1}"#, "[1,2,3,4,5,6,7,8,9]", " null ", #""a longer text than before""#, "1",
    ] {
      try restart(&reader, text)
      #expect(try reader.readValue() == JSONValue(json: text))
      try reader.finish()
    }
  }

  @Test func resetsStateOnRestart() throws {
    var reader = JSONReader()
    try restart(&reader, #"{"a":{"b":[1,"#)
    #expect(throws: JSONError.self) { try reader.readValue() }
    // The end, the names and the depth are those of the new text.
    try restart(&reader, #"{"a":"#)
    #expect(throws: JSONError.self) { try reader.readValue() }
    try restart(&reader, #"{"a":1}"#)
    #expect(try reader.readValue() == ["a": 1])
    try reader.finish()
  }

  @Test func enforcesLimitsAfterRestart() throws {
    var reader = JSONReader(limits: JSONLimits(maximumBytes: 3))
    #expect(throws: JSONError.self) { try restart(&reader, "1234") }
    try restart(&reader, "123")
    #expect(try reader.readInteger() == 123)
    #expect(throws: JSONError.self) { try restart(&reader, "\u{FEFF}") }
  }
}

extension Presence where Value == Int {
  fileprivate init(read text: String) throws(JSONError) {
    var member = Presence.absent
    var reader = try JSONReader(Array(text.utf8))
    try reader.readObject { (_, reader) throws(JSONError) in
      member = try reader.readPresence()
    }
    self = member
  }
}
