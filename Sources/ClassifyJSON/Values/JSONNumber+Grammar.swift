// SPDX-License-Identifier: Apache-2.0

extension JSONNumber {
  /// Tells whether the bytes are a number in the grammar of RFC 8259, section 6.
  static func isNumber(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    func dropDigits() -> Int {
      let digits = rest.prefix { isDigit($0) }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let integerDigits = dropDigits()
    guard integerDigits == 1 || (integerDigits > 1 && !startsWithZero) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard dropDigits() > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard dropDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// The value as an integer, if it is one: of `12`, `12.0` and `1.2e1` alike.
  ///
  /// `nil` where the value is not whole, or too large for `Int`. Nothing is ever rounded.
  ///
  /// - Complexity: O(*n*) in the length of the text, whatever the exponent.
  public var integer: Int? {
    if let value = Int(text) { return value }
    var digits: [UInt8] = []
    var exponent = 0
    var rest = text.utf8[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    var isFraction = false
    while let byte = rest.popFirst(), byte | 0x20 != UInt8(ascii: "e") {
      guard byte != UInt8(ascii: ".") else {
        isFraction = true
        continue
      }
      if isFraction { exponent -= 1 }
      digits.append(byte - UInt8(ascii: "0"))
    }
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    guard !digits.isEmpty else { return 0 }
    if !rest.isEmpty {
      // An exponent that is no `Int` makes the number too large or too small by far.
      guard let written = Int(Substring(rest)) else { return nil }
      let (sum, overflow) = exponent.addingReportingOverflow(written)
      guard !overflow else { return nil }
      exponent = sum
    }
    guard exponent >= 0 else { return nil }
    return Self.integer(digits, exponent: exponent, isNegative: isNegative)
  }

  /// Returns `digits` × 10^`exponent`, if it fits.
  private static func integer(_ digits: [UInt8], exponent: Int, isNegative: Bool) -> Int? {
    guard digits.count <= 20, exponent <= 20 else {
      // Leading zeros, as in `0.0…012e30`, are no digits to speak of.
      let significant = digits.drop { $0 == 0 }
      guard significant.count < digits.count, exponent <= 20 else { return nil }
      return integer(Array(significant), exponent: exponent, isNegative: isNegative)
    }
    var value = 0
    for digit in digits + Array(repeating: 0, count: exponent) {
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let next = isNegative ? -Int(digit) : Int(digit)
      let (sum, overflow) = product.addingReportingOverflow(next)
      guard !tooLarge, !overflow else { return nil }
      value = sum
    }
    return value
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}
