// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

/// Valid and invalid texts for every production of RFC 8259.
@Suite struct GrammarTests {
  static let accepted =
    acceptedStructures + acceptedLiterals + acceptedNumbers + acceptedStrings + acceptedUTF8
  static let rejected =
    rejectedStructures + rejectedLiterals + rejectedNumbers + rejectedStrings + rejectedUTF8

  @Test(arguments: accepted)
  func readsValidText(_ accepted: AcceptedText) throws {
    #expect(try JSONValue(json: accepted.text) == accepted.value)
  }

  @Test(arguments: accepted)
  func skipsValidText(_ accepted: AcceptedText) throws {
    var reader = try JSONReader(accepted.text)
    try reader.skipValue()
    try reader.finish()
    #expect(reader.offset == accepted.text.count)
  }

  @Test(arguments: rejected)
  func locatesFaultWhenReadingInvalidText(_ rejected: RejectedText) {
    let error = #expect(throws: JSONError.self) { try JSONValue(json: rejected.text) }
    expect(error, rejected)
  }

  @Test(arguments: rejected)
  func locatesSameFaultWhenSkippingInvalidText(_ rejected: RejectedText) {
    let error = #expect(throws: JSONError.self) {
      var reader = try JSONReader(rejected.text)
      try reader.skipValue()
      try reader.finish()
    }
    expect(error, rejected)
  }

  @Test(arguments: rejected)
  func limitsMessageToOneShortLine(_ rejected: RejectedText) throws {
    let error = try #require(throws: JSONError.self) { try JSONValue(json: rejected.text) }
    #expect(!error.message.isEmpty)
    #expect(error.message.utf8.count < 200)
    #expect(error.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
  }

  private func expect(_ error: JSONError?, _ rejected: RejectedText) {
    #expect(error?.code == rejected.code)
    #expect(error?.offset == rejected.offset)
    #expect(error?.line == rejected.line)
    #expect(error?.column == rejected.column)
    #expect(error?.pointer == rejected.pointer)
  }
}

/// A valid text and its value.
struct AcceptedText: Sendable, CustomTestStringConvertible {
  var text: [UInt8]
  var value: JSONValue

  init(_ text: String, _ value: JSONValue) {
    self.init(bytes: Array(text.utf8), value)
  }

  init(bytes: [UInt8], _ value: JSONValue) {
    text = bytes
    self.value = value
  }

  var testDescription: String { String(decoding: text, as: UTF8.self).debugDescription }
}

/// An invalid text and its error.
struct RejectedText: Sendable, CustomTestStringConvertible {
  var text: [UInt8]
  var code: JSONError.Code
  var offset: Int
  var line: Int
  var column: Int
  var pointer: JSONPointer

  /// The column defaults to that of one line of ASCII.
  init(
    _ text: String, _ code: JSONError.Code, _ offset: Int, line: Int = 1, column: Int? = nil,
    _ pointer: JSONPointer = ""
  ) {
    self.init(bytes: Array(text.utf8), code, offset, line: line, column: column, pointer)
  }

  init(
    bytes: [UInt8], _ code: JSONError.Code, _ offset: Int, line: Int = 1, column: Int? = nil,
    _ pointer: JSONPointer = ""
  ) {
    text = bytes
    self.code = code
    self.offset = offset
    self.line = line
    self.column = column ?? offset + 1
    self.pointer = pointer
  }

  var testDescription: String { String(decoding: text, as: UTF8.self).debugDescription }
}

extension JSONValue {
  /// Creates a number that keeps its text.
  static func number(text: String) -> JSONValue {
    JSONNumber(text).map(JSONValue.number) ?? .null
  }
}

extension RejectedText {
  /// Creates a case from the bytes between the quotes of a string.
  init(inString bytes: [UInt8], _ code: JSONError.Code, _ offset: Int, column: Int? = nil) {
    self.init(
      bytes: [0x22] + bytes + [0x22], code, offset, column: column)
  }
}
