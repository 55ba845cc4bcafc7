// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// The kind of the value that is next, judged by its first byte; `nil` if no value begins here.
  @inlinable public var nextKind: JSONKind? {
    switch base[position] {
    case Byte.quote: .string
    case Byte.openBrace: .object
    case Byte.openBracket: .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "n"): .null
    case Byte.minus, UInt8(ascii: "0")...UInt8(ascii: "9"): .number
    default: nil
    }
  }

  /// Returns the kind of the value that is next, judged by its first byte, without reading it.
  ///
  /// - Throws: ``JSONError`` if no value begins here.
  public func peekKind() throws(JSONError) -> JSONKind {
    guard let kind = nextKind else { throw expectedValue() }
    return kind
  }

  /// Tells whether the value that is next begins as `null` does.
  @inlinable public var isAtNull: Bool { base[position] == UInt8(ascii: "n") }

  /// Reads `null`.
  ///
  /// - Throws: ``JSONError`` if there is anything else.
  @inlinable
  public mutating func readNull() throws(JSONError) {
    guard isAtNull else { throw wrongType(expected: .null) }
    try skipLiteral("null")
  }

  /// Reads `true` or `false`.
  ///
  /// - Throws: ``JSONError`` if there is anything else.
  public mutating func readBool() throws(JSONError) -> Bool {
    switch base[position] {
    case UInt8(ascii: "t"):
      try skipLiteral("true")
      return true
    case UInt8(ascii: "f"):
      try skipLiteral("false")
      return false
    default:
      throw wrongType(expected: .bool)
    }
  }

  /// Reads a value of any kind.
  ///
  /// - Throws: ``JSONError`` if no well-formed value is here.
  public mutating func readValue() throws(JSONError) -> JSONValue {
    switch try peekKind() {
    case .null:
      try readNull()
      return .null
    case .bool: return .bool(try readBool())
    case .number: return .number(try readNumber())
    case .string: return .string(try readString())
    case .array: return .array(try readArray(of: JSONValue.self))
    case .object: return .object(try readMembers())
    }
  }

  /// Reads an object of any members.
  ///
  /// - Throws: ``JSONError`` if no well-formed object is here.
  public mutating func readMembers() throws(JSONError) -> JSONObject {
    var members: [JSONObject.Element] = []
    try readObject { (name, reader) throws(JSONError) in
      if members.isEmpty { members.reserveCapacity(4) }
      members.append((name.text, try reader.readValue()))
    }
    return JSONObject(unique: members)
  }

  /// Goes behind the value that is next, and checks it no less than reading it would.
  ///
  /// - Throws: ``JSONError`` if no well-formed value is here.
  public mutating func skipValue() throws(JSONError) {
    switch try peekKind() {
    case .null: try readNull()
    case .bool: _ = try readBool()
    case .number: try skipNumber()
    case .string: try skipString()
    case .array: try readArray { (reader) throws(JSONError) in try reader.skipValue() }
    case .object: try readObject { (_, reader) throws(JSONError) in try reader.skipValue() }
    }
  }

  /// Goes behind the value that is next, and returns where in the text it is.
  ///
  /// - Returns: Offsets into ``bytes``, from the value's first byte to behind its last one: the
  ///   value exactly as it was written, without the whitespace around it.
  /// - Throws: ``JSONError`` if no well-formed value is here.
  public mutating func readRawValue() throws(JSONError) -> Range<Int> {
    let start = position
    try skipValue()
    return start..<position
  }

  @usableFromInline
  mutating func skipLiteral(_ literal: StaticString) throws(JSONError) {
    valueStart = position
    for index in 0..<literal.utf8CodeUnitCount
    where base[position + index] != literal.utf8Start[index] {
      throw invalidLiteral()
    }
    position += literal.utf8CodeUnitCount
  }
}
