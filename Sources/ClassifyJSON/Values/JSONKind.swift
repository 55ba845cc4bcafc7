// SPDX-License-Identifier: Apache-2.0

/// The six kinds of value that JSON has.
public enum JSONKind: String, Sendable, Hashable, CaseIterable {
  /// The literal `null`.
  case null
  /// The literals `true` and `false`.
  case bool
  /// A number.
  case number
  /// A string.
  case string
  /// An array.
  case array
  /// An object.
  case object

  /// The kind with its article, as a message has it: `a string`, `an array`, `null`.
  package var phrase: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
