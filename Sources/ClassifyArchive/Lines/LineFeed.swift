// SPDX-License-Identifier: Apache-2.0

/// Looks for U+000A in bytes, eight at a time.
enum LineFeed {
  static let byte = UInt8(ascii: "\n")

  /// Returns where the first line feed is.
  static func first(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    let text = UnsafeRawBufferPointer(bytes.base)
    var next = bytes.startIndex
    let ones: UInt64 = 0x0101_0101_0101_0101
    while next + 8 <= bytes.endIndex {
      let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: next, as: UInt64.self))
      // A byte becomes 0 where it is a line feed; only a zero byte borrows from its highest bit.
      let difference = word ^ (ones &* UInt64(byte))
      let found = (difference &- ones) & ~difference & (ones &* 0x80)
      if found != 0 { return next + found.trailingZeroBitCount / 8 }
      next += 8
    }
    return bytes[next...].firstIndex(of: byte)
  }
}
