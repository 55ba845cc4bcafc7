// SPDX-License-Identifier: Apache-2.0

/// What a version says a document is.
@nonexhaustive
public enum Label: Sendable, Hashable, Comparable {
  /// The type of the matching rule.
  case type(String)
  /// No rule matches.
  case unmatched
}

extension Label: CustomStringConvertible {
  /// The type, or `unmatched`.
  public var description: String {
    switch self {
    case .type(let name): name
    case .unmatched: "unmatched"
    }
  }
}
