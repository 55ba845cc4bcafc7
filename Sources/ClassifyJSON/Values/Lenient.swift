// SPDX-License-Identifier: Apache-2.0

/// A value of the expected type, or any other JSON value in its place.
///
/// A response or a stored record can thus be read even if it violates the contract, and written
/// back unchanged.
public enum Lenient<Value> {
  /// A value of the expected type.
  case value(Value)
  /// Any other value, unchanged.
  case other(JSONValue)

  /// The value; `nil` if it isn't of the expected type.
  public var value: Value? {
    switch self {
    case .value(let value): value
    case .other: nil
    }
  }
}

extension Lenient: Sendable where Value: Sendable {}
extension Lenient: Equatable where Value: Equatable {}
extension Lenient: Hashable where Value: Hashable {}

extension Lenient: JSONWritable where Value: JSONWritable {
  /// Writes the value, or the other value unchanged.
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .value(let value): value.write(to: &writer)
    case .other(let other): other.write(to: &writer)
    }
  }
}

/// A type that can be read without loss, or else as any JSON value.
public protocol JSONInterpretable: JSONWritable {
  /// Reads a value as this type if writing it would restore the same text, or else as any value.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed.
  static func read(from reader: inout JSONReader) throws(JSONError) -> Lenient<Self>

  /// Creates the value that `json` means, or returns `nil` if it would be written differently.
  init?(interpreting json: JSONValue)
}

extension Lenient: JSONReadable where Value: JSONInterpretable {
  /// Reads a value of any type.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try Value.read(from: &reader)
  }
}

extension Int: JSONInterpretable {
  /// Reads an integer without fraction and exponent; `-0` is any other value.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed.
  @inlinable
  public static func read(from reader: inout JSONReader) throws(JSONError) -> Lenient<Int> {
    // The fast path would lose the sign of `-0`.
    if reader.base[reader.position] != Byte.minus, let value = reader.readDigitsOnly() {
      return .value(value)
    }
    let json = try reader.readValue()
    return Int(interpreting: json).map { .value($0) } ?? .other(json)
  }

  /// Creates an integer from a number in plain digits, as Swift writes it: neither `1.0` nor `-0`.
  public init?(interpreting json: JSONValue) {
    guard case .number(let number) = json, let value = Int(number.text),
      String(value) == number.text
    else { return nil }
    self = value
  }
}

extension String: JSONInterpretable {
  /// Reads a string, or any other value.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed.
  @inlinable
  public static func read(from reader: inout JSONReader) throws(JSONError) -> Lenient<String> {
    reader.nextKind == .string ? .value(try reader.readString()) : .other(try reader.readValue())
  }

  /// Creates a text from a JSON string.
  public init?(interpreting json: JSONValue) {
    guard case .string(let text) = json else { return nil }
    self = text
  }
}

extension Array: JSONInterpretable where Element: JSONInterpretable {
  /// Reads an array if all elements are of the expected type.
  ///
  /// - Throws: ``JSONError`` if the next value isn't well-formed.
  @inlinable
  public static func read(
    from reader: inout JSONReader
  ) throws(JSONError) -> Lenient<[Element]> {
    guard reader.nextKind == .array else { return .other(try reader.readValue()) }
    var elements: [Element] = []
    // All elements as JSON values, once one isn't of the expected type.
    var mixed: [JSONValue]?
    try reader.readArray { reader throws(JSONError) in
      switch (try Element.read(from: &reader), mixed) {
      case (.value(let element), nil): elements.append(element)
      case (.value(let element), _): mixed?.append(try element.jsonValue())
      case (.other(let json), nil):
        mixed = try elements.map { element throws(JSONError) in
          try element.jsonValue()
        }
        mixed?.append(json)
      case (.other(let json), _): mixed?.append(json)
      }
    }
    return mixed.map { .other(.array($0)) } ?? .value(elements)
  }

  /// Creates an array from a JSON array whose elements are all of the expected type.
  public init?(interpreting json: JSONValue) {
    guard case .array(let elements) = json else { return nil }
    let values = elements.compactMap(Element.init(interpreting:))
    guard values.count == elements.count else { return nil }
    self = values
  }
}

extension Presence {
  /// Creates the presence of a value that was kept as JSON: null, the value it means, or the JSON
  /// itself.
  public init<Wanted: JSONInterpretable>(_ json: JSONValue) where Value == Lenient<Wanted> {
    self =
      json.isNull ? .null : .value(Wanted(interpreting: json).map { .value($0) } ?? .other(json))
  }
}

// MARK: - Literals

extension Lenient: ExpressibleByIntegerLiteral where Value: ExpressibleByIntegerLiteral {
  /// Creates a value from an integer literal.
  public init(integerLiteral value: Value.IntegerLiteralType) {
    self = .value(Value(integerLiteral: value))
  }
}

extension Lenient: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
  ExpressibleByStringLiteral
where Value: ExpressibleByStringLiteral, Value.StringLiteralType == String {
  /// Creates a value from a string literal.
  public init(stringLiteral value: String) {
    self = .value(Value(stringLiteral: value))
  }
}
