// SPDX-License-Identifier: Apache-2.0

/// Parts a stream of bytes into its lines, in as much memory as the longest line needs.
///
/// A line ends with U+000A, or with the stream. Lines that lie within one chunk are handed out where
/// they are; only one that goes on in the next chunk is copied.
public struct LineSplitter: Sendable {
  /// The number of bytes that a line may have.
  public let maximumLineBytes: Int
  /// The beginning of a line whose end has not come yet.
  private var carry: [UInt8] = []

  /// Makes a splitter at the beginning of a stream.
  ///
  /// - Parameter maximumLineBytes: The number of bytes that a line may have; a longer one is cut one
  ///   byte further on, so that its length tells.
  public init(maximumLineBytes: Int) {
    self.maximumLineBytes = max(0, maximumLineBytes)
  }

  /// Takes the next bytes of the stream, and hands out each line that ends in them.
  ///
  /// - Parameters:
  ///   - chunk: The next bytes, as many as there are.
  ///   - body: Takes a line without the line feed at its end.
  public mutating func push(_ chunk: Span<UInt8>, _ body: (_ line: Span<UInt8>) -> Void) {
    chunk.withUnsafeBufferPointer { bytes in
      var rest = bytes[...]
      while let end = LineFeed.first(in: rest) {
        let line = rest[..<end]
        if carry.isEmpty {
          body(UnsafeBufferPointer(rebasing: line.prefix(maximumLineBytes + 1)).span)
        } else {
          keep(line)
          handOutCarry(body)
        }
        rest = rest[(end + 1)...]
      }
      keep(rest)
    }
  }

  /// Ends the stream, and hands out a last line that has no line feed.
  ///
  /// - Parameter body: Takes the line.
  public mutating func finish(_ body: (_ line: Span<UInt8>) -> Void) {
    if !carry.isEmpty { handOutCarry(body) }
  }

  private mutating func handOutCarry(_ body: (_ line: Span<UInt8>) -> Void) {
    carry.withUnsafeBufferPointer { body($0.span) }
    carry.removeAll(keepingCapacity: true)
  }

  /// Keeps the beginning of a line, as far as is needed.
  private mutating func keep(_ part: Slice<UnsafeBufferPointer<UInt8>>) {
    carry.append(contentsOf: part.prefix(maximumLineBytes + 1 - carry.count))
  }
}
