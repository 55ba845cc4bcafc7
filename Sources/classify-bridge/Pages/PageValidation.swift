// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyModel

/// Validates files concurrently by blocks of lines, and prints the verdicts in input order as the
/// files are read.
struct PageValidation: ~Copyable {
  /// The number of verdicts of each kind.
  private(set) var tally: PageTally
  private var printer: PageVerdictPrinter
  private let namesFiles: Bool
  private var progress = Progress.onTerminal()
  private var output = LineWriter()
  private var hasStarted = false

  /// Creates a validation.
  ///
  /// - Parameters:
  ///   - printer: The renderer of verdicts.
  ///   - namesFiles: Whether each verdict includes the name of its file.
  init(printer: PageVerdictPrinter, namesFiles: Bool) {
    tally = PageTally(countsCodes: printer.countsCodes)
    self.printer = printer
    self.namesFiles = namesFiles
  }

  /// Validates a file, or standard input if the path is `-`.
  ///
  /// - Throws: ``CommandFailure`` if the file can't be read, after the verdicts of the lines read
  ///   so far; `OutputError` if they can't be written.
  mutating func validate(file: String) async throws {
    var reader = try BlockReader(
      path: file, lines: .records, maximumLineBytes: printer.options.maximumLineBytes)
    printer.file = namesFiles ? SystemText.displayed(file) : nil
    try start()
    var pipeline = BlockPipeline<PageVerdictPrinter.Verdicts>()
    var failure: CommandFailure?
    do {
      try await pipeline.run(
        &reader, transform: { [printer] in printer.verdicts(on: $0.lines) },
        consume: { try print($0) }, flush: { try output.flush() })
    } catch let error as CommandFailure {
      // Print the verdicts of the lines that were read.
      failure = error
    }
    try output.flush()
    if let failure { throw failure }
  }

  /// Prints verdicts.
  ///
  /// - Returns: The lines that are not yet validated, if any.
  private mutating func print(
    _ verdicts: PageVerdictPrinter.Verdicts
  ) throws -> ReadBlock? {
    tally.add(verdicts.tally)
    try output.append(verdicts.bytes)
    progress.show("\(Counted.text(tally.count, "record")), \(tally.invalid) not ok")
    return verdicts.rest.isAtEnd ? nil : ReadBlock(lines: verdicts.rest)
  }

  /// Clears the progress line.
  mutating func finish() {
    progress.end()
  }

  private mutating func start() throws(OutputError) {
    guard !hasStarted else { return }
    hasStarted = true
    guard printer.format == .csv else { return }
    try Console.write(PageTable(namesFiles: namesFiles).header)
  }
}
