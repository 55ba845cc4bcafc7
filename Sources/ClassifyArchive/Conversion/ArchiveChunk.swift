// SPDX-License-Identifier: Apache-2.0

/// The next part of a conversion's results; each member contains whole lines.
public struct ArchiveChunk: Sendable {
  /// The converted records, as JSON Lines.
  public var output: [UInt8] = []
  /// The rejected lines, as JSON Lines: an object with `file` if there are several, `line`, `code`,
  /// `pointer` if a member is at fault, `message`, and `source`, the line itself as a string.
  ///
  /// A line that is not UTF-8 is in `base64` instead of `source`.
  public var rejects: [UInt8] = []
  /// The notes, as JSON Lines: an object with `file` if there are several, `line`, `effect`, `code`,
  /// `pointer`, `before` and `after` where there are such values, and `message`.
  ///
  /// Empty unless ``ArchiveOptions/listsNotes`` is set.
  public var notes: [UInt8] = []
  /// What became of the lines of this part.
  public var counts = ArchiveCounts()

  /// Creates an empty part.
  public init() {}

  /// Appends the following part.
  public mutating func append(_ other: ArchiveChunk) {
    Self.append(other.output, to: &output)
    Self.append(other.rejects, to: &rejects)
    Self.append(other.notes, to: &notes)
    counts.add(other.counts)
  }

  /// The numbers of bytes of the parts.
  struct Sizes: Sendable {
    var output = 0
    var rejects = 0
    var notes = 0
  }

  var sizes: Sizes {
    Sizes(output: output.count, rejects: rejects.count, notes: notes.count)
  }

  /// Appends the lines of another part between two of its sizes, and none of its counts.
  mutating func appendLines(of other: ArchiveChunk, from start: Sizes, to end: Sizes) {
    output += other.output[start.output..<end.output]
    rejects += other.rejects[start.rejects..<end.rejects]
    notes += other.notes[start.notes..<end.notes]
  }

  /// Appends bytes without a copy if they are the first.
  private static func append(_ bytes: [UInt8], to lines: inout [UInt8]) {
    if lines.isEmpty { lines = bytes } else { lines += bytes }
  }
}
