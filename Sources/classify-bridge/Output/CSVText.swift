// SPDX-License-Identifier: Apache-2.0

/// CSV as in RFC 4180, with LF line endings.
///
/// A cell of free text is a JSON string, because a spreadsheet reads a text in quotes neither as a
/// date, such as `1-5`, nor as a number or a formula.
enum CSVText {
  /// Returns a line with its line ending.
  static func row(_ cells: [String]) -> String {
    cells.map(escaped).joined(separator: ",") + "\n"
  }

  private static func escaped(_ cell: String) -> String {
    let isPlain = cell.utf8.allSatisfy { byte in
      byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte >= 0x20
    }
    guard !isPlain else { return cell }
    return "\"\(cell.replacing("\"", with: "\"\""))\""
  }
}
