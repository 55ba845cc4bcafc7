// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

/// A text that RFC 8259 and what the reader promises beyond it accept, and its value.
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

/// A text that must be refused, and the error for it.
struct RefusedText: Sendable, CustomTestStringConvertible {
  var text: [UInt8]
  var code: JSONError.Code
  var offset: Int
  var line: Int
  var column: Int
  var pointer: JSONPointer

  /// Unless told otherwise, the text is one line of ASCII.
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
  /// A number as it is written.
  static func number(text: String) -> JSONValue {
    JSONNumber(text).map(JSONValue.number) ?? .null
  }
}

extension RefusedText {
  /// A string of these bytes within quotes.
  init(inString bytes: [UInt8], _ code: JSONError.Code, _ offset: Int, column: Int? = nil) {
    self.init(
      bytes: [0x22] + bytes + [0x22], code, offset, column: column)
  }
}
