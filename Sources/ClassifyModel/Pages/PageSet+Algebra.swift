// SPDX-License-Identifier: Apache-2.0

// Results that can have no pages are optional, because a page set is never empty.
extension PageSet {
  /// Returns whether a page is in the set.
  ///
  /// - Complexity: O(log *ranges*).
  public func contains(_ page: PageNumber) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = low + (high - low) / 2
      if ranges[middle].upperBound < page { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(page)
  }

  /// Returns the pages that are in either set or both.
  ///
  /// - Complexity: O(*n* + *m*) in the numbers of ranges.
  public func union(_ other: PageSet) -> PageSet {
    var left = ranges[...]
    var right = other.ranges[...]
    func takeLower() -> ClosedRange<PageNumber>? {
      guard let first = left.first else { return right.popFirst() }
      guard let second = right.first else { return left.popFirst() }
      return first.lowerBound <= second.lowerBound ? left.popFirst() : right.popFirst()
    }
    var result = PageRanges(takeLower() ?? ranges[0])
    while let next = takeLower() { result.append(next) }
    return PageSet(result)
  }

  /// Returns the pages that are in both sets, or `nil` if there are none.
  ///
  /// - Complexity: O(*n* + *m*) in the numbers of ranges.
  public func intersection(_ other: PageSet) -> PageSet? {
    var result = Accumulator()
    var left = ranges[...]
    var right = other.ranges[...]
    while let first = left.first, let second = right.first {
      if first.overlaps(second) { result.append(first.clamped(to: second)) }
      if first.upperBound <= second.upperBound { left.removeFirst() } else { right.removeFirst() }
    }
    return result.set
  }

  /// Returns the pages of this set that are not in the other, or `nil` if there are none.
  ///
  /// - Complexity: O(*n* + *m*) in the numbers of ranges.
  public func subtracting(_ other: PageSet) -> PageSet? {
    var result = Accumulator()
    var holes = other.ranges[...]
    for range in ranges {
      var rest: ClosedRange<PageNumber>? = range
      while let part = rest, let hole = holes.first, hole.lowerBound <= part.upperBound {
        if part.lowerBound < hole.lowerBound {
          result.append(part.lowerBound...hole.lowerBound.advanced(by: -1))
        }
        // The part above the hole remains; a hole that reaches further also applies to the next
        // range.
        if hole.upperBound >= part.upperBound {
          rest = nil
        } else {
          rest = Swift.max(part.lowerBound, hole.upperBound.advanced(by: 1))...part.upperBound
          holes.removeFirst()
        }
      }
      if let rest { result.append(rest) }
    }
    return result.set
  }

  /// Returns whether every page of this set is in the other.
  ///
  /// - Complexity: O(*n* + *m*) in the numbers of ranges.
  public func isSubset(of other: PageSet) -> Bool {
    subtracting(other) == nil
  }

  /// Returns whether the two sets have no page in common.
  ///
  /// - Complexity: O(*n* + *m*) in the numbers of ranges.
  public func isDisjoint(with other: PageSet) -> Bool {
    intersection(other) == nil
  }

  /// Returns the pages that a document of `pageCount` pages has, or `nil` if it has none of them.
  ///
  /// Use ``checked(pageCount:)`` if a page beyond the end is an error.
  ///
  /// - Parameter pageCount: The number of pages of the document.
  /// - Returns: The pages of the set up to page `pageCount`.
  public func clamped(to pageCount: Int) -> PageSet? {
    guard let last = PageNumber(oneBased: pageCount) else { return nil }
    return intersection(PageSet(PageNumber(unchecked: 1)...last))
  }

  /// A set built from ranges in ascending order, which can remain without pages.
  private struct Accumulator {
    var ranges: PageRanges?

    mutating func append(_ range: ClosedRange<PageNumber>) {
      if ranges == nil { ranges = PageRanges(range) } else { ranges?.append(range) }
    }

    var set: PageSet? { ranges.map(PageSet.init) }
  }
}

extension PageSet {
  /// Returns whether the zero-based indices of this set, read as one-based page numbers, select
  /// `other`.
  ///
  /// If so, the likely cause is an off-by-one error: the same numbers were used in both versions.
  ///
  /// - Complexity: O(*ranges*).
  package func hasIndicesEqualToNumbers(of other: PageSet) -> Bool {
    ranges.count == other.ranges.count
      && zip(ranges, other.ranges).allSatisfy { range, other in
        range.lowerBound.index.value == other.lowerBound.value
          && range.upperBound.index.value == other.upperBound.value
      }
  }
}
