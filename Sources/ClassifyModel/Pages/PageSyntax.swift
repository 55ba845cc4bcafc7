// SPDX-License-Identifier: Apache-2.0

/// The syntax of a range string.
///
/// The syntax that the service accepts beyond the canonical form is not published. Therefore this
/// package writes strict syntax and reads lenient syntax by default.
public enum PageSyntax: String, Sendable, Hashable, Codable, CaseIterable {
  /// Accepts spaces and tabs around numbers, commas and hyphens, leading zeros, any order,
  /// duplicates and overlaps, and adds a note for each.
  case lenient
  /// Rejects what ``lenient`` adds notes for, except adjacent items (`1,2`) and ranges of one page
  /// (`4-4`), which get a note.
  case strict
}
