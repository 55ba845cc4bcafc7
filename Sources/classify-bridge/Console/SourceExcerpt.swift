// SPDX-License-Identifier: Apache-2.0

/// An excerpt of a text on one line, with a token underlined on the next.
///
/// Control and format characters are replaced by U+FFFD.
struct SourceExcerpt {
  /// A grapheme cluster of the excerpt.
  private struct Cell {
    let text: String
    /// The number of terminal columns.
    let columns: Int
    /// The UTF-8 offsets in the source text.
    let range: Range<Int>
  }

  /// The source text, in UTF-8.
  let text: [UInt8]
  /// The UTF-8 offsets of the token; empty for a missing token.
  let token: Range<Int>

  /// Renders the excerpt.
  ///
  /// - Parameters:
  ///   - label: The prefix of the first line.
  ///   - terminal: The terminal; wider text is truncated to the part around the token.
  /// - Returns: The line with the text and the line with carets below the token.
  func render(label: String, terminal: Terminal) -> [String] {
    let labelWidth = DisplayWidth.columns(of: label)
    let room = max(16, terminal.width - labelWidth)
    // A scalar has at most 4 bytes, so this window has at least `room` scalars on each side.
    let window = max(0, token.lowerBound - 4 * room)..<min(text.count, token.lowerBound + 4 * room)
    let cells = Self.cells(of: text[window])
    let first = cells.firstIndex { $0.range.upperBound > token.lowerBound } ?? cells.count
    let before = cells[..<first]
    let after = cells[first...]

    // If the text doesn't fit, a third of the room is for the text before the token.
    let fits = window == text.indices && Self.width(cells[...]) < room
    let beginning = fits ? before : Self.suffix(before, width: room / 3)
    let isCutBefore = beginning.count < before.count || window.lowerBound > 0
    let indent = Self.width(beginning) + (isCutBefore ? 1 : 0)
    let ending = fits ? after : Self.prefix(after, width: room - indent - 2)
    let isCutAfter = ending.count < after.count || window.upperBound < text.count

    let shown =
      (isCutBefore ? "…" : "") + (beginning + ending).map(\.text).joined()
      + (isCutAfter ? "…" : "")
    let marked = Self.width(ending.prefix { $0.range.lowerBound < token.upperBound })
    let carets = String(repeating: "^", count: max(1, marked))
    let spaces = String(repeating: " ", count: labelWidth + indent)
    return [label + shown, spaces + terminal.styled(carets, .red)]
  }

  private static func cells(of bytes: ArraySlice<UInt8>) -> [Cell] {
    // The window may start within a scalar.
    let start = bytes.firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.endIndex
    var offset = start
    return String(decoding: bytes[start...], as: UTF8.self).map { character in
      let range = offset..<offset + character.utf8.count
      offset = range.upperBound
      let text = PlainText.printable(String(character))
      return Cell(text: text, columns: DisplayWidth.columns(of: text), range: range)
    }
  }

  private static func width(_ cells: ArraySlice<Cell>) -> Int {
    cells.reduce(0) { $0 + $1.columns }
  }

  private static func prefix(_ cells: ArraySlice<Cell>, width: Int) -> ArraySlice<Cell> {
    var rest = width
    return cells.prefix { cell in
      rest -= cell.columns
      return rest >= 0
    }
  }

  private static func suffix(_ cells: ArraySlice<Cell>, width: Int) -> ArraySlice<Cell> {
    var rest = width
    var start = cells.endIndex
    while start > cells.startIndex, rest >= cells[start - 1].columns {
      start -= 1
      rest -= cells[start].columns
    }
    return cells[start...]
  }
}
