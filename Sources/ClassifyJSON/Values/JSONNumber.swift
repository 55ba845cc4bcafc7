// SPDX-License-Identifier: Apache-2.0

/// A number that keeps its text, with all digits.
///
/// `==` compares texts: `1`, `1.0` and `1e0` are three different numbers. To compare values,
/// compare ``integer`` or ``double``.
public struct JSONNumber: Sendable, Hashable {
  /// The text, in the grammar of RFC 8259, section 6.
  public let text: String

  /// Parses a number.
  ///
  /// - Returns: `nil` unless all of the text is a number in the grammar of RFC 8259: no `+`, no
  ///   leading zero, and digits on both sides of the point.
  public init?(_ text: String) {
    guard Self.isNumber(text) else { return nil }
    self.text = text
  }

  /// Creates a number from an integer.
  public init(_ value: Int) {
    text = String(value)
  }

  /// Creates a number from the shortest text that converts back to `value`.
  ///
  /// - Returns: `nil` for infinity and NaN, which JSON can't represent.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    text = value.description
  }

  /// Creates a number from a text that is known to be valid.
  @inlinable
  init(validated text: String) {
    self.text = text
  }

  /// Returns whether all of `text` is a number.
  private static func isNumber(_ text: String) -> Bool {
    text.withCString(encodedAs: UTF8.self) { start in
      guard let end = try? NumberScanner.scanNumber(start) else { return false }
      return end - start == text.utf8.count
    }
  }

  /// The nearest `Double`; infinity if the number is out of its range.
  public var double: Double { Double(text) ?? .nan }
}

// MARK: - Integers

extension JSONNumber {
  /// The exact value as an integer, for example of `12`, `12.0` and `1.2e1`.
  ///
  /// `nil` if the value isn't an integer or doesn't fit into `Int`; it is never rounded.
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
      // With an exponent that doesn't fit into `Int`, the value is out of range or a fraction.
      guard let written = Int(Substring(rest)) else { return nil }
      let (sum, overflow) = exponent.addingReportingOverflow(written)
      guard !overflow else { return nil }
      exponent = sum
    }
    guard exponent >= 0 else { return nil }
    return Self.integer(digits, exponent: exponent, isNegative: isNegative)
  }

  /// Returns `digits` × 10^`exponent`, or `nil` if it doesn't fit into `Int`.
  private static func integer(_ digits: [UInt8], exponent: Int, isNegative: Bool) -> Int? {
    guard digits.count <= 20, exponent <= 20 else {
      // Leading zeros, as in `0.0…012e30`, don't count.
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
}

// MARK: - Conformances

extension JSONNumber: ExpressibleByIntegerLiteral {
  /// Creates a number from an integer literal.
  public init(integerLiteral value: Int) {
    self.init(value)
  }
}

extension JSONNumber: CustomStringConvertible {
  /// The same as ``text``.
  public var description: String { text }
}
