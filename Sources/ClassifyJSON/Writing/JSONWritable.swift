// SPDX-License-Identifier: Apache-2.0

/// A type that can be written as JSON.
public protocol JSONWritable {
  /// Writes exactly one value.
  func write(to writer: inout JSONWriter)
}

extension JSONWritable {
  /// Returns the JSON text in UTF-8.
  ///
  /// - Parameter pretty: Whether each member and element is on its own line, indented by two spaces
  ///   for each level.
  /// - Returns: One value, without a trailing newline.
  public func jsonBytes(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    write(to: &writer)
    return writer.bytes
  }

  /// Returns the JSON text.
  ///
  /// - Parameter pretty: Whether each member and element is on its own line, indented by two spaces
  ///   for each level.
  /// - Returns: One value, without a trailing newline.
  public func jsonText(pretty: Bool = false) -> String {
    String(decoding: jsonBytes(pretty: pretty), as: UTF8.self)
  }

  /// Returns the value as a tree, by parsing its text.
  ///
  /// - Returns: The value, with the same members, order and digits.
  /// - Throws: ``JSONError`` if it is nested deeper than ``JSONLimits/maximumAllowedDepth``, or raw
  ///   text that it writes is not well-formed.
  public func jsonValue() throws(JSONError) -> JSONValue {
    try JSONValue(
      json: jsonBytes(),
      limits: JSONLimits(maximumDepth: JSONLimits.maximumAllowedDepth, maximumBytes: .max))
  }
}

// MARK: - Conformances

extension String: JSONWritable {
  /// Writes a string.
  public func write(to writer: inout JSONWriter) {
    writer.write(self)
  }
}

extension Bool: JSONWritable {
  /// Writes `true` or `false`.
  public func write(to writer: inout JSONWriter) {
    writer.write(self)
  }
}

extension Int: JSONWritable {
  /// Writes an integer.
  public func write(to writer: inout JSONWriter) {
    writer.write(self)
  }
}

extension JSONNumber: JSONWritable {
  /// Writes the text of the number unchanged.
  public func write(to writer: inout JSONWriter) {
    writer.write(self)
  }
}

extension JSONValue: JSONWritable {
  /// Writes the value.
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.writeNull()
    case .bool(let value): writer.write(value)
    case .number(let value): writer.write(value)
    case .string(let value): writer.write(value)
    case .array(let values): writer.writeArray(values)
    case .object(let members): members.write(to: &writer)
    }
  }
}

extension JSONObject: JSONWritable {
  /// Writes the members in order.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { $0.members(of: self) }
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  /// Writes an array.
  public func write(to writer: inout JSONWriter) {
    writer.writeArray(self)
  }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
  /// Writes the value, or `null` for `nil`.
  public func write(to writer: inout JSONWriter) {
    if let self { self.write(to: &writer) } else { writer.writeNull() }
  }
}
