// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// Reads a number of up to 18 digits and nothing else, or leaves the reader where it is.
  ///
  /// A leading zero, a sign, a fraction and an exponent are left to the ways that take them, or
  /// say what is wrong with them.
  @inlinable
  mutating func readPlainInteger() -> Int? {
    var end = position
    var value = 0
    while end < position + 18, base[end] &- UInt8(ascii: "0") < 10 {
      value = value * 10 + Int(base[end] & 0x0F)
      end += 1
    }
    guard end > position, base[position] != UInt8(ascii: "0") || end == position + 1 else {
      return nil
    }
    switch base[end] {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: " "),
      UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
      position = end
      return value
    default:
      return nil
    }
  }
}
