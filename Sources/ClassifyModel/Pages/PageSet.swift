// SPDX-License-Identifier: Apache-2.0

/// A nonempty set of pages of a document, stored as ranges.
///
/// A set is never empty, because an empty set could mean either no pages or all pages;
/// ``PageSelection`` has a case for all pages. The ranges are not expanded except on request:
/// `1-9223372036854775807` takes as much memory as `1`.
///
/// ```swift
/// let pages = try PageSet(rangeString: "1,3,5-7")  // v2: one-based
/// try pages.indices()                              // [0, 2, 4, 5, 6], v1: zero-based
/// try PageSet(indices: [6, 4, 5, 0, 2, 2]).rangeString  // "1,3,5-7"
/// ```
public struct PageSet: Sendable, Hashable {
  /// The pages as ranges: ascending, disjoint and not adjacent.
  public let ranges: PageRanges

  /// Creates a set from ranges; there must be at least one.
  init(_ ranges: PageRanges) {
    self.ranges = ranges
  }

  /// Creates a set of one page.
  public init(_ page: PageNumber) {
    ranges = PageRanges(page...page)
  }

  /// Creates a set of a range of pages.
  public init(_ range: ClosedRange<PageNumber>) {
    ranges = PageRanges(range)
  }

  /// The first page.
  public var first: PageNumber { ranges[0].lowerBound }

  /// The last page.
  public var last: PageNumber { ranges[ranges.count - 1].upperBound }

  /// The number of pages.
  ///
  /// - Complexity: O(*ranges*).
  public var count: Int {
    ranges.withUnsafeRanges { ranges in
      var count = 0
      for range in ranges { count += range.last - range.first + 1 }
      return count
    }
  }
}

extension PageSet: Sequence {
  /// An iterator over the pages in ascending order.
  public struct Iterator: IteratorProtocol {
    private let ranges: PageRanges
    private var position = 0
    private var upcoming: PageNumber?

    init(_ ranges: PageRanges) {
      self.ranges = ranges
      upcoming = ranges[0].lowerBound
    }

    /// Returns the next page, or `nil` after the last.
    public mutating func next() -> PageNumber? {
      guard let page = upcoming else { return nil }
      if page < ranges[position].upperBound {
        upcoming = page.advanced(by: 1)
      } else {
        position += 1
        upcoming = position < ranges.count ? ranges[position].lowerBound : nil
      }
      return page
    }
  }

  /// Returns an iterator over the pages in ascending order, which does not expand the ranges.
  public func makeIterator() -> Iterator {
    Iterator(ranges)
  }
}
