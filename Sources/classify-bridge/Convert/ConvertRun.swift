// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyBridge

/// Converts files block by block, in the order of the input.
struct ConvertRun: ~Copyable {
  /// A converted block with its source.
  private struct Part: Sendable {
    let converted: ConvertedBlock
    let source: ReadBlock
  }

  /// The time between two checkpoints, and between one and its end as a share of the whole.
  private static let checkpointInterval = Duration.seconds(1)
  private static let checkpointShare = 20
  private static let maximumLeftOutMembers = 16

  private let settings: ConvertSettings
  private let canResume: Bool
  private var files: ConvertFiles
  private var state: ConvertCheckpoint
  private var conversion: ArchiveConversion
  private var progress: ConvertProgress
  private var rejections: RejectPrinter
  /// The number of lines of the files before the one that is read.
  private var earlierLines: Int
  /// The block that was consumed last, of the file that is read.
  private var last: ReadBlock?
  /// The state after the last block whose results were written, or are buffered.
  private var boundary: ConvertCheckpoint?
  /// The names of the members of pages that are in no record, each once.
  private(set) var leftOutMembers: [String] = []
  /// Whether a run failed because of what is in an input: it fails again unless the input changes.
  private var hasUnfitInput = false
  private let clock = ContinuousClock()
  private var nextCheckpoint: ContinuousClock.Instant

  /// Prepares a conversion, and opens its files.
  ///
  /// - Throws: ``CommandFailure`` if a file can't be read or written, or if the run can't be resumed;
  ///   ``ConvertUsageError`` if a file can't have its role.
  init(_ settings: ConvertSettings) throws {
    let paths = try ConvertPaths(settings)
    let former = paths.former(resumes: settings.resumes)
    let resumed = try settings.resumes ? ConvertCheckpoint.stored(paths, settings) : nil
    files = try ConvertFiles(paths: paths, settings: settings, checkpoint: resumed)
    self.settings = settings
    canResume = paths.checkpoint != nil && ConvertCheckpoint.isPossible(for: settings)
    let state = resumed ?? ConvertCheckpoint(settings)
    self.state = state
    conversion = ArchiveConversion(options: settings.options)
    progress = ConvertProgress(settings, done: resumed)
    rejections = RejectPrinter(isUsed: settings.rejects == nil)
    earlierLines = state.counts.lines - (state.nextLine - 1)
    nextCheckpoint = clock.now.advanced(by: Self.checkpointInterval)
    if !settings.isQuiet, let partial = paths.partial,
      let message = ConvertReport.beginning(
        resumed, former, resumes: settings.resumes, partial: partial)
    {
      Console.writeMessage(message)
    }
  }

  /// What became of the lines so far.
  var counts: ArchiveCounts { state.counts }

  /// Converts the files that are left, and gives the output its name.
  ///
  /// - Throws: ``CommandFailure`` if a file can't be read or written, `OutputError` if stdout can't,
  ///   or the ``ExitStatus`` of a signal. What was converted is written before.
  mutating func run() async throws {
    defer { progress.end() }
    do {
      while state.file < settings.files.count {
        try await convertFile()
        earlierLines += (last?.end.record ?? state.nextLine) - 1
        state.file += 1
        state.position = .start
        state.nextLine = 1
        last = nil
      }
      try write(conversion.finish())
      try checkCounts()
      // From here, a resumed run only gives the output its name.
      boundary = files.adding(to: state)
      try files.finish()
    } catch let error as OutputError {
      try? files.flush()
      throw error
    } catch {
      progress.end()
      saveAtFailure()
      throw error
    }
  }

  /// The number of lines that were read and have no outcome yet: they wait for others of their group.
  var waitingLines: Int {
    last.map { max(0, earlierLines + $0.end.record - 1 - state.counts.lines) } ?? 0
  }

  /// The path with the records before a failure, behind which a run can go on; `nil` if none can:
  /// there is no checkpoint with records, or the inputs must be changed first, or have changed.
  var partialPath: String? {
    guard canResume, files.hasCheckpoint, !hasUnfitInput, state.hasSameInputs(settings.files)
    else { return nil }
    return files.paths.partial
  }

  /// Whether something could not be written.
  var hasLostOutput: Bool { files.hasFailed }

  /// The path that gets the records only when all are converted; `nil` if they are written in place.
  var unwrittenPath: String? { files.paths.partial == nil ? nil : files.paths.output }

  /// Prints the rejected lines that were not printed one by one.
  mutating func finishMessages() {
    rejections.finish(rejectedCount: state.counts.rejected)
  }

