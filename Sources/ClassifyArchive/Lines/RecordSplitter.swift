// SPDX-License-Identifier: Apache-2.0

/// A splitter of a stream of records into blocks of lines with one record each, in the memory of a
/// chunk and a record.
///
/// The form of the stream is detected at its beginning, behind a byte order mark:
///
/// - JSON Lines: its lines are passed on as they are.
/// - One JSON array: each element becomes a line. Line breaks in it and the indentation behind them
///   are removed; all other bytes are kept.
/// - One page of a list: an object with a member `items` that spans several lines, or whose first
///   line is longer than the maximum. Each element of `items` becomes a line; of other members, only
///   the names are kept.
///
/// A damaged first line does not hide the others: if an object begins the line behind an array that
/// ends in the first line, or behind an object that does not and is not in `items`, the stream is JSON
/// Lines.
///
/// Commas, brackets and strings of an array or page are checked. What else is in a record is left to
/// its reader.
///
/// ```swift
/// var splitter = RecordSplitter()
/// while let chunk = try readChunk() {
///   if let block = splitter.push(chunk.span) { convert(block) }
///   if let error = splitter.error { throw error }
/// }
/// if let block = splitter.finish() { convert(block) }
/// if let error = splitter.error { throw error }
/// ```
public struct RecordSplitter: Sendable {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// The default of the maximum number of bytes of a record: 16 MiB.
  public static let defaultMaximumLineBytes = 16 << 20

  private let maximumLineBytes: Int
  private var detector: StreamFormDetector
  /// The stream so far, while its form is unknown.
  private var head: [UInt8] = []
  private var isMarkChecked = false
  /// The offset of the next line, or of the array or page.
  private var offset: Int
  private var lines: LineBlocks
  private var elements: ElementSplitter

  /// The form of the stream; `nil` if it is not yet known.
  public private(set) var form: StreamForm?
  /// The position after the records that were returned.
  public private(set) var position: RecordPosition
  /// The names of a page's members besides `items`, which no record has: the first 16 behind the
  /// position at which the splitter began, without those whose value is null.
  public var otherMembers: [String] { elements.otherMembers }
  /// The error that ended the splitting; every record before it was returned.
  public private(set) var error: RecordSplitterError?

  /// Creates a splitter at the beginning of a stream, or at a position of another splitter.
  ///
  /// - Parameters:
  ///   - position: The position; the next byte pushed is the one at its offset.
  ///   - maximumLineBytes: The maximum number of bytes of a record: a longer one is an error.
  ///     A negative number counts as 0.
  public init(
    at position: RecordPosition = .start, maximumLineBytes: Int = defaultMaximumLineBytes
  ) {
    let maximum = LineBlocks.clamped(maximumLineBytes)
    self.maximumLineBytes = maximum
    detector = StreamFormDetector(maximumLineBytes: maximum)
    self.position = position
    form = position.form
    offset = position.offset
    lines = LineBlocks(maximumLineBytes: maximum, firstLine: position.record)
    elements = ElementSplitter(
      form: position.form ?? .array, maximumBytes: maximum, start: position,
      offset: position.offset)
  }

  /// Appends a chunk of the stream.
  ///
  /// - Parameter chunk: The next bytes of the stream.
  /// - Returns: The records that end in the chunk; `nil` if none does, or after ``error``.
  public mutating func push(_ chunk: Span<UInt8>) -> LineBlock? {
    guard error == nil else { return nil }
    return chunk.withUnsafeBufferPointer { chunk in
      guard form == nil else { return split(chunk) }
      head.append(contentsOf: chunk)
      return detect(isWhole: false)
    }
  }

  /// Flushes the last line if it lacks a newline, and checks that an array or page has ended.
  ///
  /// - Returns: The last records; `nil` if all were returned.
  public mutating func finish() -> LineBlock? {
    guard error == nil else { return nil }
    // What waited for the form of the stream can have no newline at its end.
    let block = form == nil ? detect(isWhole: true) : nil
    guard error == nil else { return block }
    if form == .lines {
      let last = lines.finish()
      guard let block else { return accept(last) }
      guard let last = accept(last) else { return block }
      return LineBlock(bytes: block.bytes + last.bytes, firstLine: block.line + 1)
    }
    elements.finish()
    error = elements.error
    return block
  }

  /// Splits the stream so far once its form is known.
  private mutating func detect(isWhole: Bool) -> LineBlock? {
    if !isMarkChecked {
      guard isWhole || head.count >= 3 || !Self.byteOrderMark.starts(with: head) else { return nil }
      isMarkChecked = true
      if head.starts(with: Self.byteOrderMark) {
        head.removeFirst(3)
        offset = 3
      }
    }
    let found = head.withUnsafeBufferPointer { detector.form(of: $0, isWhole: isWhole) }
    guard let found else { return nil }
    form = found
    elements = ElementSplitter(form: found, maximumBytes: maximumLineBytes, offset: offset)
    let text = head
    head = []
    return text.withUnsafeBufferPointer { split($0) }
  }

  private mutating func split(_ chunk: UnsafeBufferPointer<UInt8>) -> LineBlock? {
    guard form == .lines else {
      let block = elements.push(chunk)
      position = elements.position
      error = elements.error
      return block
    }
    let block = accept(lines.push(chunk.span))
    if error == nil, lines.isUnfinishedLineTooLong {
      fail(line: lines.nextLine, offset: offset)
    }
    return block
  }
}

// MARK: - Lines

extension RecordSplitter {
  /// Checks the length of each line of a block, and moves the position behind it.
  ///
  /// - Returns: The lines before the first one that is too long.
  private mutating func accept(_ block: LineBlock?) -> LineBlock? {
    guard let block else { return nil }
    var end = block.bytes.count
    var number = lines.nextLine
    if end > maximumLineBytes {
      var rest = block
      while let line = rest.next() {
        guard line.count > maximumLineBytes else { continue }
        number = rest.line
        end = line.lowerBound
        fail(line: number, offset: offset + end)
        break
      }
    }
    offset += end
    position = RecordPosition(offset: offset, record: number, form: .lines)
    guard end > 0 else { return nil }
    return end == block.bytes.count
      ? block : LineBlock(bytes: Array(block.bytes[..<end]), firstLine: block.line + 1)
  }

  private mutating func fail(line: Int, offset: Int) {
    error = RecordSplitterError(
      .tooLong, offset: offset, record: line, form: .lines,
      message: "the line has more than \(maximumLineBytes) bytes; raise maximumLineBytes")
  }
}
