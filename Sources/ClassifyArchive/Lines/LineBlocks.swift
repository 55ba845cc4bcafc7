// SPDX-License-Identifier: Apache-2.0

/// Parts a stream of bytes into blocks of whole lines, so that many can be worked on at once.
///
/// A block is about as large as the pieces that come in, and at the most a piece and a line larger.
public struct LineBlocks: Sendable {
  private let maximumLineBytes: Int
  private var nextLine: Int = 1
  /// The beginning of a line whose end has not come yet.
  private var carry: [UInt8] = []

  /// Makes the blocks of a stream that is at its beginning.
  ///
  /// - Parameter maximumLineBytes: The number of bytes that a line may have. Of a longer one some may
  ///   be left out, but never so many that it would seem shorter.
  public init(maximumLineBytes: Int) {
    self.maximumLineBytes = max(0, maximumLineBytes)
  }

  /// Takes the next bytes of the stream.
  ///
  /// - Parameter chunk: The next bytes, as many as there are.
  /// - Returns: The lines that have ended; `nil` if none has.
  public mutating func push(_ chunk: Span<UInt8>) -> LineBlock? {
    chunk.withUnsafeBufferPointer { chunk in
      guard let end = chunk.lastIndex(of: LineFeed.byte) else {
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
      nextLine += chunk[...end].count(where: { $0 == LineFeed.byte })
      return block
    }
  }

  /// Ends the stream.
  ///
  /// - Returns: A last line that has no line feed; `nil` if there is none.
  public mutating func finish() -> LineBlock? {
    guard !carry.isEmpty else { return nil }
    defer { carry = [] }
    return LineBlock(bytes: carry, firstLine: nextLine)
  }
}
