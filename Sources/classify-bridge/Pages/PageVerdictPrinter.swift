// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel

/// An output format of verdicts.
enum PageVerdictFormat: String, CaseIterable {
  case jsonl
  /// Only faults and notes, for people.
  case text
  case csv
}

/// Validates lines and renders the verdicts.
struct PageVerdictPrinter: Sendable {
  let options: PageRecordOptions
  let format: PageVerdictFormat
  /// Whether the tally counts each code, which is slower.
  let countsCodes: Bool
  /// The file name to include in each verdict, if any.
  var file: String?
  private let report = PageReport(terminal: .at(.standardOutput))

  init(options: PageRecordOptions, format: PageVerdictFormat, countsCodes: Bool) {
    self.options = options
    self.format = format
    self.countsCodes = countsCodes
  }

  /// The rendered verdicts of some lines of a block.
  struct Verdicts: Sendable {
    var bytes: [UInt8] = []
    var tally: PageTally
    /// The lines that are not yet validated.
    var rest: LineBlock
  }

  /// Validates the lines of a block until the output reaches 1 MiB.
  ///
  /// This bounds memory: a verdict can be much larger than its line, because v1 lists each page of a
  /// range.
  func verdicts(on block: LineBlock) -> Verdicts {
    var verdicts = Verdicts(tally: PageTally(countsCodes: countsCodes), rest: block)
    verdicts.bytes.reserveCapacity(min(2 * block.bytes.count, Self.softLimit))
    var validator = PageRecordValidator(options: options)
    while verdicts.bytes.count < Self.softLimit, let line = verdicts.rest.next() {
      let source = block.bytes.span.extracting(line)
      guard !source.isBlankLine else { continue }
      let verdict = validator.verdict(on: source, line: verdicts.rest.line)
      verdicts.tally.add(verdict)
      append(verdict, source, to: &verdicts.bytes)
    }
    return verdicts
  }

  private static let softLimit = 1 << 20

  private func append(
    _ verdict: PageRecordVerdict, _ source: Span<UInt8>, to output: inout [UInt8]
  ) {
    switch format {
    case .jsonl:
      verdict.appendJSON(to: &output, source: source, file: file)
    case .csv:
      let line = source.withUnsafeBufferPointer { Array($0) }
      let row = PageTable(namesFiles: file != nil).render(verdict, source: line, file: file)
      output.append(contentsOf: row.utf8)
    case .text:
      let line = source.withUnsafeBufferPointer { Array($0) }
      let place =
        (file.map { "\(PlainText.printable($0)), " } ?? "") + "line \(verdict.line)"
        + Self.id(verdict, line)
      guard let lines = report.render(verdict, source: .record(line), place: place) else { return }
      for line in lines { output.append(contentsOf: (line + "\n").utf8) }
    }
  }

  private static func id(_ verdict: PageRecordVerdict, _ line: [UInt8]) -> String {
    guard let id = verdict.id else { return "" }
    let text = PlainText.printable(String(decoding: line[id], as: UTF8.self))
    let isLong = DisplayWidth.columns(of: text) > 60
    return " (id \(isLong ? DisplayWidth.prefix(of: text, columns: 60) + "…" : text[...]))"
  }
}

/// Renders verdicts as CSV; see ``CSVText``.
struct PageTable {
  /// Whether the first column is the name of the file.
  let namesFiles: Bool

  private static let columns = [
    "line", "id", "ok", "v1", "v2", "count", "notes", "code", "field", "start", "end", "message",
    "onlyInV1", "onlyInV2", "hint",
  ]

  /// The header line.
  var header: String { CSVText.row((namesFiles ? ["file"] : []) + Self.columns) }

  /// Renders a verdict.
  ///
  /// - Parameters:
  ///   - verdict: The verdict.
  ///   - source: The validated line, from which the ID is copied.
  ///   - file: The name of the file.
  /// - Returns: A line with its line ending.
  func render(_ verdict: PageRecordVerdict, source: [UInt8], file: String?) -> String {
    let text = verdict.id.map { String(decoding: source[$0], as: UTF8.self) } ?? ""
    let id = DirectionMarks.escaped(in: text)
    let begin = (namesFiles ? [file?.jsonText() ?? ""] : []) + [String(verdict.line), id]
    switch verdict.outcome {
    case .success(let record):
      let indices = record.selection.pages.flatMap { try? $0.indices(limit: .max) }
      return CSVText.row(
        begin + [
          "true", indices.map { $0.jsonText() } ?? "null",
          record.selection.pages?.rangeString.jsonText() ?? "null",
          record.count.map { String($0) } ?? "",
          record.noteCodes.map(\.rawValue).joined(separator: " "),
        ] + Array(repeating: "", count: 8))
    case .failure(let fault):
      let mismatch: PageMismatch? =
        if case .mismatch(let mismatch) = fault { mismatch } else { nil }
      return CSVText.row(
        begin + ["false", "", "", "", "", fault.code, fault.field?.rawValue ?? ""] + [
          fault.location.map { String($0.lowerBound) } ?? "",
          fault.location.map { String($0.upperBound) } ?? "", fault.message.jsonText(),
          mismatch?.onlyInV1?.openEndedText.jsonText() ?? "",
          mismatch?.onlyInV2?.openEndedText.jsonText() ?? "",
          mismatch?.hint?.rawValue ?? "",
        ])
    }
  }
}

/// The number of verdicts of each kind.
struct PageTally: Sendable {
  private(set) var valid = 0
  private(set) var invalid = 0
  private let countsCodes: Bool
  private var faults: [String: Int] = [:]
  private var notes: [(code: NoteCode, count: Int)] = []

  /// Creates an empty tally.
  ///
  /// - Parameter countsCodes: Whether to count each code, which is slower.
  init(countsCodes: Bool) {
    self.countsCodes = countsCodes
  }

  /// Counts a verdict.
  mutating func add(_ verdict: PageRecordVerdict) {
    if verdict.isValid { valid += 1 } else { invalid += 1 }
    guard countsCodes else { return }
    switch verdict.outcome {
    case .success(let record):
      for code in record.noteCodes { count(code) }
    case .failure(let fault):
      faults[fault.code, default: 0] += 1
    }
  }

  /// Adds the counts of another tally.
  mutating func add(_ other: PageTally) {
    valid += other.valid
    invalid += other.invalid
    faults.merge(other.faults, uniquingKeysWith: +)
    for note in other.notes { count(note.code, times: note.count) }
  }

  /// The number of verdicts.
  var count: Int { valid + invalid }

  /// Counts a note by linear search, which is faster than hashing for so few codes.
  private mutating func count(_ code: NoteCode, times: Int = 1) {
    if let position = notes.firstIndex(where: { $0.code == code }) {
      notes[position].count += times
    } else {
      notes.append((code, times))
    }
  }

  /// The total and the number of faulty records, in one sentence.
  var sentence: String {
    "\(Counted.text(count, "record")): \(valid) ok, \(invalid) not"
  }

  /// The lines of a summary: ``sentence``, then each code with its count, most frequent first.
  var table: [String] {
    [sentence] + CountTable.lines("faults", faults) + CountTable.lines("notes", notesByCode)
  }

  private var notesByCode: [String: Int] {
    notes.reduce(into: [:]) { $0[$1.code.rawValue] = $1.count }
  }
}
