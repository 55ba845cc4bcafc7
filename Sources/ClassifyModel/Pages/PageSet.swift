// SPDX-License-Identifier: Apache-2.0

/// One or more pages of a document, held as ranges.
///
/// A set is never empty: "no pages" and "all pages" are different wishes, and a value that could
/// mean either has cost people money; ``PageSelection`` says "all". It is never expanded unless
/// asked: `1-9223372036854775807` costs as much as `1`.
///
/// ```swift
/// let pages = try PageSet(rangeString: "1,3,5-7")  // v2 counts from 1
/// try pages.indices()                              // [0, 2, 4, 5, 6]: v1 counts from 0
/// try PageSet(indices: [6, 4, 5, 0, 2, 2]).rangeString  // "1,3,5-7"
/// ```
public struct PageSet: Sendable, Hashable {
  /// The pages as ranges: ascending, disjoint, and never touching one another.
  public let ranges: PageRanges

  /// Makes a set from ranges that already have the form of ``ranges``.
  init(_ ranges: PageRanges) {
    self.ranges = ranges
  }

  /// Makes a set of one page.
  public init(_ page: PageNumber) {
    ranges = PageRanges(page...page)
  }

  /// Makes a set of a range of pages.
  public init(_ range: ClosedRange<PageNumber>) {
    ranges = PageRanges(range)
  }

  /// The first page.
  public var first: PageNumber { ranges[0].lowerBound }

  /// The last page.
  public var last: PageNumber { ranges[ranges.count - 1].upperBound }

  /// The number of pages.
  ///
  /// - Complexity: O(*ranges*); nothing is expanded.
  public var count: Int {
    ranges.withUnsafeRanges { ranges in
      var count = 0
      for range in ranges { count += range.last - range.first + 1 }
      return count
    }
  }
}

extension PageSet: Sequence {
  /// Steps through the pages in ascending order.
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

  /// Returns an iterator over the pages, in ascending order, that expands nothing.
  public func makeIterator() -> Iterator {
    Iterator(ranges)
  }
}
