// SPDX-License-Identifier: Apache-2.0

/// A UUID as RFC 9562 writes it.
public struct UniversalID: Sendable, Hashable {
  /// The 128 bits.
  public let bits: UInt128

  /// Makes a UUID of its bits.
  public init(bits: UInt128) {
    self.bits = bits
  }

  /// Makes a UUID of version 8 whose 122 free bits come from `bits`.
  public init(version8 bits: UInt128) {
    let version: UInt128 = 0xF << 76
    let variant: UInt128 = 0x3 << 62
    self.bits = (bits & ~version & ~variant) | (0x8 << 76) | (0x2 << 62)
  }

  /// Derives a UUID of version 8 from a text: the same from the same, always.
  ///
  /// The bits are the text's FNV-1a hash of 128 bits. It tells texts apart that were not made to
  /// collide, and proves nothing.
  public init(derivedFrom text: String) {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in text.utf8 {
      hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
    }
    self.init(version8: hash)
  }

  /// The version: bits 48 to 51.
  public var version: Int { Int(truncatingIfNeeded: bits >> 76) & 0xF }

  /// Whether it has the layout of RFC 9562.
  public var hasStandardVariant: Bool { (bits >> 62) & 0x3 == 0x2 }
}

extension UniversalID: LosslessStringConvertible {
  /// Reads 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, in either case.
  public init?(_ description: String) {
    var bits: UInt128 = 0
    var position = 0
    for byte in description.utf8 {
      if Self.hyphens.contains(position) {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = Self.digit(byte) else { return nil }
        bits = bits << 4 | UInt128(digit)
      }
      position += 1
      guard position <= 36 else { return nil }
    }
    guard position == 36 else { return nil }
    self.bits = bits
  }

  /// The digits in lower case.
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

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
