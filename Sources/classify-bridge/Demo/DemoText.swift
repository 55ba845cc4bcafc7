// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Renders a demo report as text.
struct DemoText {
  private static let maximumWidth = 100
  private static let minimumWidth = 48
  /// The maximum number of failed documents whose errors are shown.
  private static let maximumFailures = 5
  /// The maximum length of a service's error message, in columns.
  private static let maximumMessageLength = 480

  let terminal: Terminal
  let report: DemoReport
  /// The maximum length of a line, in columns.
  let width: Int
  private let suggestions: [DemoSuggestion]
  private let showsNotes: Bool

  /// Creates a renderer; the terminal's width is clamped to 48...100 columns.
  init(
    _ report: DemoReport, suggestions: [DemoSuggestion], showsNotes: Bool = true, terminal: Terminal
  ) {
    self.report = report
    self.suggestions = suggestions
    self.showsNotes = showsNotes
    self.terminal = terminal
    width = min(max(terminal.width, Self.minimumWidth), Self.maximumWidth)
  }

  /// Returns the whole text.
  func render() -> String {
    let sections =
      [introduction, requests, results] + (showsNotes ? [notes] : []) + [offByOne, nextSteps]
    return sections.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private var introduction: [String] {
    let documents = Counted.text(report.documents.count, "document")
    let rules = Counted.text(report.rules.count, "rule")
    let limit = report.parsing.pageLimit.count.map { "up to \(Counted.text($0, "page"))" }
    let pages = report.selection.pages?.phrase ?? limit
    let reading = pages.map { "\($0) of each document" } ?? "all pages"
    return paragraph(
      """
      \(documents), \(rules), \(reading): classified with Classify v1 and v2 on an in-memory sandbox, \
      without an API key or a network.
      """)
  }

  // MARK: - Results

  private var results: [String] {
    let rows = report.documents.map { item in
      [
        name(item.document.name), "\(item.document.pageCount)", item.v1.cell, item.v2.cell,
        item.agrees ? TextTable.Cell("yes", .green) : TextTable.Cell("no", .red),
      ]
    }
    let table = TextTable(header: ["Document", "Pages", "v1", "v2", "Agree"], rows: rows)
    return heading("Results")
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

  /// The errors of failed documents: v1 has one message per job, v2 one per document.
  private var failures: [String] {
    let messages = report.failures.map { item in
      (name: name(item.document.name).text, v1: item.v1.failure, v2: item.v2.failure)
    }
    let ofJob = messages.compactMap(\.v1).first.map { ["v1 reports for the job: \($0)"] } ?? []
    let ofDocuments = messages.compactMap { message in
      message.v2.map { "v2 reports for \(message.name): \($0)" }
    }
    let rest = ofDocuments.count - Self.maximumFailures
    let more = rest > 0 ? ["v2 reports errors for \(rest) more."] : []
    return (ofJob + ofDocuments.prefix(Self.maximumFailures) + more).flatMap { sentence in
      let text = PlainText.printable(sentence)
      return [""] + paragraph(PlainText.shortened(text, to: Self.maximumMessageLength))
    }
  }

  private var verdict: [String] {
    let count = report.documents.count
    let agreed = report.documents.count(where: \.agrees)
    let failed = report.failures.count
    let sentence = "The versions agree on \(agreed) of \(Counted.text(count, "document"))."
    return paragraph(failed == 0 ? sentence : "\(sentence) \(failed) could not be classified.")
  }

  // MARK: - Next steps

  /// Each command has a line of its own: zsh takes a comment behind one for arguments.
  private var nextSteps: [String] {
    heading("Next steps") + suggestions.flatMap { ["  # \($0.remark)", "  \($0.command)"] }
  }

  // MARK: - Building blocks

  func heading(_ text: String) -> [String] {
    [terminal.styled(text.uppercased(), .bold), ""]
  }

  func paragraph(_ text: String, indent: String = "  ") -> [String] {
    TextLayout.wrap(
      PlainText.withShortWords(text, width: width - indent.count), width: width, first: indent,
      rest: indent)
  }

  /// Returns a cell with a document's name, truncated to 28 columns.
  func name(_ name: String) -> TextTable.Cell {
    TextTable.Cell(PlainText.shortened(name, to: 28))
  }
}

extension DemoTraffic {
  /// The distinct statuses with their counts, such as `4 × COMPLETED`.
  fileprivate var statusText: String {
    var counts: [(status: String, count: Int)] = []
    for status in statuses {
      if let index = counts.firstIndex(where: { $0.status == status }) {
        counts[index].count += 1
      } else {
        counts.append((status, 1))
      }
    }
    return counts.map { $0.count == 1 ? $0.status : "\($0.count) × \($0.status)" }
      .joined(separator: ", ")
  }
}

extension PageSet {
  /// The pages as a phrase such as `pages 1,3`, truncated to 28 columns.
  var phrase: String {
    PlainText.shortened("\(count == 1 ? "page" : "pages") \(rangeString)", to: 28)
  }
}

/// A command to try after the demo.
struct DemoSuggestion: Sendable, Hashable {
  let command: String
  let remark: String
}

#if CLI
import ArgumentParser

extension DemoSuggestion {
  /// The suggestions for commands that this build has.
  static var available: [DemoSuggestion] {
    let names = ClassifyBridgeCommand.configuration.subcommands.map { subcommand in
      subcommand.configuration.commandName ?? ""
    }
    return all.filter { suggestion in
      suggestion.command.split(separator: " ").dropFirst().first.map { names.contains(String($0)) }
        ?? false
    }
  }

  private static let all = [
    DemoSuggestion(
      command: "classify-bridge demo --pages 2", remark: "other pages give other types"),
    DemoSuggestion(
      command: "classify-bridge demo --pages 1,3 letter.txt", remark: "classify your own text files"
    ),
    DemoSuggestion(
      command: "classify-bridge pages convert --to v2 '[0, 2]'", remark: "convert a selection"),
    DemoSuggestion(
      command: "classify-bridge catalogue", remark: "list the v1-v2 mapping"),
  ]
}
#endif
