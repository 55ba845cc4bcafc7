// SPDX-License-Identifier: Apache-2.0

// A literal is a value that is there: `maxPages: 3`, `lang: "en"`, `targetPages: [0, 2]`.

extension Presence: ExpressibleByIntegerLiteral where Value: ExpressibleByIntegerLiteral {
  /// Makes a presence of the value that a literal stands for.
  public init(integerLiteral value: Value.IntegerLiteralType) {
    self = .value(Value(integerLiteral: value))
  }
}

extension Presence: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
  ExpressibleByStringLiteral
where Value: ExpressibleByStringLiteral, Value.StringLiteralType == String {
  /// Makes a presence of the value that a literal stands for.
  public init(stringLiteral value: String) {
    self = .value(Value(stringLiteral: value))
  }
}

extension Presence: ExpressibleByArrayLiteral where Value == Lenient<[Int]> {
  /// Makes a presence of an array of integers.
  public init(arrayLiteral elements: Int...) {
    self = .value(.value(elements))
  }
}

extension Lenient: ExpressibleByIntegerLiteral where Value: ExpressibleByIntegerLiteral {
  /// Makes the value that a literal stands for.
  public init(integerLiteral value: Value.IntegerLiteralType) {
    self = .value(Value(integerLiteral: value))
  }
}

extension Lenient: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
  ExpressibleByStringLiteral
where Value: ExpressibleByStringLiteral, Value.StringLiteralType == String {
  /// Makes the value that a literal stands for.
  public init(stringLiteral value: String) {
    self = .value(Value(stringLiteral: value))
  }
}
