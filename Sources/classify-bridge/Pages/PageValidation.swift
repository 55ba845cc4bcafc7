// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyModel

/// Validates files concurrently by blocks of lines, and prints the verdicts in input order as the
/// files are read.
struct PageValidation {
  /// The number of verdicts of each kind.
  private(set) var tally: PageTally
  private var printer: PageVerdictPrinter
  private let namesFiles: Bool
  private var progress = Progress.onTerminal()
  private var work = OrderedWork<PageVerdictPrinter.Verdicts>()
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
    let name = file == "-" ? "standard input" : PlainText.printable(file)
    var input = try ByteInput(path: file)
    var blocks = LineBlocks(maximumLineBytes: printer.options.maximumLineBytes)
    printer.file = namesFiles ? SystemText.displayed(file) : nil
    try start()
    var failure: CommandFailure?
    do {
      while let block = try await read(&input, into: &blocks) {
        try await validate(try block.checked(name: name, lines: .records))
      }
      if let last = blocks.finish() {
        try await validate(try last.checked(name: name, lines: .records))
      }
    } catch let error as CommandFailure {
      // Print the verdicts of the lines that were read.
      failure = error
    }
    while try await printNext() {}
    if let failure { throw failure }
  }

  /// Reads the next block of complete lines; returns `nil` at the end of the file.
  private mutating func read(
    _ input: inout ByteInput, into blocks: inout LineBlocks
  ) async throws -> LineBlock? {
    while true {
      if !input.isReady {
        // A process that writes line by line gets each verdict before it writes the next line.
        while try await printNext() {}
      }
      var block: LineBlock?
      guard try input.readChunk({ block = blocks.push($0) }) else { return nil }
      if let block { return block }
    }
  }

  /// Starts to validate a block, after printing verdicts until there is room for it.
  private mutating func validate(_ block: LineBlock) async throws(OutputError) {
    while !work.hasRoom(for: block.bytes.count) { try await printNext() }
    work.append(weight: block.bytes.count) { [printer] in printer.verdicts(on: block) }
  }

  /// Waits for the next verdicts and prints them.
  ///
  /// - Returns: `false` if there is no more work.
  @discardableResult
  private mutating func printNext() async throws(OutputError) -> Bool {
    guard let verdicts = await work.next() else { return false }
    if !verdicts.rest.isAtEnd {
      let rest = verdicts.rest
      work.prepend(weight: rest.bytes.count) { [printer] in printer.verdicts(on: rest) }
    }
    tally.add(verdicts.tally)
    try System.write(verdicts.bytes, to: .standardOutput)
    progress.show("\(Counted.text(tally.count, "record")), \(tally.invalid) not ok")
    return true
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

/// A queue of concurrent work whose results are returned in queue order.
struct OrderedWork<Value: Sendable> {
  private struct Item {
    let weight: Int
    let task: Task<Value, Never>
  }

  private let maximumCount: Int
  private let maximumWeight: Int
  private var items: [Item] = []
  private var weight = 0

  /// Creates an empty queue.
  ///
  /// - Parameters:
  ///   - maximumCount: The maximum number of items. The default, the number of processors plus one,
  ///     keeps every processor busy while a result is consumed.
  ///   - maximumWeight: The maximum total weight of the items; a single item can exceed it.
  init(maximumCount: Int = System.processorCount + 1, maximumWeight: Int = 1 << 20) {
    self.maximumCount = maximumCount
    self.maximumWeight = maximumWeight
  }

  /// Whether an item of a given weight can be added.
  func hasRoom(for weight: Int) -> Bool {
    items.isEmpty || items.count < maximumCount && self.weight + weight <= maximumWeight
  }

  /// Starts work whose result is returned last.
  mutating func append(weight: Int, _ work: @escaping @Sendable () -> Value) {
    insert(work, weight: weight, at: items.endIndex)
  }

  /// Starts work whose result is returned next.
  mutating func prepend(weight: Int, _ work: @escaping @Sendable () -> Value) {
    insert(work, weight: weight, at: items.startIndex)
  }

  /// Waits for the next result; returns `nil` if the queue is empty.
  mutating func next() async -> Value? {
    guard !items.isEmpty else { return nil }
    let item = items.removeFirst()
    weight -= item.weight
    return await item.task.value
  }

  private mutating func insert(
    _ work: @escaping @Sendable () -> Value, weight: Int, at position: Int
  ) {
    items.insert(Item(weight: weight, task: Task { @concurrent in work() }), at: position)
    self.weight += weight
  }
}
