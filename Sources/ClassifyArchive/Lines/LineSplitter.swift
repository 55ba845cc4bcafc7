// SPDX-License-Identifier: Apache-2.0

/// A splitter of a byte stream into single lines, in the memory of a chunk and a line.
///
/// Lines end with U+000A or with the stream.
public struct LineSplitter: Sendable {
  /// The maximum number of bytes of a line.
  public let maximumLineBytes: Int
  private var blocks: LineBlocks

  /// Creates a splitter at the beginning of a stream.
  ///
  /// - Parameter maximumLineBytes: The maximum number of bytes of a line. A longer line is
  ///   truncated to one byte more, so that it can be recognized. A negative number counts as 0.
  public init(maximumLineBytes: Int) {
    self.maximumLineBytes = LineBlocks.clamped(maximumLineBytes)
    blocks = LineBlocks(maximumLineBytes: maximumLineBytes)
  }

  /// Appends a chunk of the stream, and emits each line that ends in it.
  ///
  /// - Parameters:
  ///   - chunk: The next bytes of the stream.
  ///   - body: Called with each line, without its newline.
  public mutating func push(_ chunk: Span<UInt8>, _ body: (_ line: Span<UInt8>) -> Void) {
    // Not as an argument below: `self` would be copied first, and the unfinished line with it.
    let block = blocks.push(chunk)
    emitLines(of: block, body)
  }

  /// Flushes the last line if it lacks a newline.
  ///
  /// - Parameter body: Called with the last line.
  public mutating func finish(_ body: (_ line: Span<UInt8>) -> Void) {
    let block = blocks.finish()
    emitLines(of: block, body)
  }

  private func emitLines(of block: LineBlock?, _ body: (_ line: Span<UInt8>) -> Void) {
    guard var block else { return }
    while let line = block.next() {
      body(block.bytes.span.extracting(line.prefix(maximumLineBytes + 1)))
    }
  }
}

extension Span<UInt8> {
  /// Whether a line contains only spaces, tabs and carriage returns.
  public var isBlankLine: Bool {
    for position in indices {
      switch self[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): continue
      default: return false
      }
    }
    return true
  }
}
