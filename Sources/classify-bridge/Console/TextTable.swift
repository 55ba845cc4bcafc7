// SPDX-License-Identifier: Apache-2.0

/// Rows of cells: side by side where they fit, else each row as a list.
struct TextTable {
  /// A text in a style.
  struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var style: TextStyle?

    init(_ text: String, _ style: TextStyle? = nil) {
      self.text = text
      self.style = style
    }

    init(stringLiteral text: String) {
      self.init(text)
    }
  }

  private static let gap = 2

  /// What the columns are; the first one names the row.
  let header: [String]
  let rows: [[Cell]]

  /// Returns the lines.
  ///
  /// - Parameters:
  ///   - width: The number of characters of a line, with its indentation.
  ///   - indent: What begins each line.
  ///   - terminal: Whether there is color.
  /// - Returns: The rows, side by side below their header or one after the other.
  func render(width: Int, indent: String, terminal: Terminal) -> [String] {
    let widths = header.indices.map { column in
      rows.map { $0[column].text.count }.reduce(header[column].count, max)
    }
    let whole = indent.count + widths.reduce(0, +) + Self.gap * (widths.count - 1)
    return whole <= width
      ? grid(widths, indent, terminal) : lists(width: width, indent, terminal)
  }

  private func grid(_ widths: [Int], _ indent: String, _ terminal: Terminal) -> [String] {
    let head = header.map { Cell($0, .faint) }
    return ([head] + rows).map { row in
      let last = row.lastIndex { !$0.text.isEmpty } ?? 0
      let cells = zip(row, widths).enumerated().prefix(last + 1).map { column, cell in
        let (cell, width) = cell
        let space = column == last ? 0 : width + Self.gap - cell.text.count
        return styled(cell, terminal) + String(repeating: " ", count: space)
      }
      return indent + cells.joined()
    }
  }

  private func lists(width: Int, _ indent: String, _ terminal: Terminal) -> [String] {
    rows.flatMap { row in
      let title = PlainText.shortened(row[0].text, to: width - indent.count)
      return [indent + styled(Cell(title, row[0].style), terminal)]
        + zip(header, row).dropFirst().filter { !$1.text.isEmpty }.flatMap { name, cell in
          let first = "\(indent)  \(name)  "
          let rest = String(repeating: " ", count: first.count)
          return TextLayout.wrap(
            PlainText.withShortWords(cell.text, width: width - first.count), width: width,
            first: first, rest: rest)
        }
    }
  }

  private func styled(_ cell: Cell, _ terminal: Terminal) -> String {
    cell.style.map { terminal.styled(cell.text, $0) } ?? cell.text
  }
}
