// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The results of a run for a person.
struct RunText {
  private static let widest = 100
  private static let narrowest = 40
  private static let longestName = 40

  let terminal: Terminal

  /// Returns a table with a row for each file, and below it why files have no classification.
  func render(_ results: [RunResult]) -> String {
    let width = min(max(terminal.width, Self.narrowest), Self.widest)
    let rows = results.map { result in
      [
        TextTable.Cell(PlainText.shortened(result.file.name, to: Self.longestName)),
        cell(result.ending),
        TextTable.Cell(result.ending.classification.map { "\($0.confidence)" } ?? ""),
        TextTable.Cell(PlainText.printable(result.job?.text ?? "")),
      ]
    }
    let table = TextTable(header: ["File", "Type", "Confidence", "Job"], rows: rows)
    let lines =
      table.render(width: width, indent: "", terminal: terminal)
      + Self.reasons(results).flatMap { [""] + TextLayout.wrap($0, width: width, rest: "  ") }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Returns how many files ended how, such as `3 classified, 1 failed`.
  static func summary(_ results: [RunResult]) -> String {
    var counts: [(word: String, count: Int)] = []
    for word in results.map(\.ending.word) {
      if let place = counts.firstIndex(where: { $0.word == word }) {
        counts[place].count += 1
      } else {
        counts.append((word, 1))
      }
    }
    let parts = counts.map { "\($0.count) \($0.word)" }
    return "\(Counted.text(results.count, "file")): \(parts.joined(separator: ", "))"
  }

  /// Returns why files have no classification, each reason once.
  private static func reasons(_ results: [RunResult]) -> [String] {
    var reasons: [(text: String, names: [String])] = []
    for result in results {
      guard let text = result.ending.reason.map(PlainText.printable) else { continue }
      if let place = reasons.firstIndex(where: { $0.text == text }) {
        reasons[place].names.append(result.file.name)
      } else {
        reasons.append((text, [result.file.name]))
      }
    }
    return reasons.map { reason in
      let others = reason.names.count - 1
      return "\(reason.names[0])\(others > 0 ? " and \(others) more" : ""): \(reason.text)"
    }
  }

  private func cell(_ ending: RunResult.Ending) -> TextTable.Cell {
    switch ending {
    case .finished(.classified(let found)): TextTable.Cell(PlainText.printable(found.type ?? ""))
    case .finished(.unmatched): TextTable.Cell("none fits")
    case .finished, .unreadable, .broken: TextTable.Cell(ending.word, .red)
    case .interrupted, .stopped, .unfinished: TextTable.Cell(ending.word, .yellow)
    }
  }
}
