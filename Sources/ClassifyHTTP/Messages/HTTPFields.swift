// SPDX-License-Identifier: Apache-2.0

/// The header fields of a message, in order, including repeated fields.
///
/// - Complexity: Every operation is O(*n*) in the number of fields.
public struct HTTPFields: Sendable, Hashable {
  private var fields: [HTTPField]

  /// Creates an empty list.
  public init() {
    fields = []
  }

  /// Creates a list of the given fields in order.
  public init(_ fields: some Sequence<HTTPField>) {
    self.fields = Array(fields)
  }

  /// Creates a list from pairs of names and values.
  ///
  /// - Throws: ``HTTPFieldError`` for the first invalid pair.
  public init(_ pairs: KeyValuePairs<String, String>) throws(HTTPFieldError) {
    fields = []
    for (name, value) in pairs {
      fields.append(try HTTPField(name: name, value: value))
    }
  }

  /// Returns the values of all fields with the name, joined by `", "`; `nil` if there are none.
  public subscript(name: HTTPFieldName) -> String? {
    guard let first = fields.firstIndex(where: { $0.name == name }) else { return nil }
    let others = fields[(first + 1)...].lazy.filter { $0.name == name }
    return others.reduce(into: fields[first].value) { $0 += ", " + $1.value }
  }

  /// Returns the values of all fields with the name, joined by `", "`; `nil` if there are none.
  public subscript(name: String) -> String? {
    HTTPFieldName(rawValue: name).flatMap { self[$0] }
  }

  /// Returns the values of all fields with the name, in order.
  public func values(of name: HTTPFieldName) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }

  /// Returns the first field with the name; `nil` if there is none.
  package func first(of name: HTTPFieldName) -> HTTPField? {
    fields.first { $0.name == name }
  }

  /// Returns whether there is a field with the name.
  package func contains(_ name: HTTPFieldName) -> Bool {
    fields.contains { $0.name == name }
  }

  /// Appends a field, keeping existing fields with the same name.
  public mutating func append(_ field: HTTPField) {
    fields.append(field)
  }

  /// Replaces all fields that have the same name, or appends the field if there are none.
  public mutating func set(_ field: HTTPField) {
    guard let index = fields.firstIndex(where: { $0.name == field.name }) else {
      fields.append(field)
      return
    }
    fields[index] = field
    fields[(index + 1)...].removeAll { $0.name == field.name }
  }

  /// Removes all fields whose names occur in `others`, then appends `others`.
  public mutating func set(_ others: HTTPFields) {
    let names = Set(others.map(\.name))
    fields.removeAll { names.contains($0.name) }
    fields.append(contentsOf: others)
  }

  /// Removes all fields with the name.
  public mutating func remove(_ name: HTTPFieldName) {
    fields.removeAll { $0.name == name }
  }
}

extension HTTPFields: RandomAccessCollection {
  /// The position of the first field.
  public var startIndex: Int { fields.startIndex }
  /// The position after the last field.
  public var endIndex: Int { fields.endIndex }
  /// Returns the field at the position.
  public subscript(position: Int) -> HTTPField { fields[position] }
}

extension HTTPFields: ExpressibleByArrayLiteral {
  /// Creates a list from an array literal of fields.
  public init(arrayLiteral elements: HTTPField...) {
    self.init(elements)
  }
}

extension HTTPFields: CustomStringConvertible {
  /// The fields, with values redacted as in ``HTTPField``.
  public var description: String {
    fields.description
  }
}
