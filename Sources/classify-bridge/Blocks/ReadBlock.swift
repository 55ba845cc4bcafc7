// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive

/// A block of lines with its place in the input.
struct ReadBlock: Sendable {
  let lines: LineBlock
  /// A position at or before the first line.
  var start = RecordPosition.start
  /// The position after the last line.
  var end = RecordPosition.start

  /// The number of stored records, blank lines included; 0 for other lines.
  var recordCount: Int { max(0, end.record - 1 - lines.line) }

  /// Returns the block without the lines before one with a given number.
  func dropping(before number: Int) -> ReadBlock {
    guard lines.line + 1 < number else { return self }
    var rest = lines
    var start = 0
    while rest.line + 1 < number, let line = rest.next() { start = line.upperBound + 1 }
    let bytes = lines.bytes[min(start, lines.bytes.count)...]
    return ReadBlock(
      lines: LineBlock(bytes: Array(bytes), firstLine: number), start: self.start, end: end)
  }

  /// Whether the block has a number of lines at its end of which none is blank.
  func isNotBlank(inLast count: Int) -> Bool {
    let first = end.record - count
    guard first > lines.line else { return false }
    var rest = lines
    while let line = rest.next() {
      if rest.line >= first, lines.bytes.span.extracting(line).isBlankLine { return false }
    }
    return true
  }
}
