// SPDX-License-Identifier: Apache-2.0

/// A search for newlines (U+000A), 32 bytes at a time.
enum Newline {
  static let byte = UInt8(ascii: "\n")

  /// Returns the index of the first newline.
  static func firstIndex(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard let text = UnsafeRawPointer(bytes.base.baseAddress) else { return nil }
    var next = bytes.startIndex
    while next + 32 <= bytes.endIndex {
      let found =
        marks(text, next) | marks(text, next + 8) | marks(text, next + 16) | marks(text, next + 24)
      if found != 0 { break }
      next += 32
    }
    while next + 8 <= bytes.endIndex {
      let found = marks(text, next)
      if found != 0 { return next + found.trailingZeroBitCount / 8 }
      next += 8
    }
    return bytes[next...].firstIndex(of: byte)
  }

  /// Returns the number of newlines.
  static func count(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    guard let text = UnsafeRawPointer(bytes.base.baseAddress) else { return 0 }
    let sevens: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var count = 0
    var next = bytes.startIndex
    while next + 8 <= bytes.endIndex {
      // Each byte of the sum has room for 255 words.
      let end = min(next + 255 * 8, bytes.endIndex)
      var sum: UInt64 = 0
      while next + 8 <= end {
        let difference = difference(text, next)
        // Unlike marks, exact for every byte: a carry never leaves one.
        sum &+= ~((difference & sevens &+ sevens) | difference | sevens) >> 7
        next += 8
      }
      let pairs = (sum & evenBytes) &+ ((sum >> 8) & evenBytes)
      count &+= Int(truncatingIfNeeded: (pairs &* 0x0001_0001_0001_0001) >> 48)
    }
    return count + bytes[next...].count { $0 == byte }
  }

  /// Marks the newlines among eight bytes: the lowest set bit is in the first one.
  private static func marks(_ text: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    let difference = difference(text, offset)
    // Only a zero byte borrows from its highest bit.
    return (difference &- ones) & ~difference & (ones &* 0x80)
  }

  /// Returns eight bytes in which newlines are zero.
  private static func difference(_ text: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    return word ^ (ones &* UInt64(byte))
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let evenBytes: UInt64 = 0x00FF_00FF_00FF_00FF
}
