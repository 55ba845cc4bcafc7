// SPDX-License-Identifier: Apache-2.0

/// Whole lines of a stream, which can be worked on apart from the rest of it.
///
/// ```swift
/// while let line = block.next() { judge(block.bytes.span.extracting(line), block.line) }
/// ```
public struct LineBlock: Sendable {
  /// The lines with their line feeds; only the last line of a stream may have none.
  public let bytes: [UInt8]
  /// The number of the line that ``next()`` returned last, counted from 1 through all the stream.
  public private(set) var line: Int
  /// Where the next line begins.
  private var position = 0

  /// Makes a block.
  ///
  /// - Parameters:
  ///   - bytes: The lines.
  ///   - firstLine: The number of the first line in the stream, counted from 1.
  public init(bytes: [UInt8], firstLine: Int) {
    self.bytes = bytes
    line = firstLine - 1
  }

  /// Whether all lines were returned.
  public var isAtEnd: Bool { position == bytes.count }

  /// Goes on to the next line.
  ///
  /// - Returns: The line's range in ``bytes``, without its line feed; `nil` behind the last line.
  /// - Complexity: O(*n*) in the bytes of the line.
  public mutating func next() -> Range<Int>? {
    guard !isAtEnd else { return nil }
    let start = position
    let end = bytes.withUnsafeBufferPointer { LineFeed.first(in: $0[start...]) }
    position = end.map { $0 + 1 } ?? bytes.count
    line += 1
    return start..<(end ?? bytes.count)
  }
}
