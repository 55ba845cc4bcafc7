// SPDX-License-Identifier: Apache-2.0

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
  /// Writes a whole number.
  public func write(to writer: inout JSONWriter) {
    writer.write(self)
  }
}

extension JSONNumber: JSONWritable {
  /// Writes a number with all its digits.
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
  /// Writes the members in their order.
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
