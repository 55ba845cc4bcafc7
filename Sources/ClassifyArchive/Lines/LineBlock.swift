// SPDX-License-Identifier: Apache-2.0

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
