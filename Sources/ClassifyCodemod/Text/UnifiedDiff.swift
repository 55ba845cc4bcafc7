// SPDX-License-Identifier: Apache-2.0

/// The difference that edits make to a file, line by line, as `git diff` shows it.
///
/// Lines end with LF here, as for git and patch: a carriage return is a byte of its line.
package struct UnifiedDiff: Sendable, Hashable {
  /// A line of the old or the new file.
  package struct Line: Sendable, Hashable {
    /// Which of the files have a line; the raw value is the byte before it in a diff.
    package enum Kind: UInt8, Sendable, Hashable {
      /// Both files: a space.
      case context = 0x20
      /// The old file only: `-`.
      case deleted = 0x2D
      /// The new file only: `+`.
      case added = 0x2B
    }

    /// Which of the files have the line.
    package var kind: Kind
    /// The bytes with their LF, which the last line of a file can lack.
    package var bytes: ContiguousArray<UInt8>.SubSequence

    /// The line without its LF.
    package var text: String {
      var end = bytes.endIndex
      if end > bytes.startIndex, bytes[end - 1] == 0x0A { end -= 1 }
      return String(decoding: bytes[..<end], as: UTF8.self)
    }
  }

  /// Changes that are at most twice the context apart, with the lines around them.
  package struct Hunk: Sendable, Hashable {
    /// The lines of the old file from 0, the context included.
    var oldLines: Range<Int>
    /// The lines of the new file from 0, the context included.
    var newLines: Range<Int>
    /// The bytes of ``oldLines`` in the old file.
    package var oldBytes: ByteRange
    /// The lines in the order of a diff: of each change, the deleted ones first.
    package var lines: [Line]

    /// The header without a line ending, with lines counted from 1: `@@ -1,3 +1,4 @@`.
    package var header: String { "@@ -\(Self.text(oldLines)) +\(Self.text(newLines)) @@" }

    private static func text(_ lines: Range<Int>) -> String {
      // An empty range is named by the line before it.
      let start = lines.isEmpty ? lines.lowerBound : lines.lowerBound + 1
      return lines.count == 1 ? "\(start)" : "\(start),\(lines.count)"
    }
  }

  /// The unchanged lines that git shows before and after a change.
  package static let contextLength = 3

  /// The hunks in ascending order; empty if nothing changes.
  package let hunks: [Hunk]

  /// Returns the difference between a text and the text with edits applied.
  ///
  /// - Parameters:
  ///   - text: The old text.
  ///   - edits: The edits.
  ///   - context: The number of unchanged lines before and after a change.
  init(of text: SourceText, _ edits: EditSet, context: Int = contextLength) {
    let lines = LineTable(text.bytes)
    hunks = Self.hunks(Self.changes(text, edits, lines), lines, context)
  }

  /// Returns the difference between no file and a new one.
  init(creating text: String) {
    let bytes = ContiguousArray(text.utf8)
    let new = LineTable(bytes)
    let change = Change(oldLines: 0..<0, newLines: (0..<new.count).map { bytes[new[$0]] })
    hunks = bytes.isEmpty ? [] : Self.hunks([change], LineTable([]), 0)
  }

  /// The number of lines that are added and deleted.
  package var counts: (added: Int, deleted: Int) {
    hunks.reduce(into: (0, 0)) { counts, hunk in
      counts.0 += hunk.lines.count { $0.kind == .added }
      counts.1 += hunk.lines.count { $0.kind == .deleted }
    }
  }
}

// MARK: Hunks

extension UnifiedDiff {
  /// Lines of the old file, and the lines that replace them.
  private struct Change {
    var oldLines: Range<Int>
    var newLines: [ContiguousArray<UInt8>.SubSequence]
  }

  private static func changes(
    _ text: SourceText, _ edits: EditSet, _ lines: LineTable
  ) -> [Change] {
    var regions: [(lines: Range<Int>, edits: [Edit])] = []
    for edit in edits.edits {
      let first = lines.index(at: edit.range.lowerBound)
      let last = lines.index(at: edit.range.upperBound)
      let touched = first..<max(first, min(last + 1, lines.count))
      if let previous = regions.last, touched.lowerBound <= previous.lines.upperBound {
        let end = max(previous.lines.upperBound, touched.upperBound)
        regions[regions.count - 1].lines = previous.lines.lowerBound..<end
        regions[regions.count - 1].edits.append(edit)
      } else {
        regions.append((touched, [edit]))
      }
    }
    return regions.flatMap { changes(text, $0.lines, $0.edits, lines) }
  }

