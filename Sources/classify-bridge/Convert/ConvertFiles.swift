// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive

/// The open files that a conversion writes.
struct ConvertFiles: ~Copyable {
  /// How each line of rejected lines and notes begins.
  private static let reportStarts = [Array(#"{"line":"#.utf8), Array(#"{"file":"#.utf8)]

  let paths: ConvertPaths
  private var output: LineWriter
  private var rejects: LineWriter?
  private var notes: LineWriter?
  /// Whether something could not be written.
  private(set) var hasFailed = false
  /// Whether there is a checkpoint behind the first records.
  private(set) var hasCheckpoint: Bool

  /// Opens the files of a conversion.
  ///
  /// - Parameters:
  ///   - paths: The paths, which are checked.
  ///   - settings: The settings of the conversion.
  ///   - checkpoint: The state to go on from; `nil` to begin.
  /// - Throws: ``CommandFailure`` if a file can't be opened, is written by another process, or is
  ///   shorter than at the checkpoint; ``ConvertUsageError`` if a file has something else.
  init(
    paths: ConvertPaths, settings: ConvertSettings, checkpoint: ConvertCheckpoint?
  ) throws {
    var rejects = try Self.report(
      "--rejects", settings.rejects, excluding: [], size: checkpoint?.rejectsSize)
    let first = [rejects?.descriptor].compactMap(\.self)
    var notes = try Self.report(
      "--notes", settings.notes, excluding: first, size: checkpoint?.notesSize)
    let reports = first + [notes?.descriptor].compactMap(\.self)
    var output = try Self.output(paths, excluding: reports, size: checkpoint?.outputSize)
    // Once every file is checked; an old checkpoint would not fit the file.
    if checkpoint == nil, let path = paths.checkpoint { System.remove(path) }
    try rejects?.cut()
    try notes?.cut()
    try output.cut()
    self.paths = paths
    hasCheckpoint = checkpoint.map { $0.counts.lines > 0 } ?? false
    self.output = output
    self.rejects = rejects
    self.notes = notes
  }

  /// Writes the results of a part of the input.
  mutating func write(_ chunk: ArchiveChunk) throws {
    do {
      if !chunk.output.isEmpty { try output.append(chunk.output) }
      if !chunk.rejects.isEmpty { try rejects?.append(chunk.rejects) }
      if !chunk.notes.isEmpty { try notes?.append(chunk.notes) }
    } catch {
      hasFailed = true
      throw error
    }
  }

  /// Writes what is buffered.
  mutating func flush() throws {
    // After an error of one file, the others are written nevertheless.
    var failure: (any Error)?
    do { try rejects?.flush() } catch { failure = error }
    do { try notes?.flush() } catch { failure = failure ?? error }
    do { try output.flush() } catch { failure = error }
    guard let failure else { return }
    hasFailed = true
    throw failure
  }

  /// Returns a state with the sizes of the files, and of what is buffered for them.
  mutating func adding(to checkpoint: ConvertCheckpoint) -> ConvertCheckpoint {
    var checkpoint = checkpoint
    checkpoint.outputSize = output.size
    checkpoint.rejectsSize = rejects?.size ?? 0
    checkpoint.notesSize = notes?.size ?? 0
    return checkpoint
  }

  /// Writes what is buffered, and the state to go on from.
  mutating func save(_ checkpoint: ConvertCheckpoint) throws {
    try flush()
    try store(checkpoint)
  }

  /// Writes the state to go on from if its results are written, also after an error of a file.
  mutating func saveWritten(_ checkpoint: ConvertCheckpoint) throws {
    guard checkpoint.outputSize <= output.writtenSize,
      checkpoint.rejectsSize <= rejects?.writtenSize ?? 0,
      checkpoint.notesSize <= notes?.writtenSize ?? 0
    else { return }
    try store(checkpoint)
  }

  private mutating func store(_ checkpoint: ConvertCheckpoint) throws {
    guard let path = paths.checkpoint else { return }
    let new = ConvertPaths.new(path)
    let file = try System.create(new)
    var writer = LineWriter(file, path: new)
    do {
      try System.empty(file, at: path)
      try writer.append(checkpoint.json)
      try writer.flush()
      try System.move(new, to: path)
    } catch {
      System.remove(new)
      throw error
    }
    hasCheckpoint = checkpoint.counts.lines > 0
  }

  /// Gives the complete output its name.
  mutating func finish() throws {
    try flush()
    guard let partial = paths.partial, let target = paths.output else { return }
    try System.complete(output.descriptor, at: partial, replacing: target)
    // Before the new name: with a checkpoint and no file, no run could go on.
    if let checkpoint = paths.checkpoint {
      System.remove(checkpoint)
      System.remove(ConvertPaths.new(checkpoint))
      hasCheckpoint = false
    }
    try System.move(partial, to: target)
  }

  // MARK: - Opening

  /// The number of times that a file is opened again because it got another name.
  private static let maximumAttempts = 100

  /// Opens a file for writing, and locks it if it is a regular file.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - others: The files that are open already.
  ///   - size: The number of bytes to keep.
  /// - Returns: A writer for the file.
  /// - Throws: ``ConvertUsageError`` if the file is one of the others; ``CommandFailure`` if it can't
  ///   be opened, or another process has locked it.
  private static func writer(
    _ path: String, excluding others: [FileDescriptor], size: Int?
  ) throws -> LineWriter {
    for _ in 0..<maximumAttempts {
      let file = try System.create(path)
      let writer = LineWriter(file, path: path, size: size ?? 0)
      guard System.kind(of: file) == .regular else { return writer }
      // Another path of an open file; its lock would be taken for that of another process.
      guard others.allSatisfy({ System.identity(of: $0) != System.identity(of: file) }) else {
        throw ConvertUsageError(
          message: "--output, --rejects and --notes name one file; choose another file.")
      }
      guard System.lock(file) else { break }
      // The process that had the lock can have given the file another name.
      if System.isFile(file, at: path) { return writer }
    }
    throw CommandFailure(
      "another process is writing \(PlainText.printable(path)); wait for its end")
  }

  /// Opens the output, or the file of its unfinished records.
  private static func output(
    _ paths: ConvertPaths, excluding others: [FileDescriptor], size: Int?
  ) throws -> LineWriter {
    guard let path = paths.partial else {
      guard let path = paths.output else { return LineWriter() }
      return LineWriter(try System.create(path), path: path)
    }
    let writer = try writer(path, excluding: others, size: size)
    let name = PlainText.printable(path)
    guard System.kind(of: writer.descriptor) == .regular else {
      throw CommandFailure("\(name) is not a regular file; remove it")
    }
    guard let size, size > 0 else { return writer }
    guard try System.byte(of: path, at: size - 1) == UInt8(ascii: "\n") else {
      throw CommandFailure(
        "\(name) is not the file that the interrupted run wrote; start again without --resume")
    }
    return writer
  }

  /// Opens a file for rejected lines or notes.
  private static func report(
    _ option: String, _ path: String?, excluding others: [FileDescriptor], size: Int?
  ) throws -> LineWriter? {
    guard let path else { return nil }
    let writer = try writer(path, excluding: others, size: size)
    guard System.kind(of: writer.descriptor) == .regular else { return writer }
    let name = PlainText.printable(path)
    var start: [UInt8] = []
    var input = try ByteInput(path: path)
    _ = try input.readChunk { chunk in
      start = chunk.withUnsafeBufferPointer { Array($0.prefix(reportStarts[0].count)) }
    }
    guard start.isEmpty || reportStarts.contains(start) else {
      throw ConvertUsageError(
        message: "\(option) names \(name), which has something else than \(option.dropFirst(2)); "
          + "remove it, or choose another file.")
    }
    guard System.size(of: writer.descriptor) ?? 0 >= size ?? 0 else {
      throw CommandFailure(
        "\(name) is shorter than at the interruption; start again without --resume")
    }
    return writer
  }
}
