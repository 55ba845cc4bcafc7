// SPDX-License-Identifier: Apache-2.0

/// A splitter of a byte stream into blocks of whole lines, which can be processed in parallel.
///
/// A block is about as large as a chunk of the stream, and at most one line larger. Lines end with
/// U+000A or with the stream.
public struct LineBlocks: Sendable {
  private let maximumLineBytes: Int
  /// The one-based number of the line after the last block.
  private(set) var nextLine: Int
  /// The beginning of an unfinished line.
  private var carry: [UInt8] = []

  /// Creates a splitter at the beginning of a stream.
  ///
  /// - Parameter maximumLineBytes: The maximum number of bytes of a line. Bytes of a longer line
  ///   can be dropped, but the line stays longer than the maximum. A negative number counts as 0.
  public init(maximumLineBytes: Int) {
    self.init(maximumLineBytes: maximumLineBytes, firstLine: 1)
  }

  /// Creates a splitter at the beginning of a line.
  ///
  /// - Parameters:
  ///   - maximumLineBytes: As in ``init(maximumLineBytes:)``.
  ///   - firstLine: The one-based number of the line.
  init(maximumLineBytes: Int, firstLine: Int) {
    self.maximumLineBytes = Self.clamped(maximumLineBytes)
    nextLine = max(1, firstLine)
  }

  /// Returns a maximum number of bytes, clamped so that one byte more can be counted.
  static func clamped(_ maximumLineBytes: Int) -> Int {
    min(max(0, maximumLineBytes), .max - 1)
  }

  /// Whether the unfinished line is longer than the maximum.
  var isUnfinishedLineTooLong: Bool { carry.count > maximumLineBytes }

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
      nextLine += Newline.count(in: chunk[...end])
      return block
    }
  }

  /// Flushes the last line if it lacks a newline.
  ///
  /// - Returns: The last line; `nil` if it ended with a newline.
  public mutating func finish() -> LineBlock? {
    guard !carry.isEmpty else { return nil }
    defer {
      carry = []
      nextLine += 1
    }
    return LineBlock(bytes: carry, firstLine: nextLine)
  }
}
