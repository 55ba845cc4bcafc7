// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

#if CLI
/// Prints the results of a run: each as it arrives for JSON Lines, otherwise all at the end.
final class RunOutput: Sendable {
  private let format: RunCommand.Format
  private let stream = ResultStream()

  /// Creates an output for a format.
  init(format: RunCommand.Format) {
    self.format = format
  }

  /// Whether a result could not be written.
  var hasFailed: Bool { stream.hasFailed }

  /// Checks whether the reader of stdout has ended.
  func checkReader() {
    stream.checkReader()
  }

  /// Begins a new line if results are appended to earlier ones that end inside a line.
  func resume(after earlier: EarlierResults) throws(OutputError) {
    guard earlier.endsInsideLine, System.isFile(.standardOutput, at: earlier.path) else { return }
    stream.write("\n")
    try stream.checkWritten()
  }

  /// Prints a result if the format is JSON Lines.
  ///
  /// The first write error is kept for ``finish(_:)``.
  func add(_ result: RunResult) {
    guard format == .jsonl else { return }
    stream.write(RunJSON.text(of: result) + "\n")
  }

  /// Prints all results, unless the format is JSON Lines.
  ///
  /// - Throws: The first write error, including those of ``add(_:)``. The results are then on
  ///   stderr, since nothing else names the jobs.
  func finish(_ results: [RunResult]) throws(OutputError) {
    do throws(OutputError) {
      switch format {
      case .jsonl: break
      case .json: stream.write(RunJSON.text(of: results) + "\n")
      case .yaml: stream.write(try RunJSON.yaml(of: results))
      case .csv: stream.write(RunJSON.csv(of: results))
      case .text: stream.write(RunText(terminal: .at(.standardOutput)).render(results))
      }
      try stream.checkWritten()
    } catch {
      let table = RunText(terminal: .at(.standardError)).render(results.filter(\.hasStarted))
      Console.writeMessage(
        "The output could not be written. The results are:\n\(table)", terminator: "")
      throw error
    }
  }
}
#endif

/// Renders results as JSON objects, and these as YAML and CSV.
enum RunJSON {
  /// The names of the fields, which are part of the command's documented output.
  private static let fields = [
    "file", "outcome", "type", "confidence", "reasoning", "error", "file_id", "job_id",
  ]

  /// Returns the object for a result on one line.
  static func text(of result: RunResult) -> String {
    DirectionMarks.escaped(in: value(of: result).jsonText())
  }

  /// Returns an indented array with the objects for all results.
  static func text(of results: [RunResult]) -> String {
    DirectionMarks.escaped(in: JSONValue.array(results.map(value(of:))).jsonText(pretty: true))
  }

  /// Returns the object for a result.
  static func value(of result: RunResult) -> JSONValue {
    var object = JSONObject()
    for (name, value) in zip(fields, values(of: result)) { object.append(name, value) }
    return .object(object)
  }

  /// Returns a header and a line for each result.
  static func csv(of results: [RunResult]) -> String {
    let rows = results.map { result in
      CSVText.row(
        zip(fields, values(of: result)).map { name, value in
          if value.isNull { return "" }
          // One of a few words, which needs no quotes.
          return name == "outcome"
            ? result.outcome.word : DirectionMarks.escaped(in: value.jsonText())
        })
    }
    return CSVText.row(fields) + rows.joined()
  }

  #if CLI
  /// Returns a YAML document with an array of the objects.
  static func yaml(of results: [RunResult]) throws(OutputError) -> String {
    do {
      return try YAMLOutput.document(.array(results.map(value(of:))))
    } catch {
      throw OutputError.failed(reason: "\(error)")
    }
  }
  #endif

  private static func values(of result: RunResult) -> [JSONValue] {
    let found = result.outcome.classification
    return [
      .string(SystemText.displayed(result.file.path)),
      .string(result.outcome.word),
      string(found?.type),
      found.flatMap { JSONNumber($0.confidence.text) }.map(JSONValue.number) ?? .null,
      string(found?.reasoning),
      string(result.outcome.reason),
      string(result.fileID),
      string(result.job?.text),
    ]
  }

  private static func string(_ text: String?) -> JSONValue {
    text.map(JSONValue.string) ?? .null
  }
}

/// Renders results as a table.
struct RunText {
  private static let maximumReasonWidth = 100
  private static let minimumWidth = 40
  /// The number of columns to which names are truncated before a table becomes lists.
  static let minimumNameWidth = 40

  let terminal: Terminal

  /// Returns a table with a row per file, followed by the reasons for missing classifications.
  ///
  /// On a terminal, a table that does not fit becomes lists; the IDs in both are whole. Elsewhere a
  /// row is one line, whatever its length, with the whole name.
  func render(_ results: [RunResult]) -> String {
    guard !results.isEmpty else { return "" }
    let width = Self.width(of: terminal)
    let reasonWidth = terminal.isInteractive ? min(width, Self.maximumReasonWidth) : .max
    let rows = results.map { result in
      [
        TextTable.Cell(result.file.name),
        cell(result.outcome),
        TextTable.Cell(result.outcome.classification.map { "\($0.confidence)" } ?? ""),
        TextTable.Cell(id: PlainText.printable(result.job?.text ?? "")),
      ]
    }
    let table = TextTable(
      header: ["File", "Type", "Confidence", "Job"], rows: rows,
      minimumTitleWidth: Self.minimumNameWidth)
    let lines =
      table.render(width: width, indent: "", terminal: terminal)
      // Words are not truncated: IDs and commands are copied.
      + Self.reasons(results).flatMap { [""] + TextLayout.wrap($0, width: reasonWidth, rest: "  ") }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Returns the number of columns of a table on a terminal; unlimited elsewhere.
  static func width(of terminal: Terminal) -> Int {
    terminal.isInteractive ? max(terminal.width, minimumWidth) : .max
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

  /// Returns the type, or another outcome in parentheses: a type can be any word.
  private func cell(_ outcome: RunResult.Outcome) -> TextTable.Cell {
    let word = "(\(outcome.word))"
    return switch outcome {
    case .finished(.classified(let found)): TextTable.Cell(PlainText.printable(found.type ?? ""))
    case .finished(.unmatched): TextTable.Cell(word)
    case .finished, .unreadable, .requestFailed: TextTable.Cell(word, .red)
    case .interrupted, .cancelled, .unfinished: TextTable.Cell(word, .yellow)
    }
  }
}
