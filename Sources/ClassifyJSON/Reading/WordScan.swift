// SPDX-License-Identifier: Apache-2.0

/// Eight bytes at a time: the text of a string is searched a word at a step.
///
/// Plain integer arithmetic, because generic SIMD types are far slower with this compiler.
@usableFromInline
enum WordScan {
  @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }
  @inlinable static var highs: UInt64 { 0x8080_8080_8080_8080 }

  /// Loads the eight bytes at `pointer`, the first of them in the lowest bits.
  @inlinable @inline(__always)
  static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
  }

  /// Marks the first byte of `word` that can't be copied as it stands.
  ///
  /// That is a quote, a backslash, a control character or a byte outside of ASCII. The lowest bit
  /// that is set belongs to the first such byte; higher ones may belong to no such byte.
  @inlinable @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let found =
      (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
      | (word &- ones &* 0x20) & ~word | word
    return found & highs
  }

  /// Returns the first byte from `pointer` on that can't be copied as it stands.
  ///
  /// There must be one: the zero that pads the text.
  @inlinable @inline(__always)
  static func firstSpecial(_ pointer: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var next = pointer
    while true {
      let found = special(load(next))
      if found != 0 { return next + found.trailingZeroBitCount >> 3 }
      next += 8
    }
  }
}
