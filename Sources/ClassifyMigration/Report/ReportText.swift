// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The layout of a report as text.
enum ReportText {
  /// A list with a heading.
  struct Section {
    let title: String
    let rows: [String]
  }

  private static let nameWidth = 13
  private static let countWidth = 8

  // MARK: - Lines

  /// Returns a line with a name and its value.
  static func row(_ name: String, _ value: String) -> String {
    name + String(repeating: " ", count: max(1, nameWidth - name.count)) + value
  }

  /// Returns a printable line of at most `width` characters; a longer one ends with `…`.
  static func cut(_ line: String, to width: Int) -> String {
    let line = BoundedText.oneLine(line, to: 4 * width)
    return line.count > width ? line.prefix(width - 1) + "…" : line
  }

  /// Breaks a text between words into lines of at most `width` characters.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// Returns rows, cut to a number of lines, of which the last one then tells how many are left out.
  static func fitted(_ rows: [String], into lineCount: Int) -> [String] {
    guard rows.count > lineCount else { return rows }
    guard lineCount > 0 else { return [] }
    let shown = rows.prefix(lineCount - 1)
    return shown + ["\(Counted.text(rows.count - shown.count, "line")) left out"]
  }

  /// Returns the lines of lists, cut to a number of lines.
  ///
  /// Each list gets its heading and a row in turn, as long as there are lines. If a list gets two rows
  /// or more and has others, the last one tells how many; with less, its heading does. If there are
  /// not enough lines for the headings, the last line tells how many lists are left out.
  static func fitted(_ sections: [Section], into lineCount: Int) -> [String] {
    guard sections.count <= lineCount else {
      let shown = sections.prefix(max(lineCount - 1, 0))
      let others = Counted.text(sections.count - shown.count, "list")
      let headings = shown.map { heading($0, shownCount: 0) }
      return lineCount > 0 ? headings + ["\(others) left out"] : []
    }
    var lengths = [Int](repeating: 0, count: sections.count)
    var rest = lineCount
    var grows = true
    while grows {
      grows = false
      for (position, section) in sections.enumerated() where rest > 0 {
        guard lengths[position] <= section.rows.count else { continue }
        lengths[position] += 1
        rest -= 1
        grows = true
      }
    }
    return zip(sections, lengths).flatMap { section, length -> [String] in
      let rows = section.rows
      guard length > 2, length <= rows.count else {
        return [heading(section, shownCount: length - 1)] + rows.prefix(length - 1)
      }
      let indent = String(repeating: " ", count: countWidth + 1)
      return [section.title] + rows.prefix(length - 2)
        + ["\(indent)and \(rows.count - length + 2) more"]
    }
  }

  /// Returns the title of a list, with the number of rows that are left out.
  private static func heading(_ section: Section, shownCount: Int) -> String {
    let others = section.rows.count - shownCount
    return others > 0
      ? "\(section.title): \(Counted.text(others, "row")) left out" : section.title
  }

  // MARK: - Numbers

  /// Returns a count that aligns with those in other rows.
  static func count(_ count: Int) -> String {
    let digits = String(count)
    return String(repeating: " ", count: max(0, countWidth - digits.count)) + digits
  }

  /// Returns a share with its interval.
  static func percent(_ share: Estimate) -> String {
    let (value, low, high) = (share.value, share.low, share.high)
    return "\(ShareText.percent(value)) "
      + "(\(ShareText.percent(low)) to \(ShareText.percent(high)))"
  }

  /// Returns an estimate with its interval, with three decimals.
  static func decimals(_ estimate: Estimate) -> String {
    let (value, low, high) = (estimate.value, estimate.low, estimate.high)
    return "\(decimal(value, places: 3)) "
      + "(\(decimal(low, places: 3)) to \(decimal(high, places: 3)))"
  }

  /// Returns seconds as `2.5 s`.
  static func seconds(_ seconds: Double) -> String {
    "\(decimal(seconds, places: 1)) s"
  }

  /// Returns a rounded number with a fixed number of decimals.
  static func decimal(_ value: Double, places: Int) -> String {
    let unit = (0..<places).reduce(1) { product, _ in product * 10 }
    let scaled = (value * Double(unit)).rounded()
    guard let number = Int(exactly: scaled), places > 0 else { return "\(value)" }
    let (whole, fraction) = number.magnitude.quotientAndRemainder(dividingBy: UInt(unit))
    let digits = String(fraction)
    let zeros = String(repeating: "0", count: places - digits.count)
    return "\(number < 0 ? "-" : "")\(whole).\(zeros)\(digits)"
  }
}
