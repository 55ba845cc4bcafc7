// SPDX-License-Identifier: Apache-2.0

/// A UUID (RFC 9562).
public struct UniversalID: Sendable, Hashable {
  /// The 128 bits; the first hexadecimal digit is the most significant.
  public let bits: UInt128

  /// Creates a UUID from its bits.
  public init(bits: UInt128) {
    self.bits = bits
  }

  /// Creates a version 8 UUID from `bits`, whose version and variant bits are overwritten.
  public init(version8 bits: UInt128) {
    let version: UInt128 = 0xF << 76
    let variant: UInt128 = 0x3 << 62
    self.bits = (bits & ~version & ~variant) | (0x8 << 76) | (0x2 << 62)
  }

  /// Creates a version 8 UUID from the hash of a text; equal texts have equal UUIDs.
  ///
  /// The hash is the 128-bit FNV-1a. It is not collision-resistant: texts can be constructed to
  /// have the same hash.
  public init(derivedFrom text: String) {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in text.utf8 {
      hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
    }
    self.init(version8: hash)
  }

  /// The version number, bits 48 to 51.
  public var version: Int { Int(truncatingIfNeeded: bits >> 76) & 0xF }

  /// Whether the variant bits are those of RFC 9562.
  public var hasStandardVariant: Bool { (bits >> 62) & 0x3 == 0x2 }
}

extension UniversalID: LosslessStringConvertible {
  /// Parses 32 hexadecimal digits, in either case, in groups of 8, 4, 4, 4 and 12 separated by
  /// hyphens, or returns `nil`.
  public init?(_ description: String) {
    var bits: UInt128 = 0
    var position = 0
    for byte in description.utf8 {
      if Self.hyphens.contains(position) {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = byte.hexadecimalValue else { return nil }
        bits = bits << 4 | UInt128(digit)
      }
      position += 1
      guard position <= 36 else { return nil }
    }
    guard position == 36 else { return nil }
    self.bits = bits
  }

  /// Parses 32 hexadecimal digits in either case, without hyphens, or returns `nil`.
  init?(withoutHyphens digits: String) {
    var bits: UInt128 = 0
    guard digits.utf8.count == 32 else { return nil }
    for byte in digits.utf8 {
      guard let digit = byte.hexadecimalValue else { return nil }
      bits = bits << 4 | UInt128(digit)
    }
    self.bits = bits
  }

  /// The UUID with lowercase digits.
  public var description: String {
    var text = ""
    text.reserveCapacity(36)
    for nibble in 0..<32 {
      if [8, 12, 16, 20].contains(nibble) { text.append("-") }
      let digit = Int(truncatingIfNeeded: bits >> UInt128(124 - 4 * nibble)) & 0xF
      text.append(String(digit, radix: 16))
    }
    return text
  }

  private static let hyphens: Set = [8, 13, 18, 23]
}

extension UInt8 {
  /// The value of an ASCII hexadecimal digit in either case, or `nil` for any other byte.
  package var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
