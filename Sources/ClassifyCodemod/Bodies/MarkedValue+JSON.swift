// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

extension MarkedValue {
  /// Reads a JSON text.
  ///
  /// - Throws: `JSONError` if the text is not one JSON value.
  static func json(_ text: SourceText) throws(JSONError) -> MarkedValue {
    var reader = try JSONReader(Array(text.bytes[text.contentStart...]))
    let value = try Self.value(from: &reader, origin: text.contentStart, text)
    try reader.finish()
    return value
  }

  private static func value(
    from reader: inout JSONReader, origin: Int, _ text: SourceText
  ) throws(JSONError) -> MarkedValue {
    let start = origin + reader.offset
    let content: Content
    switch try reader.peekKind() {
    case .null:
      try reader.readNull()
      content = .null
    case .bool: content = .boolean(try reader.readBool())
    case .number: content = .number(try reader.readNumber().text)
    case .string: content = .text(try reader.readString())
    case .array:
      var values: [MarkedValue] = []
      try reader.readArray { (reader) throws(JSONError) in
        values.append(try value(from: &reader, origin: origin, text))
      }
      content = .list(values)
    case .object:
      var members: [Member] = []
      try reader.readObject { (name, reader) throws(JSONError) in
        let nameRange = text.quotedRange(before: origin + reader.offset)
        members.append(
          Member(
            name: name.text, nameRange: nameRange,
            value: try value(from: &reader, origin: origin, text)))
      }
      content = .dictionary(members)
    }
    var end = origin + reader.offset
    while end > start, " \t\r\n".utf8.contains(text.bytes[end - 1]) { end -= 1 }
    return MarkedValue(content, range: start..<end)
  }
}

extension SourceText {
  /// The range of the quoted name before a colon and an offset.
  fileprivate func quotedRange(before offset: Int) -> ByteRange {
    let quote = UInt8(ascii: "\"")
    guard let close = bytes[..<offset].lastIndex(of: quote) else { return offset..<offset }
    var open = close - 1
    while open > 0 {
      if bytes[open] == quote {
        // An escaped quote has an odd number of backslashes before it.
        let backslashes = bytes[..<open].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
        if backslashes.isMultiple(of: 2) { break }
      }
      open -= 1
    }
    return open..<close + 1
  }
}
