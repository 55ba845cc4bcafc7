// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

#if CLI
import Synchronization

/// Prints the results of a run: each as it arrives for JSON Lines, otherwise all at the end.
final class RunOutput: Sendable {
  private let format: RunCommand.Format
  private let failure = Mutex<OutputError?>(nil)

  /// Creates an output for a format.
  init(format: RunCommand.Format) {
    self.format = format
  }

  /// Prints a result if the format is JSON Lines.
  ///
  /// The first write error is kept for ``finish(_:)``: jobs are already in flight, and their
  /// results still count for the exit status.
  func add(_ result: RunResult) {
    guard format == .jsonl else { return }
    failure.withLock { failure in
      guard failure == nil else { return }
      do throws(OutputError) {
        try Console.write(RunJSON.value(of: result).jsonText() + "\n")
      } catch {
        failure = error
      }
    }
  }

  /// Prints all results, unless the format is JSON Lines.
  ///
  /// - Throws: The first write error, including those of ``add(_:)``.
  func finish(_ results: [RunResult]) throws(OutputError) {
    if let failure = failure.withLock(\.self) { throw failure }
    switch format {
    case .jsonl: break
    case .json:
      let value = JSONValue.array(results.map(RunJSON.value(of:)))
      try Console.write(value.jsonText(pretty: true) + "\n")
    case .text:
      try Console.write(RunText(terminal: .at(.standardOutput)).render(results))
    }
  }
}
#endif

/// Renders results as JSON objects.
enum RunJSON {
  /// Returns the object for a result; its fields are part of the command's documented output.
  static func value(of result: RunResult) -> JSONValue {
    let found = result.outcome.classification
    return [
      "file": .string(result.file.path),
      "outcome": .string(result.outcome.word),
      "type": string(found?.type),
      "confidence": found.flatMap { JSONNumber($0.confidence.text) }.map(JSONValue.number) ?? .null,
      "reasoning": string(found?.reasoning),
      "error": string(result.outcome.reason),
      "file_id": string(result.fileID),
      "job_id": string(result.job?.text),
    ]
  }

  private static func string(_ text: String?) -> JSONValue {
    text.map(JSONValue.string) ?? .null
  }
}

/// Renders results as a table.
struct RunText {
  private static let maximumWidth = 100
  private static let minimumWidth = 40
  private static let maximumNameLength = 40

  let terminal: Terminal

  /// Returns a table with a row per file, followed by the reasons for missing classifications.
  func render(_ results: [RunResult]) -> String {
    let width = min(max(terminal.width, Self.minimumWidth), Self.maximumWidth)
    let rows = results.map { result in
      [
        TextTable.Cell(PlainText.shortened(result.file.name, to: Self.maximumNameLength)),
        cell(result.outcome),
        TextTable.Cell(result.outcome.classification.map { "\($0.confidence)" } ?? ""),
        TextTable.Cell(PlainText.printable(result.job?.text ?? "")),
      ]
    }
    let table = TextTable(header: ["File", "Type", "Confidence", "Job"], rows: rows)
    let lines =
      table.render(width: width, indent: "", terminal: terminal)
      + Self.reasons(results).flatMap { [""] + TextLayout.wrap($0, width: width, rest: "  ") }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Returns the number of files per outcome, such as `4 files: 3 classified, 1 failed`.
  static func summary(_ results: [RunResult]) -> String {
    var counts: [(word: String, count: Int)] = []
    for word in results.map(\.outcome.word) {
      if let index = counts.firstIndex(where: { $0.word == word }) {
        counts[index].count += 1
      } else {
        counts.append((word, 1))
      }
    }
    let parts = counts.map { "\($0.count) \($0.word)" }
    return "\(Counted.text(results.count, "file")): \(parts.joined(separator: ", "))"
  }

  /// Returns a line for each distinct reason for a missing classification.
  private static func reasons(_ results: [RunResult]) -> [String] {
    var reasons: [(text: String, names: [String])] = []
    for result in results {
      guard let text = result.outcome.reason.map(PlainText.printable) else { continue }
      if let index = reasons.firstIndex(where: { $0.text == text }) {
        reasons[index].names.append(result.file.name)
      } else {
        reasons.append((text, [result.file.name]))
      }
    }
    return reasons.map { reason in
      let others = reason.names.count - 1
      return "\(reason.names[0])\(others > 0 ? " and \(others) more" : ""): \(reason.text)"
    }
  }

  private func cell(_ outcome: RunResult.Outcome) -> TextTable.Cell {
    switch outcome {
    case .finished(.classified(let found)): TextTable.Cell(PlainText.printable(found.type ?? ""))
    case .finished(.unmatched): TextTable.Cell("no rule matches")
    case .finished, .unreadable, .requestFailed: TextTable.Cell(outcome.word, .red)
    case .interrupted, .cancelled, .unfinished: TextTable.Cell(outcome.word, .yellow)
    }
  }
}
