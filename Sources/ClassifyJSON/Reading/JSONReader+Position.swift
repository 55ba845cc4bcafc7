// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// The offset of the next byte to read, counted from 0.
  public var offset: Int { position }

  /// Calls `body` with the bytes of the whole text, or of a part of it.
  ///
  /// - Parameters:
  ///   - range: Offsets into the text, such as ``readRawValue()`` returns; what lies outside of the
  ///     text is left out.
  ///   - body: Must not let the buffer out.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public func withBytes<Value, Failure: Error>(
    in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try body(UnsafeBufferPointer(rebasing: bytes[range.clamped(to: 0..<count)]))
  }

  /// Ends the reading of a text that is one value.
  ///
  /// - Throws: ``JSONError`` if anything but whitespace is left.
  public mutating func finish() throws(JSONError) {
    skipWhitespace()
    guard position == count else {
      throw error(
        .trailingContent, "expected the end of the text, found \(found(at: position))",
        at: position, isBehindValue: true)
    }
  }

  /// The text without its padding.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  @inlinable @inline(__always)
  mutating func skipWhitespace() {
    // Most tokens follow each other without whitespace, and every other byte is larger.
    if base[position] <= Byte.space { skipLongWhitespace() }
  }

  @usableFromInline
  mutating func skipLongWhitespace() {
    while true {
      switch base[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }
}