  /// Returns the changes in a region without the lines that stay equal.
  private static func changes(
    _ text: SourceText, _ region: Range<Int>, _ edits: [Edit], _ lines: LineTable
  ) -> [Change] {
    let range = lines.bytes(of: region)
    var new = ContiguousArray<UInt8>()
    var offset = range.lowerBound
    for edit in edits {
      new.append(contentsOf: text.bytes[offset..<edit.range.lowerBound])
      new.append(contentsOf: edit.replacement.utf8)
      offset = edit.range.upperBound
    }
    new.append(contentsOf: text.bytes[offset..<range.upperBound])

    let table = LineTable(new)
    var old = region
    var kept = 0..<table.count
    while !old.isEmpty, !kept.isEmpty,
      text.bytes[lines[old.lowerBound]] == new[table[kept.lowerBound]]
    {
      old = old.lowerBound + 1..<old.upperBound
      kept = kept.lowerBound + 1..<kept.upperBound
    }
    while !old.isEmpty, !kept.isEmpty,
      text.bytes[lines[old.upperBound - 1]] == new[table[kept.upperBound - 1]]
    {
      old = old.lowerBound..<old.upperBound - 1
      kept = kept.lowerBound..<kept.upperBound - 1
    }
    let added = kept.map { new[table[$0]] }
    var changes: [Change] = []
    var start = (old: old.lowerBound, new: 0)
    let equal = CommonLines.positions(old.map { text.bytes[lines[$0]] }, added)
    for (first, second) in equal + [(old.count, added.count)] {
      let end = (old: old.lowerBound + first, new: second)
      if start != end {
        changes.append(
          Change(oldLines: start.old..<end.old, newLines: Array(added[start.new..<end.new])))
      }
      start = (end.old + 1, end.new + 1)
    }
    return changes
  }

  private static func hunks(
    _ changes: [Change], _ lines: LineTable, _ context: Int
  ) -> [Hunk] {
    var hunks: [Hunk] = []
    var shift = 0
    for change in changes {
      var start = max(0, change.oldLines.lowerBound - context)
      if let last = hunks.last, last.oldLines.upperBound + context >= start {
        start = last.oldLines.upperBound
      } else {
        close(&hunks, lines, context)
        hunks.append(
          Hunk(
            oldLines: start..<start, newLines: start + shift..<start + shift, oldBytes: 0..<0,
            lines: []))
      }
      let position = hunks.count - 1
      hunks[position].lines += Self.lines(.context, start..<change.oldLines.lowerBound, lines)
      hunks[position].lines += Self.lines(.deleted, change.oldLines, lines)
      hunks[position].lines += change.newLines.map { Line(kind: .added, bytes: $0) }
      shift += change.newLines.count - change.oldLines.count
      let hunk = hunks[position]
      hunks[position].oldLines = hunk.oldLines.lowerBound..<change.oldLines.upperBound
      hunks[position].newLines =
        hunk.newLines.lowerBound..<change.oldLines.upperBound + shift
    }
    close(&hunks, lines, context)
    return hunks
  }

  /// Adds the context after the last hunk.
  private static func close(_ hunks: inout [Hunk], _ lines: LineTable, _ context: Int) {
    guard var hunk = hunks.popLast() else { return }
    let end = min(hunk.oldLines.upperBound + context, lines.count)
    let context = hunk.oldLines.upperBound..<end
    hunk.lines += Self.lines(.context, context, lines)
    hunk.oldLines = hunk.oldLines.lowerBound..<end
    hunk.newLines = hunk.newLines.lowerBound..<hunk.newLines.upperBound + context.count
    hunk.oldBytes = lines.bytes(of: hunk.oldLines)
    hunks.append(hunk)
  }

  private static func lines(
    _ kind: Line.Kind, _ range: Range<Int>, _ lines: LineTable
  ) -> [Line] {
    range.map { Line(kind: kind, bytes: lines.text[lines[$0]]) }
  }
}

/// The lines of a text that end with LF.
private struct LineTable {
  let text: ContiguousArray<UInt8>
  /// The starts of the lines, then the end of the text.
  private var bounds: [Int] = [0]

  init(_ text: ContiguousArray<UInt8>) {
    self.text = text
    text.withUnsafeBufferPointer { buffer in
      for offset in buffer.indices where buffer[offset] == 0x0A { bounds.append(offset + 1) }
    }
    if let last = bounds.last, last < text.count { bounds.append(text.count) }
  }

  /// The number of lines; a text that ends with LF has no further, empty line.
  var count: Int { bounds.count - 1 }

  /// The bytes of a line with its LF.
  subscript(index: Int) -> ByteRange { bounds[index]..<bounds[index + 1] }

  /// The bytes of lines.
  func bytes(of lines: Range<Int>) -> ByteRange {
    bounds[lines.lowerBound]..<bounds[lines.upperBound]
  }

  /// The line of an offset: ``count`` for the end of a text that ends with LF.
  func index(at offset: Int) -> Int {
    guard offset < text.count else { return text.last == 0x0A ? count : max(0, count - 1) }
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if bounds[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
