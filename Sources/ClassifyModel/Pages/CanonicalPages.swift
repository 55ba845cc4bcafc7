// SPDX-License-Identifier: Apache-2.0

/// Reads selections that are already in canonical form, which is how programs write them.
///
/// Nothing is to be noted of those, nor is anything wrong, so they are read in one short loop. Whatever
/// is not canonical is left to the readers that can tell what it is.
enum CanonicalPages {
  /// Reads a range string in ascending order, without gaps of no page, spaces and leading zeros.
  ///
  /// - Returns: The ranges, or `nil` if the text is anything else, or has a number of more than 18
  ///   digits.
  static func ranges(utf8 text: UnsafeBufferPointer<UInt8>) -> PageRanges? {
    var ranges = PageRanges()
    var reach = -1
    var position = 0
    repeat {
      guard let first = number(in: text, &position), first > reach + 1 else { return nil }
      var last = first
      if position < text.count, text[position] == UInt8(ascii: "-") {
        position &+= 1
        guard let end = number(in: text, &position), end > first else { return nil }
        last = end
      }
      ranges.appendApart(first, last)
      reach = last
      guard position < text.count else { return ranges }
      position &+= 1
    } while text[position - 1] == UInt8(ascii: ",")
    return nil
  }

  /// Reads an array of indices that ascend.
  ///
  /// - Returns: The ranges, or `nil` if there is no index, or one is negative or not above the one
  ///   before it.
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

  /// Reads a number of 1 to 18 digits that does not begin with 0.
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
