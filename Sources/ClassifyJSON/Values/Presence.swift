// SPDX-License-Identifier: Apache-2.0

/// The value of an optional member, which can be absent, `null` or a value.
public enum Presence<Value> {
  /// The object doesn't have the member.
  case absent
  /// The member is `null`.
  case null
  /// The member has a value other than `null`.
  case value(Value)

  /// Creates a value, or an absent member if `value` is `nil`.
  @inlinable
  public init(_ value: Value?) {
    self = value.map(Presence.value) ?? .absent
  }

  /// Creates a value of the expected type, or an absent member if `value` is `nil`.
  @inlinable
  public init<Wanted>(_ value: Wanted?) where Value == Lenient<Wanted> {
    self = value.map { .value(.value($0)) } ?? .absent
  }

  /// Creates a value, or a null or absent member if `value` is `nil`.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - isNull: Whether the member is null, rather than absent, if `value` is `nil`.
  public init(_ value: Value?, isNull: Bool) {
    self = value.map(Presence.value) ?? (isNull ? .null : .absent)
  }

  /// The value; `nil` if the member is absent or null.
  @inlinable public var value: Value? {
    switch self {
    case .value(let value): value
    case .absent, .null: nil
    }
  }

  /// Whether the object doesn't have the member.
  @inlinable public var isAbsent: Bool {
    switch self {
    case .absent: true
    case .null, .value: false
    }
  }

  /// Transforms the value, if there is one.
  @inlinable
  public func map<Other, Failure: Error>(
    _ transform: (Value) throws(Failure) -> Other
  ) throws(Failure) -> Presence<Other> {
    switch self {
    case .absent: .absent
    case .null: .null
    case .value(let value): .value(try transform(value))
    }
  }
}

extension Presence: Sendable where Value: Sendable {}
extension Presence: Equatable where Value: Equatable {}
extension Presence: Hashable where Value: Hashable {}

// MARK: - Literals

// Literals create values: `maxPages: 3`, `lang: "en"`, `targetPages: [0, 2]`.

extension Presence: ExpressibleByIntegerLiteral where Value: ExpressibleByIntegerLiteral {
  /// Creates a value from an integer literal.
  public init(integerLiteral value: Value.IntegerLiteralType) {
    self = .value(Value(integerLiteral: value))
  }
}

extension Presence: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
  ExpressibleByStringLiteral
where Value: ExpressibleByStringLiteral, Value.StringLiteralType == String {
  /// Creates a value from a string literal.
  public init(stringLiteral value: String) {
    self = .value(Value(stringLiteral: value))
  }
}

extension Presence: ExpressibleByArrayLiteral where Value == Lenient<[Int]> {
  /// Creates a value from an array literal of integers.
  public init(arrayLiteral elements: Int...) {
    self = .value(.value(elements))
  }
}
