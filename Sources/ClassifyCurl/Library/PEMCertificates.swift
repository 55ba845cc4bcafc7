// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
/// The encoding of PEM certificates (RFC 7468); the TLS library checks what they say.
enum PEMCertificates {
  private static let beginning = Array("-----BEGIN ".utf8)
  private static let end = Array("-----END ".utf8)
  private static let label = Array("CERTIFICATE-----".utf8)
  private static let whitespace = Array(" \t".utf8)
  private static let lineEnds = Array("\r\n".utf8)

  /// Returns the fault of a text of certificates, such as `holds no PEM certificate`; `nil` if each
  /// certificate is complete.
  static func fault(in text: [UInt8]) -> String? {
    var number = 0
    var base64: [UInt8]?
    for line in text.split(whereSeparator: lineEnds.contains) {
      if line.starts(with: beginning) {
        guard base64 == nil else { break }
        guard line.firstRange(of: label) != nil else { continue }
        number += 1
        base64 = []
      } else if line.starts(with: end), let encoded = base64 {
        guard isWhole(encoded) else { return "holds a damaged certificate, number \(number)" }
        base64 = nil
      } else {
        base64?.append(contentsOf: line.filter { !whitespace.contains($0) })
      }
    }
    if number == 0 { return "holds no PEM certificate" }
    return base64 == nil ? nil : "lacks the end of a certificate, number \(number)"
  }

  /// Whether a text is base64 of an ASN.1 sequence that does not end early.
  private static func isWhole(_ base64: [UInt8]) -> Bool {
    let digits = base64.prefix { $0 != UInt8(ascii: "=") }
    let padding = base64.dropFirst(digits.count)
    guard base64.count.isMultiple(of: 4), digits.count >= 8, padding.count <= 2,
      digits.allSatisfy({ value($0) != nil }), padding.allSatisfy({ $0 == UInt8(ascii: "=") })
    else { return false }
    // The first 6 bytes: the tag, and the length or the number of its bytes, with these.
    let head = digits.prefix(8).compactMap(value).reduce(0) { $0 << 6 | $1 }
    let first = head >> 32 & 0xFF
    let lengthBytes = first < 0x80 ? 0 : first & 0x7F
    guard head >> 40 == 0x30, first != 0x80, lengthBytes <= 3 else { return false }
    let length = lengthBytes == 0 ? first : (head & 0xFFFF_FFFF) >> (32 - 8 * lengthBytes)
    return 2 + lengthBytes + length <= digits.count * 6 / 8
  }

  /// Returns the value of a base64 digit, from 0 to 63; `nil` for other characters.
  private static func value(_ digit: UInt8) -> Int? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
#endif
