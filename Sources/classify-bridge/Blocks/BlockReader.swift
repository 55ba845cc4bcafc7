// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive

/// A reader of blocks of whole lines whose encoding and format are checked.
struct BlockReader: ~Copyable {
  /// What a call of ``read()`` finds.
  enum Part {
    case block(ReadBlock)
    /// No line ends in the bytes that were read.
    case more
    case end
  }

  /// The number of bytes by which an encoding is recognized.
  private static let headBytes = 10
  /// The number of stored records that a block should have at most: the results of many short ones are
  /// far larger than the block.
  private static let maximumRecords = 4_096
  /// The minimum number of bytes that are read at once.
  private static let minimumChunkBytes = 4 << 10

  /// The name of the input, for messages.
  let name: String
  private let expected: InputLines
  private var input: ByteInput
  /// The splitter of lines; `nil` for stored records.
  private var lines: LineBlocks?
  private var records: RecordSplitter
  /// The properties of a file when it was opened; `nil` if changes are not checked.
  private let state: System.FileState?
  /// The first bytes, until the encoding is checked.
  private var head: [UInt8]? = []
  private var failure: CommandFailure?
  private var isAtEnd = false
  /// The number of bytes that are read at once: few until it is known how long the records are.
  private var chunkBytes = 32 << 10
  /// Whether an error is due to what the input has, or to its change: another attempt would fail.
  private(set) var isUnfit = false

  /// Opens a file, or standard input if the path is `-`, whose lines are not changed.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - expected: What the lines must be.
  ///   - maximumLineBytes: The number of bytes to which a longer line can be truncated.
  /// - Throws: ``CommandFailure`` if the file can't be opened.
  init(path: String, lines expected: InputLines, maximumLineBytes: Int) throws(CommandFailure) {
    input = try ByteInput(path: path)
    name = path == "-" ? "standard input" : PlainText.printable(path)
    self.expected = expected
    lines = LineBlocks(maximumLineBytes: maximumLineBytes)
    records = RecordSplitter()
    state = nil
  }

  /// Opens a file, or standard input if the path is `-`, with stored records in any form.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - position: The position of the first record to read; behind the beginning, the input must be
  ///     a regular file.
  ///   - maximumLineBytes: The maximum number of bytes of a record.
  /// - Throws: ``CommandFailure`` if the file can't be opened, or has no such position.
  init(
    recordsOf path: String, at position: RecordPosition, maximumLineBytes: Int
  ) throws(CommandFailure) {
    // A signal ends the wait for a writer, which the pipeline does.
    var input = try ByteInput(path: path, waitsForWriter: false)
    let state = input.state
    if position.offset > 0 { try input.skip(position.offset) }
    self.input = input
    self.state = state
    head = position.offset > 0 ? nil : []
    name = path == "-" ? "standard input" : PlainText.printable(path)
    expected = .storedRecords
    records = RecordSplitter(at: position, maximumLineBytes: maximumLineBytes)
  }

  /// Whether a read would not block.
  var isReady: Bool { input.isReady }

  /// The position after the last block of stored records.
  var position: RecordPosition { records.position }

  /// The names of the members of a page that are in no record.
  var otherMembers: [String] { records.otherMembers }

  /// The properties of the file when it was opened; `nil` if it is not a regular file.
  var openedState: System.FileState? { state }

  /// Waits until a read would not block.
  ///
  /// - Throws: The ``ExitStatus`` of a signal that came before.
  func waitForInput() throws(ExitStatus) {
    while true {
      if let status = Interruption.status { throw status }
      // A signal between the check and the wait is seen after the timeout.
      if input.isReady(withinMilliseconds: 100) { return }
    }
  }

  /// Reads the next bytes.
  ///
  /// - Throws: ``CommandFailure`` if the input can't be read, is in another format, or changed since
  ///   it was opened; every line before that was returned.
  mutating func read() throws -> Part {
    if let failure { throw failure }
    guard !isAtEnd else { return .end }
    let start = records.position
    guard let block = try nextLines() else {
      if let failure { throw failure }
      return isAtEnd ? .end : .more
    }
    let read = ReadBlock(lines: block, start: start, end: records.position)
    if lines == nil {
      let bytes = block.bytes.count / max(1, read.recordCount) * Self.maximumRecords
      chunkBytes = min(max(Self.minimumChunkBytes, bytes), ByteInput.bufferSize)
    }
    return .block(read)
  }

  private mutating func nextLines() throws -> LineBlock? {
    var block: LineBlock?
    let isMore = try readChunk(into: &block)
    if !isMore {
      isAtEnd = true
      try checkUnchanged()
      block = lines == nil ? records.finish() : lines?.finish()
    }
    guard lines == nil else { return try block?.checked(name: name, lines: expected) }
    if block != nil || isAtEnd || records.error != nil { try checkHead(block) }
    failure = records.error.map { Self.failure($0, name: name) }
    isUnfit = failure != nil
    return block
  }

  private mutating func readChunk(into block: inout LineBlock?) throws -> Bool {
    try input.readChunk(upTo: lines == nil ? chunkBytes : ByteInput.bufferSize) { chunk in
      if let count = head?.count, count < Self.headBytes {
        let missing = Self.headBytes - count
        chunk.withUnsafeBufferPointer { head?.append(contentsOf: $0.prefix(missing)) }
      }
      block = lines == nil ? records.push(chunk) : lines?.push(chunk)
    }
  }

  private mutating func checkHead(_ block: LineBlock?) throws(CommandFailure) {
    guard let head else { return }
    self.head = nil
    isUnfit = true
    _ = try TextEncoding.utf8(head, name: name)
    try block?.checkFormat(name: name, lines: expected)
    isUnfit = false
  }

  /// Checks that a file is the same as when it was opened.
  private mutating func checkUnchanged() throws(CommandFailure) {
    guard let state, state.size > 0, let now = input.state, now != state else { return }
    isUnfit = true
    let detail =
      now.size == state.size
      ? "something wrote to it" : "it had \(state.size) bytes and has \(now.size) now"
    throw CommandFailure(
      "\(name) changed while it was read: \(detail); convert it once nothing writes to it")
  }

  private static func failure(_ error: RecordSplitterError, name: String) -> CommandFailure {
    guard error.code == .tooLong else { return CommandFailure("\(name): \(error)") }
    let message = error.message.replacing(
      "raise maximumLineBytes", with: "--max-record-size raises the limit")
    return CommandFailure("\(name): \(error.place): \(message)")
  }
}
