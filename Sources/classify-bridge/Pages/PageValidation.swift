// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive

/// The forms in which verdicts are printed.
enum PageVerdictFormat: String, CaseIterable {
  case jsonl
  case text
  case csv
}

/// Validates files one after the other, and prints the verdicts while they are read.
struct PageValidation: ~Copyable {
  /// How many verdicts there were of each kind.
  private(set) var tally: PageTally
  private let options: PageRecordOptions
  private let format: PageVerdictFormat
  private let namesFiles: Bool
  private let report = PageReport(terminal: .at(.standardOutput))
  private var output = ByteOutput(.standardOutput)
  private var progress = Progress.onTerminal()
  private var hasBegun = false

  /// Makes a validation that has printed nothing.
  ///
  /// - Parameters:
  ///   - options: What is asked of records.
  ///   - format: How verdicts are printed.
  ///   - namesFiles: Whether each verdict names its file.
  ///   - countsCodes: Whether the tally counts each code.
  init(
    options: PageRecordOptions, format: PageVerdictFormat, namesFiles: Bool, countsCodes: Bool
  ) {
    tally = PageTally(countsCodes: countsCodes)
    self.options = options
    self.format = format
    self.namesFiles = namesFiles
  }

  /// Validates a file; `-` is standard input.
  mutating func validate(file: String) throws {
    var input = try ByteInput(path: file)
    try begin()
    var stream = PageRecordStream(options: options)
    var failure: OutputError?
    let name = namesFiles ? file : nil
    func consume(_ verdict: PageRecordVerdict, _ source: Span<UInt8>) {
      guard failure == nil else { return }
      do throws(OutputError) {
        try print(verdict, source, file: name)
      } catch {
        failure = error
      }
    }
    try input.forEachPiece { piece throws(OutputError) in
      stream.push(piece, consume)
      if let failure { throw failure }
      try output.flush()
      progress.show("\(stream.lineCount) lines, \(tally.invalid) not ok")
    }
    stream.finish(consume)
    if let failure { throw failure }
  }

  /// Prints what is left.
  mutating func finish() throws(OutputError) {
    progress.end()
    try output.flush()
  }

  private mutating func begin() throws(OutputError) {
    guard !hasBegun else { return }
    hasBegun = true
    if format == .csv { try output.append(PageTable(namesFiles: namesFiles).header) }
  }

  private mutating func print(
    _ verdict: PageRecordVerdict, _ source: Span<UInt8>, file: String?
  ) throws(OutputError) {
    tally.add(verdict)
    switch format {
    case .jsonl:
      try output.append { verdict.appendJSON(to: &$0, source: source, file: file) }
    case .csv:
      let line = source.withUnsafeBufferPointer { Array($0) }
      try output.append(PageTable(namesFiles: namesFiles).render(verdict, source: line, file: file))
    case .text:
      let line = source.withUnsafeBufferPointer { Array($0) }
      let place = (file.map { "\($0), " } ?? "") + "line \(verdict.line)" + Self.id(verdict, line)
      guard let lines = report.render(verdict, source: .record(line), place: place) else { return }
      try output.append(lines.joined(separator: "\n") + "\n")
    }
  }

  private static func id(_ verdict: PageRecordVerdict, _ line: [UInt8]) -> String {
    guard let id = verdict.id else { return "" }
    let text = String(decoding: line[id].prefix(60), as: UTF8.self)
    return " (id \(text)\(id.count > 60 ? "…" : ""))"
  }
}
