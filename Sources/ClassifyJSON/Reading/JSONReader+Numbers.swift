// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// Reads a number with all its digits.
  ///
  /// - Throws: ``JSONError`` if there is no number here, or it is not well-formed.
  @inlinable
  public mutating func readNumber() throws(JSONError) -> JSONNumber {
    guard isAtNumber else { throw wrongType(expected: .number) }
    let start = position
    try skipNumber()
    let text = UnsafeBufferPointer(start: base + start, count: position - start)
    return JSONNumber(validated: String(decoding: text, as: UTF8.self))
  }

  /// Reads a whole number; `12.0` and `1.2e1` are whole, too.
  ///
  /// - Throws: ``JSONError`` if there is no number here, or it is not whole, or too large for
  ///   `Int`.
  @inlinable
  public mutating func readInteger() throws(JSONError) -> Int {
    let start = base + position
    let isNegative = start.pointee == Byte.minus
    var next = isNegative ? start + 1 : start
    let first = next
    var value = 0
    // Eighteen digits always fit.
    while next.pointee &- Byte.zero <= 9, next - first < 18 {
      value = value &* 10 &+ Int(next.pointee &- Byte.zero)
      next += 1
    }
    let isPlain =
      switch next.pointee {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"),
        UInt8(ascii: "E"):
        false
      default: next > first && (first.pointee != Byte.zero || next == first + 1)
      }
    guard isPlain else { return try readUnusualInteger() }
    valueStart = position
    position = next - base
    return isNegative ? -value : value
  }

  @usableFromInline @inline(never)
  mutating func readUnusualInteger() throws(JSONError) -> Int {
    guard isAtNumber else { throw wrongType(expected: .number) }
    let number = try readNumber()
    guard let integer = number.integer else {
      let text = Excerpt.quoted(number.text)
      throw error(
        .notAnInteger,
        "expected a whole number from \(Int.min) to \(Int.max), found \(text)", at: valueStart)
    }
    return integer
  }

  @inlinable var isAtNumber: Bool {
    base[position] == Byte.minus || base[position] &- Byte.zero <= 9
  }

  /// Checks the number that begins here, and goes behind it.
  @usableFromInline
  mutating func skipNumber() throws(JSONError) {
    valueStart = position
    var next = base + position
    if next.pointee == Byte.minus { next += 1 }
    let isZero = next.pointee == Byte.zero
    let integerDigits = skipDigits(&next)
    guard integerDigits > 0 else { throw invalidNumber("a digit after \"-\"", at: next) }
    guard integerDigits == 1 || !isZero else {
      throw error(
        .invalidNumber, "a number begins with a zero that other digits follow; remove the zero",
        at: next - base - integerDigits)
    }
    if next.pointee == UInt8(ascii: ".") {
      next += 1
      guard skipDigits(&next) > 0 else { throw invalidNumber("a digit after the point", at: next) }
    }
    if next.pointee | 0x20 == UInt8(ascii: "e") {
      next += 1
      if next.pointee == UInt8(ascii: "+") || next.pointee == Byte.minus { next += 1 }
      guard skipDigits(&next) > 0 else { throw invalidNumber("a digit in the exponent", at: next) }
    }
    position = next - base
  }

  private func skipDigits(_ next: inout UnsafePointer<UInt8>) -> Int {
    let first = next
    while next.pointee &- Byte.zero <= 9 { next += 1 }
    return next - first
  }

  private func invalidNumber(_ expected: String, at place: UnsafePointer<UInt8>) -> JSONError {
    let offset = place - base
    return error(
      offset < count ? .invalidNumber : .unexpectedEnd,
      "a number needs \(expected), found \(found(at: offset))", at: offset)
  }
}
