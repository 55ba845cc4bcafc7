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
    var description = description
    guard let id = description.withUTF8({ UniversalID(utf8: $0) }) else { return nil }
    self = id
  }

  /// Parses the same from UTF-8.
  package init?(utf8 text: UnsafeBufferPointer<UInt8>) {
    guard text.count == Self.textCount else { return nil }
    // The halves apart: 64 bits are shifted faster than 128.
    var high: UInt64 = 0
    var low: UInt64 = 0
    for position in 0..<Self.textCount {
      let byte = text[position]
      if Self.isHyphen(position) {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = byte.hexadecimalValue else { return nil }
        high = high << 4 | low >> 60
        low = low << 4 | UInt64(digit)
      }
    }
    bits = UInt128(high) << 64 | UInt128(low)
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
    String(unsafeUninitializedCapacity: Self.textCount) { text in
      var span = OutputSpan(buffer: text, initializedCount: 0)
      appendUTF8(to: &span)
      return span.finalize(for: text)
    }
  }

  /// Appends the UUID with lowercase digits; the span must have enough capacity.
  package func appendUTF8(to span: inout OutputSpan<UInt8>) {
    var digits = (UInt64(truncatingIfNeeded: bits >> 64), UInt64(truncatingIfNeeded: bits))
    for position in 0..<Self.textCount {
      if Self.isHyphen(position) {
        span.append(UInt8(ascii: "-"))
        continue
      }
      let digit = UInt8(truncatingIfNeeded: digits.0 >> 60)
      span.append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
      digits = (digits.0 << 4 | digits.1 >> 60, digits.1 << 4)
    }
  }

  /// The number of characters of a UUID.
  package static var textCount: Int { 36 }

  private static func isHyphen(_ position: Int) -> Bool {
    position == 8 || position == 13 || position == 18 || position == 23
  }
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
