// SPDX-License-Identifier: Apache-2.0

/// How a range string is read.
///
/// What the service itself takes beyond the canonical form is not published, so what this package
/// writes is always strict, and what people wrote is read leniently.
public enum PageSyntax: String, Sendable, Hashable, Codable, CaseIterable {
  /// Takes spaces and tabs around numbers, commas and hyphens, leading zeros, any order,
  /// duplicates and overlaps, and notes each.
  case lenient
  /// Refuses what ``lenient`` notes, except that items may touch (`1,2`) and a range may name one
  /// page (`4-4`): those are noted.
  case strict
}
