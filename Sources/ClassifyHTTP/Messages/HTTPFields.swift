// SPDX-License-Identifier: Apache-2.0

/// The header fields of a message, in order, repeated ones kept.
///
/// Every operation is linear in the number of fields, of which a message has few.
public struct HTTPFields: Sendable, Hashable {
  private var fields: [HTTPField]

  /// Makes an empty list.
  public init() {
    fields = []
  }

  /// Makes a list of fields.
  public init(_ fields: some Sequence<HTTPField>) {
    self.fields = Array(fields)
  }

  /// Makes a list from names and values.
  ///
  /// - Throws: ``HTTPFieldError`` for the first pair that can't be sent.
  public init(_ pairs: KeyValuePairs<String, String>) throws(HTTPFieldError) {
    fields = []
    for (name, value) in pairs {
      fields.append(try HTTPField(name: name, value: value))
    }
  }

  /// Returns the value of the fields with a name, joined by `", "` if repeated; nil without any.
  public subscript(name: HTTPFieldName) -> String? {
    let values = values(of: name)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  /// Returns the value of the fields with a name, joined by `", "` if repeated; nil without any.
  public subscript(name: String) -> String? {
    HTTPFieldName(rawValue: name).flatMap { self[$0] }
  }

  /// Returns the values of all fields with a name, in order.
  public func values(of name: HTTPFieldName) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }

  /// Adds a field behind all others, even if there is one with its name.
  public mutating func append(_ field: HTTPField) {
    fields.append(field)
  }

  /// Puts a field in the place of all fields with its name, or behind all others.
  public mutating func set(_ field: HTTPField) {
    guard let index = fields.firstIndex(where: { $0.name == field.name }) else {
      fields.append(field)
      return
    }
    fields[index] = field
    fields[(index + 1)...].removeAll { $0.name == field.name }
  }

  /// Puts each of the fields in the place of all that had its name here.
  public mutating func set(_ others: HTTPFields) {
    let names = Set(others.map(\.name))
    fields.removeAll { names.contains($0.name) }
    fields.append(contentsOf: others)
  }

  /// Removes all fields with a name.
  public mutating func remove(_ name: HTTPFieldName) {
    fields.removeAll { $0.name == name }
  }
}

extension HTTPFields: RandomAccessCollection {
  /// The position of the first field.
  public var startIndex: Int { fields.startIndex }
  /// The position behind the last field.
  public var endIndex: Int { fields.endIndex }
  /// Returns the field at a position.
  public subscript(position: Int) -> HTTPField { fields[position] }
}

extension HTTPFields: ExpressibleByArrayLiteral {
  /// Makes a list of fields.
  public init(arrayLiteral elements: HTTPField...) {
    self.init(elements)
  }
}

extension HTTPFields: CustomStringConvertible {
  /// The fields, values hidden as in ``HTTPField``.
  public var description: String {
    fields.description
  }
}
