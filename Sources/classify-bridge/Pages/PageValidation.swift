// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive

/// Validates files one after the other, on all cores, and prints the verdicts in the lines' order
/// while the files are read.
struct PageValidation {
  /// How many verdicts there were of each kind.
  private(set) var tally: PageTally
  private var printer: PageVerdictPrinter
  private let namesFiles: Bool
  private var progress = Progress.onTerminal()
  private var judging = OrderedWork<PageVerdictPrinter.Verdicts>()
  private var hasBegun = false

  /// Makes a validation that has printed nothing.
  ///
  /// - Parameters:
  ///   - printer: How verdicts are printed.
  ///   - namesFiles: Whether each verdict names its file.
  init(printer: PageVerdictPrinter, namesFiles: Bool) {
    tally = PageTally(countsCodes: printer.countsCodes)
    self.printer = printer
    self.namesFiles = namesFiles
  }

  /// Validates a file; `-` is standard input.
  mutating func validate(file: String) async throws {
    var input = try ByteInput(path: file)
    var blocks = LineBlocks(maximumLineBytes: printer.options.maximumLineBytes)
    printer.file = namesFiles ? file : nil
    try begin()
    var failure: CommandFailure?
    do {
      while let block = try await read(&input, into: &blocks) { try await judge(block) }
    } catch let error as CommandFailure {
      // What was read before is worth telling all the same.
      failure = error
    }
    if failure == nil, let last = blocks.finish() { try await judge(last) }
    while try await printNext() {}
    if let failure { throw failure }
  }

  /// Reads on until a line ends, and returns `nil` at the end of the file.
  private mutating func read(
    _ input: inout ByteInput, into blocks: inout LineBlocks
  ) async throws -> LineBlock? {
    while true {
      if !input.isReady {
        // Whoever feeds a pipe line by line should see each verdict before writing the next line.
        while try await printNext() {}
      }
      var block: LineBlock?
      guard try input.readPiece({ block = blocks.push($0) }) else { return nil }
      if let block { return block }
    }
  }

  /// Begins to judge a block, and prints what must make room for it.
  private mutating func judge(_ block: LineBlock) async throws(OutputError) {
    while !judging.hasRoom(for: block.bytes.count) { try await printNext() }
    judging.append(weight: block.bytes.count) { [printer] in printer.verdicts(on: block) }
  }

  /// Waits for the verdicts whose turn it is, and prints them.
  ///
  /// - Returns: Whether there were any.
  @discardableResult
  private mutating func printNext() async throws(OutputError) -> Bool {
    guard let verdicts = await judging.next() else { return false }
    if !verdicts.rest.isAtEnd {
      let rest = verdicts.rest
      judging.prepend(weight: rest.bytes.count) { [printer] in printer.verdicts(on: rest) }
    }
    tally.add(verdicts.tally)
    try System.write(verdicts.bytes, to: .standardOutput)
    progress.show("\(tally.count) records, \(tally.invalid) not ok")
    return true
  }

  /// Takes the progress away.
  mutating func finish() {
    progress.end()
  }

  private mutating func begin() throws(OutputError) {
    guard !hasBegun else { return }
    hasBegun = true
    guard printer.format == .csv else { return }
    try Console.write(PageTable(namesFiles: namesFiles).header)
  }
}