  // MARK: - Parts

  private mutating func convertFile() async throws {
    let path = settings.files[state.file]
    var reader = try BlockReader(
      recordsOf: path, at: state.position, maximumLineBytes: settings.maximumRecordBytes)
    // No copy of the inputs for each of many files.
    boundary = nil
    state.inputs[state.file].state = reader.openedState
    if canResume { boundary = checkpoint() }
    // Not for each of many small files.
    if state.file == 0 || clock.now >= nextCheckpoint { try save() }
    let firstLine = state.nextLine
    let name = settings.namesFiles ? SystemText.displayed(path) : nil
    let converter = BlockConverter(options: settings.options)
    var pipeline = BlockPipeline<Part>(
      work: OrderedWork(
        maximumCount: settings.jobs + 1, maximumRunning: settings.jobs,
        maximumWeight: max(4 << 20, settings.jobs << 21)), recordWeight: 256)
    do {
      try await pipeline.run(
        &reader,
        transform: { block in
          // A resumed run begins at a block, and goes on inside of it.
          let block = block.dropping(before: firstLine)
          return Part(converted: converter.convert(block.lines, file: name), source: block)
        },
        consume: { part in
          try consume(part)
          return nil
        }, flush: { try flush() })
    } catch {
      hasUnfitInput = reader.isUnfit
      throw error
    }
    for name in reader.otherMembers where leftOutMembers.count < Self.maximumLeftOutMembers {
      if !leftOutMembers.contains(name) { leftOutMembers.append(name) }
    }
    try write(conversion.finishFile())
  }

  private mutating func consume(_ part: Part) throws {
    last = part.source
    try write(conversion.append(part.converted))
    if canResume { boundary = checkpoint() ?? boundary }
    progress.show(file: state.file, offset: part.source.end.offset, counts: state.counts)
    guard canResume, clock.now >= nextCheckpoint else { return }
    try save()
  }

  private mutating func flush() throws {
    try files.flush()
    progress.show(file: state.file, offset: last?.end.offset ?? 0, counts: state.counts)
  }

  private mutating func write(_ chunk: ArchiveChunk) throws {
    try files.write(chunk)
    state.counts.add(chunk.counts)
    if chunk.counts.rejected > 0, rejections.hasRoom { progress.end() }
    let isLines = (last?.end.form ?? .lines) == .lines
    rejections.print(chunk.rejects, unit: isLines ? "line" : "element")
  }

  private func checkCounts() throws(CommandFailure) {
    guard state.counts.lines == earlierLines else {
      throw CommandFailure(
        "\(Counted.text(earlierLines, "line")) were read, but \(state.counts.lines) have an outcome; "
          + "this is a defect of classify-bridge: please report it")
    }
  }
}

// MARK: - Checkpoints

extension ConvertRun {
  /// Writes what is buffered, and a checkpoint if the run can go on from here.
  private mutating func save() throws {
    guard canResume else { return try files.flush() }
    let start = clock.now
    if let checkpoint = checkpoint() {
      state = checkpoint
      try files.save(checkpoint)
    } else {
      try files.flush()
    }
    // A slow disk is not slowed down further.
    let time = (clock.now - start) * Self.checkpointShare
    nextCheckpoint = clock.now.advanced(by: max(Self.checkpointInterval, time))
  }

  /// Saves a state whose results are written, if there is one that is newer than the last checkpoint.
  private mutating func saveAtFailure() {
    guard canResume else {
      _ = try? files.flush()
      return
    }
    if state.file < settings.files.count, !files.hasFailed, (try? save()) != nil { return }
    try? files.flush()
    if let boundary { try? files.saveWritten(boundary) }
  }

  /// Returns the state from which a run can go on; `nil` if it can't from here.
  private mutating func checkpoint() -> ConvertCheckpoint? {
    guard let (position, line) = resumption else { return nil }
    var checkpoint = files.adding(to: state)
    checkpoint.position = position
    checkpoint.nextLine = line
    return checkpoint
  }

  /// Where a run can go on: the first line without an outcome, and a position at or before it.
  private var resumption: (RecordPosition, line: Int)? {
    guard let last else { return (state.position, state.nextLine) }
    let waiting = waitingLines
    guard waiting > 0 else { return (last.end, last.end.record) }
    // Only the last lines can wait, and blank ones among them already have an outcome.
    guard last.isNotBlank(inLast: waiting) else { return nil }
    return (last.start, last.end.record - waiting)
  }
}
