// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive

/// The forms in which verdicts are printed.
enum PageVerdictFormat: String, CaseIterable {
  case jsonl
  case text
  case csv
}

/// Judges lines, and writes the verdicts as they are to be printed.
struct PageVerdictPrinter: Sendable {
  let options: PageRecordOptions
  let format: PageVerdictFormat
  /// Whether the tally counts each code, which takes time.
  let countsCodes: Bool
  /// The file that each verdict names, if it is to name one.
  var file: String?
  private let report = PageReport(terminal: .at(.standardOutput))

  init(options: PageRecordOptions, format: PageVerdictFormat, countsCodes: Bool) {
    self.options = options
    self.format = format
    self.countsCodes = countsCodes
  }

  /// What is printed of some lines.
  struct Verdicts: Sendable {
    var bytes: [UInt8] = []
    var tally: PageTally
    /// The lines that are still to be judged.
    var rest: LineBlock
  }

  /// Judges the lines of a block, as many as fit into bounded memory: one of twenty bytes may be
  /// printed as half a million.
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
      let place = (file.map { "\($0), " } ?? "") + "line \(verdict.line)" + Self.id(verdict, line)
      guard let lines = report.render(verdict, source: .record(line), place: place) else { return }
      for line in lines { output.append(contentsOf: (line + "\n").utf8) }
    }
  }

  private static func id(_ verdict: PageRecordVerdict, _ line: [UInt8]) -> String {
    guard let id = verdict.id else { return "" }
    let text = String(decoding: line[id].prefix(60), as: UTF8.self)
    return " (id \(text)\(id.count > 60 ? "…" : ""))"
  }
}
