// SPDX-License-Identifier: Apache-2.0

/// What a document counts as in a table of a report.
@nonexhaustive
public enum ReportLabel: Sendable, Hashable, Comparable {
  /// A type.
  case type(String)
  /// No rule matches.
  case unmatched
  /// A type beyond the first ``ConfusionTable/maximumTypeCount`` different ones.
  case other
  /// There is no label: the document failed, or there was an error.
  case noLabel
}

extension ReportLabel: CustomStringConvertible {
  /// The type, or what is no type in parentheses: `(unmatched)`, `(other labels)` or `(no result)`.
  public var description: String {
    switch self {
    case .type(let name): name
    case .unmatched: "(unmatched)"
    case .other: "(other labels)"
    case .noLabel: "(no result)"
    }
  }
}
