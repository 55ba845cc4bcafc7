// SPDX-License-Identifier: Apache-2.0

/// What became of the lines of an archive.
///
/// ``lines`` is the sum of ``converted``, ``unchanged``, ``rejected`` and ``blank``.
public struct ArchiveCounts: Sendable, Hashable, Codable {
  /// The number of lines whose outcome is known.
  public var lines: Int { converted + unchanged + rejected + blank }
  /// The number of lines that were converted.
  public var converted = 0
  /// The number of lines that were of the target version already, and were copied.
  public var unchanged = 0
  /// The number of lines that were rejected.
  public var rejected = 0
  /// The number of lines without a record.
  public var blank = 0
  /// The number of records that were written, including the unchanged ones.
  public var written = 0
  /// The number of rejections by code, and of notes if they are counted.
  public var codes: [String: Int] = [:]

  /// Creates counts of nothing.
  public init() {}

  /// Adds the counts of more lines.
  public mutating func add(_ other: ArchiveCounts) {
    converted += other.converted
    unchanged += other.unchanged
    rejected += other.rejected
    blank += other.blank
    written += other.written
    codes.merge(other.codes, uniquingKeysWith: +)
  }
}
