// SPDX-License-Identifier: Apache-2.0

/// A member that may be absent, `null`, or have a value: JSON tells the three apart.
public enum Presence<Value> {
  /// The object has no such member.
  case absent
  /// The member is there, and `null`.
  case null
  /// The member is there, and has a value.
  case value(Value)

  /// Makes a presence that is absent where `value` is `nil`.
  @inlinable
  public init(_ value: Value?) {
    self = value.map(Presence.value) ?? .absent
  }

  /// The value, or `nil` both for an absent member and for `null`.
  @inlinable public var value: Value? {
    switch self {
    case .value(let value): value
    case .absent, .null: nil
    }
  }

  /// Tells whether the object has no such member.
  @inlinable public var isAbsent: Bool {
    switch self {
    case .absent: true
    case .null, .value: false
    }
  }

  /// Returns the same presence with its value, if there is one, transformed.
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
