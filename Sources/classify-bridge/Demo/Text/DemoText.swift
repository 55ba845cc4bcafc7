// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The report of a demonstration for a person.
struct DemoText {
  /// Lines are not made longer than this, however wide the terminal is.
  private static let widest = 100
  /// Lines are not made shorter than this: nobody could read them.
  private static let narrowest = 48
  /// How many failed documents are explained.
  private static let shownFailures = 5
  /// How much of what a service says is shown.
  private static let longestSentence = 480

  let terminal: Terminal
  let report: DemoReport
  /// The number of characters of a line.
  let width: Int
  private let suggestions: [DemoSuggestion]

  /// Prepares a report for a terminal.
  init(_ report: DemoReport, suggestions: [DemoSuggestion], terminal: Terminal) {
    self.report = report
    self.suggestions = suggestions
    self.terminal = terminal
    width = min(max(terminal.width, Self.narrowest), Self.widest)
  }

  /// Returns the whole text.
  func render() -> String {
    let sections = [introduction, sent, outcomes, ledger, offByOne, next]
    return sections.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private var introduction: [String] {
    let count = Counted.text(report.documents.count, "document")
    let pages = report.selection.pages.map { "\($0.words) of each" } ?? "all pages"
    return paragraph(
      """
      \(count), \(Counted.text(report.rules.count, "rule")) and \(pages), through Classify v1 and \
      v2 on a sandbox in this process: no key, no network.
      """)
  }

  private var outcomes: [String] {
    let rows = report.documents.map { item in
      [
        name(item.document.name), "\(item.document.pageCount)", item.v1.cell, item.v2.cell,
        item.agrees ? TextTable.Cell("yes", .green) : TextTable.Cell("no", .red),
      ]
    }
    let table = TextTable(header: ["Document", "Pages", "v1", "v2", "Agree"], rows: rows)
    return heading("What came back")
      + table.render(width: width, indent: "  ", terminal: terminal)
      + failures
      + [""]
      + TextTable(
        header: ["", "Jobs", "Status"],
        rows: [
          ["v1", "\(report.v1.bodies.count)", "\(report.v1.statusText)"],
          ["v2", "\(report.v2.bodies.count)", "\(report.v2.statusText)"],
        ]
      ).render(width: width, indent: "  ", terminal: terminal)
      + [""] + verdict
  }

  /// Why documents failed: v1 has one message for the job, v2 one for each document.
  private var failures: [String] {
    let messages = report.failures.map { item in
      (name: name(item.document.name).text, v1: item.v1.failure, v2: item.v2.failure)
    }
    let ofJob = messages.compactMap(\.v1).first.map { ["v1 says of the job: \($0)"] } ?? []
    let ofDocuments = messages.compactMap { message in
      message.v2.map { "v2 says of \(message.name): \($0)" }
    }
    let rest = ofDocuments.count - Self.shownFailures
    let more = rest > 0 ? ["v2 says so or the like of \(rest) more."] : []
    return (ofJob + ofDocuments.prefix(Self.shownFailures) + more).flatMap { sentence in
      let text = PlainText.printable(sentence)
      return [""] + paragraph(PlainText.shortened(text, to: Self.longestSentence))
    }
  }

  private var verdict: [String] {
    let count = report.documents.count
    let agreed = report.documents.count(where: \.agrees)
    let failed = report.failures.count
    let sentence = "The versions agree on \(agreed) of \(Counted.text(count, "document"))."
    return paragraph(failed == 0 ? sentence : "\(sentence) \(failed) could not be classified.")
  }

  private var next: [String] {
    let longest = suggestions.map(\.command.count).max() ?? 0
    let lines = suggestions.flatMap { suggestion -> [String] in
      let remark = "# \(suggestion.remark)"
      let line = "  \(TextLayout.pad(suggestion.command, to: longest))  \(remark)"
      return line.count <= width ? [line] : ["  \(remark)", "  \(suggestion.command)"]
    }
    return heading("What to try next") + lines
  }

  // MARK: - Parts

  func heading(_ text: String) -> [String] {
    [terminal.styled(text.uppercased(), .bold), ""]
  }

  func paragraph(_ text: String, indent: String = "  ") -> [String] {
    TextLayout.wrap(
      PlainText.withShortWords(text, width: width - indent.count), width: width, first: indent,
      rest: indent)
  }

  func name(_ name: String) -> TextTable.Cell {
    TextTable.Cell(PlainText.shortened(name, to: 28))
  }
}
