// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
  /// The text, if this is a string.
  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The value, if this is a number that is whole and fits; `1.0` and `1e2` are whole.
  public var integer: Int? { number?.integer }

  /// The number, if this is one.
  public var number: JSONNumber? {
    if case .number(let value) = self { value } else { nil }
  }

  /// The value, if this is `true` or `false`.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements, if this is an array.
  public var array: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  /// The members, if this is an object.
  public var object: JSONObject? {
    if case .object(let members) = self { members } else { nil }
  }

  /// Tells whether this is `null`.
  public var isNull: Bool { kind == .null }

  /// The member of that name, or `nil` if this is no object or has none.
  public subscript(name: String) -> JSONValue? { object?[name] }

  /// The element at an index, counted from 0, or `nil` if this is no array or has none.
  public subscript(index: Int) -> JSONValue? {
    guard let array, array.indices.contains(index) else { return nil }
    return array[index]
  }

  /// The value that `pointer` leads to from here, or `nil` if there is none.
  public subscript(pointer pointer: JSONPointer) -> JSONValue? {
    var value = self
    for token in pointer.tokens {
      let next: JSONValue? =
        switch value {
        case .object(let members): members[token]
        case .array: JSONPointer.arrayIndex(token).flatMap { value[$0] }
        case .null, .bool, .number, .string: nil
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }
}
