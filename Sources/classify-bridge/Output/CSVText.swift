// SPDX-License-Identifier: Apache-2.0

/// CSV as in RFC 4180, with LF line endings.
enum CSVText {
  /// Returns a line with its line ending.
  static func row(_ cells: [String]) -> String {
    cells.map(escaped).joined(separator: ",") + "\n"
  }

  /// Returns text that no spreadsheet reads as a formula: `'` precedes a first `-`, `+`, `=`, `@`,
  /// tab or carriage return.
  static func prose(_ text: String) -> String {
    text.unicodeScalars.first.map { "-+=@\t\r".unicodeScalars.contains($0) } == true
      ? "'\(text)" : text
  }

  private static func escaped(_ cell: String) -> String {
    let isPlain = cell.utf8.allSatisfy { byte in
      byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte >= 0x20
    }
    guard !isPlain else { return cell }
    return "\"\(cell.replacing("\"", with: "\"\""))\""
  }
}
