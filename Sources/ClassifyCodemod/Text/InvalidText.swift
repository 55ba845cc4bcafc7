// SPDX-License-Identifier: Apache-2.0

/// A file is not UTF-8.
struct InvalidText: Error, Sendable, Hashable, CustomStringConvertible {
  /// The offset of the first invalid byte.
  let offset: Int

  /// A sentence for a person.
  var description: String {
    "byte \(offset) is not valid UTF-8; only UTF-8 files are read"
  }

  /// Returns the offset of the first byte that is not part of valid UTF-8, or nil.
  static func firstInvalidByte(in bytes: ContiguousArray<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      var offset = 0
      while offset < buffer.count {
        if buffer[offset] < 0x80 {
          offset += 1
        } else if let length = characterLength(in: buffer, at: offset) {
          offset += length
        } else {
          return offset
        }
      }
      return nil
    }
  }

  /// The length of the well-formed sequence at an offset (Unicode, table 3-7), or nil.
  private static func characterLength(
    in buffer: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> Int? {
    let first = buffer[offset]
    let (length, second): (Int, ClosedRange<UInt8>)
    switch first {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard offset + length <= buffer.count, second.contains(buffer[offset + 1]) else { return nil }
    for position in offset + 2..<max(offset + length, offset + 2)
    where buffer[position] & 0xC0 != 0x80 {
      return nil
    }
    return length
  }
}
