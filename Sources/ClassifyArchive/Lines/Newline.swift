// SPDX-License-Identifier: Apache-2.0

/// A search for newlines (U+000A), eight bytes at a time.
enum Newline {
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
