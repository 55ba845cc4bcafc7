// SPDX-License-Identifier: Apache-2.0

extension PageSet {
  /// Appends the canonical range string, which is ASCII, to a buffer.
  ///
  /// Allocates nothing if the buffer has room: for programs that write many selections.
  ///
  /// - Complexity: O(*ranges*).
  public func appendUTF8(to buffer: inout [UInt8]) {
    buffer.append(addingCapacity: utf8Capacity) { appendUTF8(to: &$0) }
  }

  /// The number of bytes that suffice for the range string.
  package var utf8Capacity: Int {
    // Two numbers of at most 19 digits, a hyphen and a comma.
    40 * ranges.count
  }

  /// Appends the canonical range string; there must be room.
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

  /// Appends the pages as a v1 array, ascending and counted from 0, to a buffer.
  ///
  /// - Parameters:
  ///   - buffer: What it is appended to.
  ///   - limit: The number of pages above which nothing is appended.
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesTooManyPages`` if the set has more
  ///   pages than `limit`; the buffer is as before then.
  /// - Complexity: O(*pages*).
  public func appendIndices(
    to buffer: inout [UInt8], limit: Int = defaultExpansionLimit
  ) throws(PageError) {
    try checkExpansion(limit: limit)
    buffer.append(addingCapacity: indicesCapacity(count: count)) { appendIndices(to: &$0) }
  }

  /// The number of bytes that suffice for the v1 array of the `count` pages of the set.
  package func indicesCapacity(count: Int) -> Int {
    (last.value.decimalDigitCount + 1) * count + 1
  }

  /// Appends the pages as a v1 array; there must be room.
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
  /// Appends the digits of a number that is not negative; there must be room.
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

  /// Appends the digits of a number of at most eight, with zeros in front up to a number of digits.
  private mutating func appendDigits(of value: Int, atLeast minimum: Int) {
    // Digits come last first; as bytes of a word they leave in the other order.
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
  /// The number of digits of a number that is not negative.
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
