// SPDX-License-Identifier: Apache-2.0

/// A type that can be read from JSON.
public protocol JSONReadable {
  /// Reads exactly one value.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed, or this type rejects it.
  init(from reader: inout JSONReader) throws(JSONError)
}

/// A type that can be read from JSON and written as JSON.
public typealias JSONCodable = JSONReadable & JSONWritable

extension JSONReadable {
  /// Parses a JSON text.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8.
  ///   - limits: The maximum size and depth of the text.
  /// - Throws: ``JSONError`` if the text isn't one well-formed value, or this type rejects the
  ///   value.
  @inlinable
  public init(json bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) {
    var reader = try JSONReader(bytes, limits: limits)
    let value = try Self(from: &reader)
    try reader.finish()
    self = value
  }

  /// Parses a JSON text.
  ///
  /// - Throws: ``JSONError`` if the text isn't one well-formed value, or this type rejects the
  ///   value.
  @inlinable
  public init(json text: String, limits: JSONLimits = .default) throws(JSONError) {
    try self.init(json: Array(text.utf8), limits: limits)
  }

  /// Decodes a value in memory.
  ///
  /// Readers work on text only, so the value is serialized once; see docs/decisions/0007. The error
  /// has the JSON Pointer of the fault, and offsets into the compact text of `value`.
  ///
  /// - Throws: ``JSONError`` if this type rejects the value.
  public init(value: JSONValue) throws(JSONError) {
    try self.init(
      json: value.jsonBytes(),
      limits: JSONLimits(maximumDepth: JSONLimits.maximumAllowedDepth, maximumBytes: .max))
  }
}

// MARK: - Conformances

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
  /// Reads a number whose value is an integer, such as `12` or `12.0`.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readInteger()
  }
}

extension JSONNumber: JSONReadable {
  /// Reads a number and keeps its text.
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
  /// Reads an object with any members.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readMembers()
  }
}

extension Array: JSONReadable where Element: JSONReadable {
  /// Reads an array whose elements have one type.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readArray(of: Element.self)
  }
}

extension Optional: JSONReadable where Wrapped: JSONReadable {
  /// Reads a value, or `null` as `nil`.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try reader.readOptional(Wrapped.self)
  }
}
