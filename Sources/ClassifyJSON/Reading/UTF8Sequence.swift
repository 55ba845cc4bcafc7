// SPDX-License-Identifier: Apache-2.0

/// Well-formed UTF-8 outside of ASCII, as table 3-7 of the Unicode Standard defines it.
enum UTF8Sequence {
  /// Returns the length of the sequence that begins at `start`, or 0 if it is ill-formed.
  ///
  /// That excludes overlong forms, surrogates, and what lies above U+10FFFF. Reads no byte behind
  /// the first that is wrong.
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
    for place in 2..<max(length, 2) where start[place] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
