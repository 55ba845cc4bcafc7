// SPDX-License-Identifier: Apache-2.0

// MARK: - Any value

extension JSONReader {
  /// The kind of the next value, determined by its first byte; `nil` if no value can begin with it.
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

  /// Returns the kind of the next value, determined by its first byte, without reading it.
  ///
  /// - Throws: ``JSONError`` if no value can begin with that byte.
  public func peekKind() throws(JSONError) -> JSONKind {
    guard let kind = nextKind else { throw expectedValue() }
    return kind
  }

  /// Reads a value of any kind.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed.
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

  /// Reads an object with any members.
  ///
  /// - Throws: ``JSONError`` if the next value isn't a well-formed object.
  public mutating func readMembers() throws(JSONError) -> JSONObject {
    var members: [JSONObject.Element] = []
    try readObject { (name, reader) throws(JSONError) in
      if members.isEmpty { members.reserveCapacity(4) }
      members.append((name.text, try reader.readValue()))
    }
    return JSONObject(unique: members)
  }

  /// Skips the next value; it is validated as strictly as when it is read.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed.
  @inlinable
  public mutating func skipValue() throws(JSONError) {
    if base[position] == Byte.quote { try skipString() } else { try skipOtherValue() }
  }

  /// Skips a value; strings are skipped before, in the code of the caller.
  @usableFromInline
  mutating func skipOtherValue() throws(JSONError) {
    switch try peekKind() {
    case .null: try readNull()
    case .bool: _ = try readBool()
    case .number: try skipNumber()
    case .string: try skipString()
    case .array: try readArray { (reader) throws(JSONError) in try reader.skipValue() }
    case .object: try readObject { (_, reader) throws(JSONError) in try reader.skipValue() }
    }
  }

  /// Skips the next value and returns the range of its bytes.
  ///
  /// - Returns: Byte offsets into the text, without the whitespace around the value.
  /// - Throws: ``JSONError`` if the next value isn't well-formed.
  public mutating func readRawValue() throws(JSONError) -> Range<Int> {
    let start = position
    try skipValue()
    return start..<position
  }
}

// MARK: - Typed values

extension JSONReader {
  /// Reads a value of a type.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed, or the type rejects it.
  @inlinable
  public mutating func read<Value: JSONReadable>(
    _ type: Value.Type = Value.self
  ) throws(JSONError) -> Value {
    try Value(from: &self)
  }

  /// Reads a value of a type, or `null` as `nil`.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed, or the type rejects it.
  @inlinable
  public mutating func readOptional<Value: JSONReadable>(
    _ type: Value.Type = Value.self
  ) throws(JSONError) -> Value? {
    guard isAtNull else { return try Value(from: &self) }
    try readNull()
    return nil
  }

  /// Reads the value of a member, and distinguishes `null` from other values.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed, or the type rejects it.
  @inlinable
  public mutating func readPresence<Value: JSONReadable>(
    _ type: Value.Type = Value.self
  ) throws(JSONError) -> Presence<Value> {
    guard isAtNull else { return .value(try Value(from: &self)) }
    try readNull()
    return .null
  }
}
