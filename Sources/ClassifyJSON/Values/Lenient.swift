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

/// A type that can tell whether a value of JSON is one of its own, digits included.
public protocol JSONInterpretable: JSONWritable {
  /// Makes the value, or `nil` if it would not be written back as `json` stands.
  init?(exactly json: JSONValue)
}

extension Lenient: JSONReadable where Value: JSONInterpretable {
  /// Reads any value, and interprets it where that can be done.
  ///
  /// - Throws: ``JSONError`` if the text is not well-formed.
  public init(from reader: inout JSONReader) throws(JSONError) {
    let json = try reader.readValue()
    self = Value(exactly: json).map(Lenient.value) ?? .other(json)
  }
}

extension Int: JSONInterpretable {
  /// Makes the integer of a number that is written as Swift writes it, without fraction or exponent.
  public init?(exactly json: JSONValue) {
    guard case .number(let number) = json, let value = Int(number.text),
      String(value) == number.text
    else { return nil }
    self = value
  }
}

extension String: JSONInterpretable {
  /// Makes the text of a string.
  public init?(exactly json: JSONValue) {
    guard case .string(let text) = json else { return nil }
    self = text
  }
}

extension JSONNumber: JSONInterpretable {
  /// Makes the number.
  public init?(exactly json: JSONValue) {
    guard case .number(let number) = json else { return nil }
    self = number
  }
}

extension Array: JSONInterpretable where Element: JSONInterpretable {
  /// Makes the elements of an array, each of which has to be one.
  public init?(exactly json: JSONValue) {
    guard case .array(let values) = json else { return nil }
    var elements: [Element] = []
    elements.reserveCapacity(values.count)
    for value in values {
      guard let element = Element(exactly: value) else { return nil }
      elements.append(element)
    }
    self = elements
  }
}
