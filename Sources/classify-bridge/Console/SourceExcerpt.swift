// SPDX-License-Identifier: Apache-2.0

/// A part of a text with a token in it that is underlined, on two lines.
///
/// Characters that a terminal would act on are replaced, so that no input can play tricks.
struct SourceExcerpt {
  /// A character as it is shown.
  private struct Cell {
    let text: String
    let columns: Int
    /// The UTF-8 offset of the character.
    let offset: Int
  }

  /// The UTF-8 text.
  let text: [UInt8]
  /// The UTF-8 offsets of the token; empty where something is missing.
  let token: Range<Int>

  /// Returns the two lines.
  ///
  /// - Parameters:
  ///   - label: What begins the first line.
  ///   - terminal: A text that is wider is shown around the token only.
  /// - Returns: The text, and carets under the token.
  func render(label: String, terminal: Terminal) -> [String] {
    let room = max(16, terminal.width - label.count)
    // No character has more bytes than 4, so that this is enough for any window.
    let near = max(0, token.lowerBound - 4 * room)..<min(text.count, token.lowerBound + 4 * room)
    let cells = Self.cells(of: text[near])
    let first = cells.firstIndex { $0.offset >= token.lowerBound } ?? cells.count
    let before = cells[..<first]
    let after = cells[first...]

    // A third of the room for what comes before, if it does not fit as a whole.
    let fitsWhole = near == text.indices && Self.width(cells[...]) < room
    let beginning = fitsWhole ? before : Self.suffix(before, width: room / 3)
    let isCutBefore = beginning.count < before.count || near.lowerBound > 0
    let used = Self.width(beginning) + (isCutBefore ? 1 : 0)
    let ending = fitsWhole ? after : Self.prefix(after, width: room - used - 2)
    let isCutAfter = ending.count < after.count || near.upperBound < text.count

    let shown =
      (isCutBefore ? "…" : "") + (beginning + ending).map(\.text).joined()
      + (isCutAfter ? "…" : "")
    let marked = Self.width(ending.prefix { $0.offset < token.upperBound })
    let carets = String(repeating: "^", count: max(1, marked))
    let indent = String(repeating: " ", count: label.count + used)
    return [label + shown, indent + terminal.styled(carets, .red)]
  }

  private static func cells(of bytes: ArraySlice<UInt8>) -> [Cell] {
    // The window may begin or end within a character.
    let start = bytes.firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.endIndex
    var offset = start
    return String(decoding: bytes[start...], as: UTF8.self).unicodeScalars.map { scalar in
      defer { offset += UTF8.width(scalar) }
      let isControl = [.control, .format, .lineSeparator, .paragraphSeparator]
        .contains(scalar.properties.generalCategory)
      return Cell(
        text: isControl ? "\u{FFFD}" : String(scalar),
        columns: isControl ? 1 : columns(of: scalar), offset: offset)
    }
  }

  /// Returns how many columns a character takes: 2 for those of East Asia and pictures.
  private static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default:
      scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
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
