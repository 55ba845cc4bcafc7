// SPDX-License-Identifier: Apache-2.0

extension String: JSONReadable {
  /// Reads a string.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readString()
  }
}

extension Bool: JSONReadable {
  /// Reads `true` or `false`.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readBool()
  }
}

extension Int: JSONReadable {
  /// Reads a whole number.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readInteger()
  }
}

extension JSONNumber: JSONReadable {
  /// Reads a number with all its digits.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readNumber()
  }
}

extension JSONValue: JSONReadable {
  /// Reads a value of any kind.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readValue()
  }
}

extension JSONObject: JSONReadable {
  /// Reads an object of any members.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readMembers()
  }
}

extension Array: JSONReadable where Element: JSONReadable {
  /// Reads an array whose elements are all of one type.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readArray(of: Element.self)
  }
}

extension Optional: JSONReadable where Wrapped: JSONReadable {
  /// Reads a value, or `nil` where it is `null`.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readOptional(Wrapped.self)
  }
}
