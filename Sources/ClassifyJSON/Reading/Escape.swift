// SPDX-License-Identifier: Apache-2.0

/// The string escapes of RFC 8259, section 7.
enum Escape {
  /// The reason why a backslash doesn't begin an escape.
  struct Fault: Error {
    enum Kind {
      case unknown
      case loneSurrogate
    }

    var kind: Kind
    /// The number of valid bytes, including the backslash.
    var length: Int
  }

  /// Parses the escape whose backslash is at `start`.
  ///
  /// Reads up to 12 bytes, and none after the first wrong one.
  ///
  /// - Returns: The character and the length of its escape in bytes.
  static func parse(
    _ start: UnsafePointer<UInt8>
  ) -> Result<(scalar: Unicode.Scalar, length: Int), Fault> {
    guard start[1] == UInt8(ascii: "u") else {
      guard let scalar = short(start[1]) else {
        return .failure(Fault(kind: .unknown, length: 1))
      }
      return .success((scalar, 2))
    }
    return hexadecimal(start, from: 2).flatMap { first in
      if let scalar = Unicode.Scalar(first) { return .success((scalar, 6)) }
      // A surrogate must be a high one that is followed by a low one.
      guard UTF16.isLeadSurrogate(UInt16(first)) else {
        return .failure(Fault(kind: .loneSurrogate, length: 2))
      }
      for (index, byte) in zip([6, 7], "\\u".utf8) where start[index] != byte {
        return .failure(Fault(kind: .loneSurrogate, length: index))
      }
      return hexadecimal(start, from: 8).flatMap { second in
        let value = 0x1_0000 + (first & 0x3FF) << 10 + second & 0x3FF
        guard UTF16.isTrailSurrogate(UInt16(second)), let scalar = Unicode.Scalar(value) else {
          return .failure(Fault(kind: .loneSurrogate, length: 2))
        }
        return .success((scalar, 12))
      }
    }
  }

  /// Returns the shortest escape of a character up to U+00FF.
  static func text(of byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case 0x08: "\\b"
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0C: "\\f"
    case 0x0D: "\\r"
    default:
      "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    }
  }

  private static func short(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(byte)
    case UInt8(ascii: "b"): "\u{8}"
    case UInt8(ascii: "f"): "\u{C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: nil
    }
  }

  /// Returns the value of four hexadecimal digits.
  private static func hexadecimal(
    _ start: UnsafePointer<UInt8>, from offset: Int
  ) -> Result<UInt32, Fault> {
    var value: UInt32 = 0
    for index in offset..<(offset + 4) {
      let byte = start[index]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return .failure(Fault(kind: .unknown, length: index))
      }
      value = value << 4 | UInt32(digit)
    }
    return .success(value)
  }
}
