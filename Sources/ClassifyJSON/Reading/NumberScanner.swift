// SPDX-License-Identifier: Apache-2.0

/// The number grammar of RFC 8259, section 6.
///
/// Scanning has no bounds checks: the text must be followed by a byte that can't be part of a
/// number, such as zero.
@usableFromInline
enum NumberScanner {
  /// A violation of the grammar.
  struct Fault: Error {
    enum Kind {
      case leadingZero
      case noDigitAfterSign
      case noDigitAfterPoint
      case noDigitInExponent
    }

    var kind: Kind
    /// The offset of the superfluous zero or the missing digit from the start of the number.
    var offset: Int
  }

  /// The number of digits that fit into `Int`, whatever they are.
  @inlinable static var maximumIntegerDigits: Int { 18 }

  /// Advances `next` past decimal digits, if any.
  ///
  /// - Returns: The value of the digits; meaningless if there are more than
  ///   ``maximumIntegerDigits``.
  @inlinable @inline(__always)
  static func scanDigits(_ next: inout UnsafePointer<UInt8>) -> Int {
    var value = 0
    while next.pointee &- Byte.zero <= 9 {
      value = value &* 10 &+ Int(next.pointee &- Byte.zero)
      next += 1
    }
    return value
  }

  /// Scans an integer without fraction and exponent.
  ///
  /// - Returns: The value and the end of the number; `nil` if there is no such integer at `start`,
  ///   or it has more than ``maximumIntegerDigits`` digits.
  @inlinable @inline(__always)
  static func scanInteger(
    _ start: UnsafePointer<UInt8>
  ) -> (value: Int, end: UnsafePointer<UInt8>)? {
    let isNegative = start.pointee == Byte.minus
    let first = isNegative ? start + 1 : start
    var next = first
    let value = scanDigits(&next)
    let digits = next - first
    guard digits > 0, digits <= maximumIntegerDigits, first.pointee != Byte.zero || digits == 1,
      next.pointee != Byte.point, next.pointee | 0x20 != Byte.exponent
    else { return nil }
    return (isNegative ? -value : value, next)
  }

  /// Validates any number.
  ///
  /// - Returns: The end of the number.
  static func scanNumber(
    _ start: UnsafePointer<UInt8>
  ) throws(Fault) -> UnsafePointer<UInt8> {
    var next = start
    if next.pointee == Byte.minus { next += 1 }
    let integer = next
    guard skipDigits(&next) else { throw Fault(kind: .noDigitAfterSign, offset: next - start) }
    guard integer.pointee != Byte.zero || next - integer == 1 else {
      throw Fault(kind: .leadingZero, offset: integer - start)
    }
    if next.pointee == Byte.point {
      next += 1
      guard skipDigits(&next) else { throw Fault(kind: .noDigitAfterPoint, offset: next - start) }
    }
    if next.pointee | 0x20 == Byte.exponent {
      next += 1
      if next.pointee == UInt8(ascii: "+") || next.pointee == Byte.minus { next += 1 }
      guard skipDigits(&next) else { throw Fault(kind: .noDigitInExponent, offset: next - start) }
    }
    return next
  }

  /// Advances `next` past decimal digits, and returns whether there were any.
  private static func skipDigits(_ next: inout UnsafePointer<UInt8>) -> Bool {
    let start = next
    _ = scanDigits(&next)
    return next > start
  }
}
