// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A table that falls back to a list for each row if its columns do not fit.
struct TextTable {
  /// Text in a style.
  struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var style: TextStyle?
    /// Whether the text is an ID, which is copied and therefore never truncated.
    var isID = false

    init(_ text: String, _ style: TextStyle? = nil) {
      self.text = text
      self.style = style
    }

    init(id text: String) {
      self.init(text)
      isID = true
    }

    init(stringLiteral text: String) {
      self.init(text)
    }
  }

  /// The number of spaces between columns.
  private static let gap = 2

  /// The titles of the columns; the first column is the title of each row.
  let header: [String]
  let rows: [[Cell]]
  /// The number of columns to which the titles of rows are truncated, if the columns fit then;
  /// `nil` if they are never truncated in columns.
  var minimumTitleWidth: Int?

  /// Returns the lines.
  ///
  /// - Parameters:
  ///   - width: The maximum number of terminal columns of a line, including its indentation.
  ///   - indent: The prefix of each line.
  ///   - terminal: The terminal that decides about color.
  /// - Returns: A header and a line for each row, or a list for each row.
  func render(width: Int, indent: String, terminal: Terminal) -> [String] {
    var widths = header.indices.map { column in
      rows.map { DisplayWidth.columns(of: $0[column].text) }
        .reduce(DisplayWidth.columns(of: header[column]), max)
    }
    let total = indent.count + widths.reduce(0, +) + Self.gap * (widths.count - 1)
    if total > width {
      let titleWidth = widths[0] - (total - width)
      guard let minimumTitleWidth, titleWidth >= minimumTitleWidth else {
        return lists(width: width, indent, terminal)
      }
      widths[0] = titleWidth
    }
    return grid(widths, indent, terminal)
  }

  private func grid(_ widths: [Int], _ indent: String, _ terminal: Terminal) -> [String] {
    let head = header.map { Cell($0, .faint) }
    return ([head] + rows).map { row in
      var row = row
      row[0].text = PlainText.shortened(row[0].text, to: widths[0])
      let last = row.lastIndex { !$0.text.isEmpty } ?? 0
      let cells = zip(row, widths).enumerated().prefix(last + 1).map { column, cell in
        let (cell, width) = cell
        let padding =
          column == last ? 0 : width + Self.gap - DisplayWidth.columns(of: cell.text)
        return styled(cell, terminal) + String(repeating: " ", count: padding)
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
          let indent = DisplayWidth.columns(of: first)
          let text =
            cell.isID ? cell.text : PlainText.withShortWords(cell.text, width: width - indent)
          return TextLayout.wrap(
            text, width: width, first: first, rest: String(repeating: " ", count: indent))
        }
    }
  }

  private func styled(_ cell: Cell, _ terminal: Terminal) -> String {
    cell.style.map { terminal.styled(cell.text, $0) } ?? cell.text
  }
}

extension DocumentOutcome {
  /// The outcome as a table cell.
  var cell: TextTable.Cell {
    let text = PlainText.printable(summary)
    return switch self {
    case .classified, .unmatched: TextTable.Cell(text)
    case .failed, .cancelled, .waiting: TextTable.Cell(text, .red)
    }
  }

  /// The kind of outcome in one word.
  var word: String {
    switch self {
    case .waiting: "waiting"
    case .classified: "classified"
    case .unmatched: "unmatched"
    case .failed: "failed"
    case .cancelled: "cancelled"
    }
  }

  /// The error message of a failed document.
  var failure: String? {
    if case .failed(let message) = self { message ?? "no reason was given" } else { nil }
  }

  private var summary: String {
    switch self {
    case .classified(let found): "\(found.type ?? "") \(found.confidence)"
    case .unmatched(let found): "unmatched \(found.confidence)"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .waiting: "waiting"
    }
  }
}
