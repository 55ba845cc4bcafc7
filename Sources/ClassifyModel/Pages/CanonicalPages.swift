// SPDX-License-Identifier: Apache-2.0

/// Fast-path parsers for page selections in canonical form, the form that programs write.
///
/// A canonical selection has no errors and no notes, so one short loop parses it. All other
/// selections, including invalid ones, are left to the full parsers.
enum CanonicalPages {
  /// Parses a range string in ascending order, without adjacent ranges, spaces or leading zeros.
  ///
  /// - Returns: The ranges, or `nil` if the text has another form or a number of more than 18
  ///   digits.
  static func ranges(utf8 text: UnsafeBufferPointer<UInt8>) -> PageRanges? {
    var ranges = PageRanges()
    var previousLast = -1
    var position = 0
    repeat {
      guard let first = number(in: text, &position), first > previousLast + 1 else { return nil }
      var last = first
      if position < text.count, text[position] == UInt8(ascii: "-") {
        position &+= 1
        guard let end = number(in: text, &position), end > first else { return nil }
        last = end
      }
      ranges.appendApart(first, last)
      previousLast = last
      guard position < text.count else { return ranges }
      position &+= 1
    } while text[position - 1] == UInt8(ascii: ",")
    return nil
  }

  /// Parses an array of zero-based page indices in strictly ascending order.
  ///
  /// - Returns: The ranges, or `nil` if the array is empty, has a negative index or `Int.max`, or
  ///   is not strictly ascending.
  static func ranges(indices: UnsafeBufferPointer<Int>) -> PageRanges? {
    guard let start = indices.first, start >= 0 else { return nil }
    var ranges = PageRanges()
    var first = start
    var last = start
    for index in indices.dropFirst() {
      guard index > last else { return nil }
      if index &- last > 1 {
        ranges.appendApart(first &+ 1, last &+ 1)
        first = index
      }
      last = index
    }
    guard last < Int.max else { return nil }
    ranges.appendApart(first + 1, last + 1)
    return ranges
  }

  /// Parses a number of 1 to 18 digits without a leading zero, or returns `nil`.
  @inline(__always)
  private static func number(
    in text: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> Int? {
    let start = position
    var value = 0
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      value = value &* 10 &+ Int(digit)
      position &+= 1
    }
    let length = position &- start
    guard length > 0, length <= 18, text[start] != UInt8(ascii: "0") else { return nil }
    return value
  }
}
