// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// Reads a value of a type.
  ///
  /// - Throws: ``JSONError`` if the value is not well-formed, or not what the type expects.
  @inlinable
  public mutating func read<Value: JSONReadable>(
    _ type: Value.Type = Value.self
  ) throws(JSONError) -> Value {
    try Value(from: &self)
  }

  /// Reads a value of a type, or `nil` where it is `null`.
  ///
  /// - Throws: ``JSONError`` if the value is neither `null` nor what the type expects.
  @inlinable
  public mutating func readOptional<Value: JSONReadable>(
    _ type: Value.Type = Value.self
  ) throws(JSONError) -> Value? {
    guard isAtNull else { return try Value(from: &self) }
    try readNull()
    return nil
  }

  /// Reads a member's value, and keeps `null` apart from any other.
  ///
  /// - Throws: ``JSONError`` if the value is neither `null` nor what the type expects.
  @inlinable
  public mutating func readPresence<Value: JSONReadable>(
    _ type: Value.Type = Value.self
  ) throws(JSONError) -> Presence<Value> {
    guard isAtNull else { return .value(try Value(from: &self)) }
    try readNull()
    return .null
  }
}
