// SPDX-License-Identifier: Apache-2.0

/// The bytes with a meaning in JSON.
@usableFromInline
enum Byte {
  @inlinable static var quote: UInt8 { UInt8(ascii: "\"") }
  @inlinable static var backslash: UInt8 { UInt8(ascii: "\\") }
  @inlinable static var comma: UInt8 { UInt8(ascii: ",") }
  @inlinable static var colon: UInt8 { UInt8(ascii: ":") }
  @inlinable static var openBrace: UInt8 { UInt8(ascii: "{") }
  @inlinable static var closeBrace: UInt8 { UInt8(ascii: "}") }
  @inlinable static var openBracket: UInt8 { UInt8(ascii: "[") }
  @inlinable static var closeBracket: UInt8 { UInt8(ascii: "]") }
  @inlinable static var minus: UInt8 { UInt8(ascii: "-") }
  @inlinable static var point: UInt8 { UInt8(ascii: ".") }
  /// The lowercase `e` of an exponent.
  @inlinable static var exponent: UInt8 { UInt8(ascii: "e") }
  @inlinable static var zero: UInt8 { UInt8(ascii: "0") }
  @inlinable static var space: UInt8 { UInt8(ascii: " ") }
}

/// A search through the bytes of a string, eight at a time.
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

  /// Marks the first byte of `word` that needs special treatment in a string.
  ///
  /// That is a quote, a backslash, a control character or a non-ASCII byte.
  ///
  /// - Returns: A word whose lowest set bit belongs to the first such byte; higher bits can be
  ///   false positives.
  @inlinable @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let found =
      (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
      | (word &- ones &* 0x20) & ~word | word
    return found & highs
  }

  /// Returns the first byte at or after `pointer` that needs special treatment in a string.
  ///
  /// There must be one, such as the zero that pads the text.
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

/// Well-formed, non-ASCII UTF-8 as defined by table 3-7 of the Unicode Standard.
enum UTF8Sequence {
  /// Returns the length of the sequence at `start` in bytes, or 0 if it is ill-formed.
  ///
  /// Overlong forms, surrogates and values above U+10FFFF are ill-formed. No byte after the first
  /// wrong one is read.
  static func length(_ start: UnsafePointer<UInt8>) -> Int {
    let second: ClosedRange<UInt8>
    let length: Int
    switch start[0] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard second.contains(start[1]) else { return 0 }
    for index in 2..<max(length, 2) where start[index] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
