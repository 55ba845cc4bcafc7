// SPDX-License-Identifier: Apache-2.0

extension PageSet {
  /// Appends the canonical range string, which is ASCII, to a buffer.
  ///
  /// No memory is allocated if the buffer has enough capacity.
  ///
  /// - Complexity: O(*ranges*).
  public func appendUTF8(to buffer: inout [UInt8]) {
    buffer.append(addingCapacity: utf8Capacity) { appendUTF8(to: &$0) }
  }

  /// An upper bound of the length of the range string in bytes.
  package var utf8Capacity: Int {
    // Two numbers of up to 19 digits, a hyphen and a comma.
    40 * ranges.count
  }

  /// Appends the canonical range string; the span must have enough capacity.
  package func appendUTF8(to span: inout OutputSpan<UInt8>) {
    ranges.withUnsafeRanges { ranges in
      for position in ranges.indices {
        let range = ranges[position]
        if position > 0 { span.append(UInt8(ascii: ",")) }
        span.appendDecimal(range.first)
        guard range.first < range.last else { continue }
        span.append(UInt8(ascii: "-"))
        span.appendDecimal(range.last)
      }
    }
  }

  /// Appends the pages to a buffer as a v1 array of zero-based indices in ascending order.
  ///
  /// - Parameters:
  ///   - buffer: The buffer to append to.
  ///   - limit: The maximum number of pages, up to ``maximumExpansionLimit``.
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesTooManyPages`` if the set has more than
  ///   `limit` pages; the buffer is then unchanged.
  /// - Complexity: O(*pages*).
  public func appendIndices(
    to buffer: inout [UInt8], limit: Int = defaultExpansionLimit
  ) throws(PageError) {
    try checkExpansion(limit: limit)
    buffer.append(addingCapacity: indicesCapacity(count: count)) { appendIndices(to: &$0) }
  }

  /// An upper bound of the length in bytes of the v1 array of this set, which has `count` pages.
  package func indicesCapacity(count: Int) -> Int {
    (last.value.decimalDigitCount + 1) * count + 1
  }

  /// Appends the pages as a v1 array; the span must have enough capacity.
  package func appendIndices(to span: inout OutputSpan<UInt8>) {
    ranges.withUnsafeRanges { ranges in
      var separator = UInt8(ascii: "[")
      for range in ranges {
        for value in (range.first - 1)...(range.last - 1) {
          span.append(separator)
          span.appendDecimal(value)
          separator = UInt8(ascii: ",")
        }
      }
    }
    span.append(UInt8(ascii: "]"))
  }
}

extension OutputSpan<UInt8> {
  /// Appends the decimal digits of a nonnegative number; the span must have enough capacity.
  package mutating func appendDecimal(_ value: Int) {
    assert(value >= 0, "signs are not written")
    guard value > 9 else { return append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value)) }
    guard value > 99 else {
      let (tens, ones) = UInt8(truncatingIfNeeded: value).quotientAndRemainder(dividingBy: 10)
      append(UInt8(ascii: "0") &+ tens)
      return append(UInt8(ascii: "0") &+ ones)
    }
    let eightDigits = 100_000_000
    guard value < eightDigits else {
      appendDecimal(value / eightDigits)
      return appendDigits(of: value % eightDigits, atLeast: 8)
    }
    appendDigits(of: value, atLeast: 1)
  }

  /// Appends the digits of a number of up to eight digits, padded with zeros to `minimum` digits.
  private mutating func appendDigits(of value: Int, atLeast minimum: Int) {
    // The last digit is computed first; the shifts reverse the order.
    var digits: UInt64 = 0
    var count = 0
    var rest = UInt32(truncatingIfNeeded: value)
    repeat {
      digits = digits &<< 8 | UInt64(rest % 10)
      rest /= 10
      count &+= 1
    } while rest > 0 || count < minimum
    for _ in 0..<count {
      append(UInt8(ascii: "0") | UInt8(truncatingIfNeeded: digits))
      digits &>>= 8
    }
  }
}

extension Int {
  /// The number of decimal digits of a nonnegative number.
  package var decimalDigitCount: Int {
    var count = 1
    var rest = self
    while rest > 9 {
      rest /= 10
      count += 1
    }
    return count
  }
}
