// SPDX-License-Identifier: Apache-2.0

/// A value in a record: interpreted, or kept as it stood because it can't be.
///
/// Records are read and never refused for their values. What can't be interpreted is written back
/// to its own version unchanged.
public enum Recorded<Value> {
  /// The value.
  case value(Value)
  /// A text of JSON that the named version wrote and that can't be interpreted.
  case unrecognized(json: String, version: APIVersion)

  /// The value, or `nil` if it can't be interpreted.
  public var value: Value? {
    switch self {
    case .value(let value): value
    case .unrecognized: nil
    }
  }

  /// The text that can't be interpreted, if `version` wrote it.
  public func unrecognizedJSON(of version: APIVersion) -> String? {
    switch self {
    case .unrecognized(let json, version): json
    case .value, .unrecognized: nil
    }
  }
}

extension Recorded: Sendable where Value: Sendable {}
extension Recorded: Equatable where Value: Equatable {}
extension Recorded: Hashable where Value: Hashable {}
