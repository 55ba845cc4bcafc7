// SPDX-License-Identifier: Apache-2.0

/// A value as the contract wants it, or whatever stands in its place.
///
/// What a server or an archive says is read even where it breaks the contract, and written back as
/// it stood.
public enum Lenient<Value> {
  /// The value.
  case value(Value)
  /// Something else, as it stood.
  case other(JSONValue)

  /// The value, or `nil` if something else stands in its place.
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
  /// Writes the value, or what stands in its place.
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .value(let value): value.write(to: &writer)
    case .other(let other): other.write(to: &writer)
    }
  }
}

/// A type that a value of JSON can be, digits included, or not.
public protocol JSONInterpretable: JSONWritable {
  /// Reads any value, and interprets it if it would be written back as it stands.
  ///
  /// - Throws: ``JSONError`` if the text is not well-formed.
  static func read(from reader: inout JSONReader) throws(JSONError) -> Lenient<Self>
}

extension Lenient: JSONReadable where Value: JSONInterpretable {
  /// Reads any value, and interprets it where that can be done.
  ///
  /// - Throws: ``JSONError`` if the text is not well-formed.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self = try Value.read(from: &reader)
  }
}

extension Int: JSONInterpretable {
  /// Reads a number that is written as Swift writes it, without fraction or exponent.
  ///
  /// - Throws: ``JSONError`` if the text is not well-formed.
  @inlinable
  public static func read(from reader: inout JSONReader) throws(JSONError) -> Lenient<Int> {
    if let value = reader.readPlainInteger() { return .value(value) }
    let json = try reader.readValue()
    guard case .number(let number) = json, let value = Int(number.text),
      String(value) == number.text
    else { return .other(json) }
    return .value(value)
  }
}

extension String: JSONInterpretable {
  /// Reads a string.
  ///
  /// - Throws: ``JSONError`` if the text is not well-formed.
  @inlinable
  public static func read(from reader: inout JSONReader) throws(JSONError) -> Lenient<String> {
    reader.nextKind == .string ? .value(try reader.readString()) : .other(try reader.readValue())
  }
}

extension Array: JSONInterpretable where Element: JSONInterpretable {
  /// Reads an array whose elements can all be interpreted.
  ///
  /// - Throws: ``JSONError`` if the text is not well-formed.
  @inlinable
  public static func read(
    from reader: inout JSONReader
  ) throws(JSONError) -> Lenient<[Element]> {
    guard reader.nextKind == .array else { return .other(try reader.readValue()) }
    var elements: [Element] = []
    // Once an element is something else, the array is kept as it stands.
    var others: [JSONValue]?
    try reader.readArray { reader throws(JSONError) in
      switch (try Element.read(from: &reader), others) {
      case (.value(let element), nil): elements.append(element)
      case (.value(let element), _): others?.append(try JSONValue(json: element.jsonBytes()))
      case (.other(let json), nil):
        others = try elements.map { element throws(JSONError) in
          try JSONValue(json: element.jsonBytes())
        }
        others?.append(json)
      case (.other(let json), _): others?.append(json)
      }
    }
    return others.map { .other(.array($0)) } ?? .value(elements)
  }
}
