// SPDX-License-Identifier: Apache-2.0

/// A splitter of a byte stream into blocks of whole lines, which can be processed in parallel.
///
/// A block is about as large as a chunk of the stream, and at most one line larger.
public struct LineBlocks: Sendable {
  private let maximumLineBytes: Int
  private var nextLine: Int = 1
  /// The beginning of an unfinished line.
  private var carry: [UInt8] = []

  /// Creates a splitter at the beginning of a stream.
  ///
  /// - Parameter maximumLineBytes: The maximum number of bytes of a line. Bytes of a longer line
  ///   can be dropped, but the line stays longer than the maximum. A negative number counts as 0.
  public init(maximumLineBytes: Int) {
    self.maximumLineBytes = Self.clamped(maximumLineBytes)
  }

  /// Returns a maximum number of bytes, clamped so that one byte more can be counted.
  static func clamped(_ maximumLineBytes: Int) -> Int {
    min(max(0, maximumLineBytes), .max - 1)
  }

  /// Appends a chunk of the stream.
  ///
  /// - Parameter chunk: The next bytes of the stream.
  /// - Returns: The lines that end in the chunk; `nil` if none does.
  public mutating func push(_ chunk: Span<UInt8>) -> LineBlock? {
    chunk.withUnsafeBufferPointer { chunk in
      guard let end = chunk.lastIndex(of: Newline.byte) else {
        carry.append(contentsOf: chunk.prefix(maximumLineBytes + 1 - carry.count))
        return nil
      }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(carry.count + end + 1)
      bytes.append(contentsOf: carry)
      bytes.append(contentsOf: chunk[...end])
      carry.removeAll(keepingCapacity: true)
      carry.append(contentsOf: chunk[(end + 1)...].prefix(maximumLineBytes + 1))
      let block = LineBlock(bytes: bytes, firstLine: nextLine)
      nextLine += chunk[...end].count(where: { $0 == Newline.byte })
      return block
    }
  }

  /// Flushes the last line if it lacks a newline.
  ///
  /// - Returns: The last line; `nil` if it ended with a newline.
  public mutating func finish() -> LineBlock? {
    guard !carry.isEmpty else { return nil }
    defer { carry = [] }
    return LineBlock(bytes: carry, firstLine: nextLine)
  }
}

/// Whole lines of a stream.
///
/// ```swift
/// while let line = block.next() { validate(block.bytes.span.extracting(line), block.line) }
/// ```
public struct LineBlock: Sendable {
  /// The lines with their newlines; only the last line of a stream can lack one.
  public let bytes: [UInt8]
  /// The one-based number in the stream of the line last returned by ``next()``.
  public private(set) var line: Int
  /// The offset of the next line.
  private var position = 0

  /// Creates a block.
  ///
  /// - Parameters:
  ///   - bytes: The lines with their newlines.
  ///   - firstLine: The one-based number of the first line in the stream. It is clamped so that
  ///     every line has a number.
  public init(bytes: [UInt8], firstLine: Int) {
    self.bytes = bytes
    line = min(max(1, firstLine), .max - bytes.count) - 1
  }

  /// Whether all lines were returned.
  public var isAtEnd: Bool { position == bytes.count }

  /// Advances to the next line.
  ///
  /// - Returns: The range of the line in ``bytes``, without its newline; `nil` after the last line.
  /// - Complexity: O(*n*) in the bytes of the line.
  public mutating func next() -> Range<Int>? {
    guard !isAtEnd else { return nil }
    let start = position
    let end = bytes.withUnsafeBufferPointer { Newline.firstIndex(in: $0[start...]) }
    position = end.map { $0 + 1 } ?? bytes.count
    line += 1
    return start..<(end ?? bytes.count)
  }
}

/// A search for newlines (U+000A), eight bytes at a time.
private enum Newline {
  static let byte = UInt8(ascii: "\n")

  /// Returns the index of the first newline.
  static func firstIndex(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    let text = UnsafeRawBufferPointer(bytes.base)
    var next = bytes.startIndex
    let ones: UInt64 = 0x0101_0101_0101_0101
    while next + 8 <= bytes.endIndex {
      let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: next, as: UInt64.self))
      // A newline becomes a zero byte, and only a zero byte borrows from its highest bit.
      let difference = word ^ (ones &* UInt64(byte))
      let found = (difference &- ones) & ~difference & (ones &* 0x80)
      if found != 0 { return next + found.trailingZeroBitCount / 8 }
      next += 8
    }
    return bytes[next...].firstIndex(of: byte)
  }
}
