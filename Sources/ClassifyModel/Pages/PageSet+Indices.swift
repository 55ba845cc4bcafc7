// SPDX-License-Identifier: Apache-2.0

extension PageSet {
  /// The default maximum number of pages in a v1 array: 100,000.
  public static let defaultExpansionLimit = 100_000

  /// The upper bound of every expansion limit, 10,000,000 pages: a larger limit counts as this one, so
  /// that no limit makes a list exhaust the memory.
  public static let maximumExpansionLimit = 10_000_000

  /// Creates a set from a v1 array of zero-based page indices.
  ///
  /// - Parameter indices: The zero-based page indices, in any order.
  /// - Throws: ``PageError``, with the position of the invalid element, if an index is negative or
  ///   `Int.max`; ``PageError`` if the array is empty.
  /// - Complexity: O(*n*), or O(*n* log *n*) if the indices are out of order.
  public init(indices: [Int]) throws(PageError) {
    self = try PageSet.reading(indices: indices).pages
  }

  /// Parses a v1 array of zero-based page indices, with notes of its deviations from canonical
  /// form.
  ///
  /// - Parameters:
  ///   - indices: The zero-based page indices, in any order.
  ///   - syntax: The syntax; ``PageSyntax/strict`` rejects unordered and duplicate indices.
  /// - Returns: The pages and the notes.
  /// - Throws: ``PageError``, with the position of the invalid element, if an index is negative or
  ///   `Int.max`, or if strict syntax rejects it; ``PageError`` if the array is empty.
  public static func reading(
    indices: [Int], syntax: PageSyntax = .lenient
  ) throws(PageError) -> PageReading {
    if let ranges = indices.withUnsafeBufferPointer({ CanonicalPages.ranges(indices: $0) }) {
      return PageReading(pages: PageSet(ranges), notes: [])
    }
    var merger = PageRangeMerger(syntax: syntax)
    for position in indices.indices {
      guard try merger.add(entry(at: position, of: indices)) else {
        return try readingOutOfOrder(indices: indices)
      }
    }
    return try merger.finish(at: .elements(0..<0))
  }

  private static func readingOutOfOrder(indices: [Int]) throws(PageError) -> PageReading {
    var merger = PageRangeMerger()
    var entries: [PageRangeMerger.Entry] = []
    entries.reserveCapacity(indices.count)
    for position in indices.indices { entries.append(try entry(at: position, of: indices)) }
    try merger.addSorted(&entries)
    return try merger.finish(at: .elements(0..<0))
  }

  private static func entry(
    at position: Int, of indices: [Int]
  ) throws(PageError) -> PageRangeMerger.Entry {
    let location = PageLocation.elements(position..<position + 1)
    guard let index = PageIndex(zeroBased: indices[position]) else {
      throw indices[position] < 0
        ? PageError(
          .pagesNegativeIndex, at: location,
          message: "\(indices[position]) is not a page index; indices count from 0")
        : PageError(
          .pagesOverflow, at: location,
          message: "\(indices[position]) is above the greatest page index, \(Int.max - 1)")
    }
    return PageRangeMerger.Entry(range: index.number...index.number, location: location)
  }

  /// Returns the pages as a v1 array: zero-based indices in ascending order.
  ///
  /// - Parameter limit: The maximum number of pages, up to ``maximumExpansionLimit``.
  /// - Returns: The zero-based indices of the pages.
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesTooManyPages`` if the set has more than
  ///   `limit` pages, before anything is allocated.
  /// - Complexity: O(*pages*).
  public func indices(limit: Int = defaultExpansionLimit) throws(PageError) -> [Int] {
    try checkExpansion(limit: limit)
    var result: [Int] = []
    result.reserveCapacity(count)
    for range in ranges {
      for value in range.lowerBound.index.value...range.upperBound.index.value {
        result.append(value)
      }
    }
    return result
  }

  /// Checks that the set has at most `limit` pages.
  ///
  /// - Parameter limit: The maximum number of pages.
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesTooManyPages`` if it has more.
  package func checkExpansion(limit: Int) throws(PageError) {
    let count = count
    let limit = Swift.min(limit, Self.maximumExpansionLimit)
    guard count > limit else { return }
    throw PageError(
      .pagesTooManyPages,
      message: "\(count) pages can't be listed one by one, the limit is \(limit); "
        + (limit < Self.maximumExpansionLimit
          ? "select fewer pages or raise the limit" : "select fewer pages"))
  }

  /// Returns this set if a document has all of its pages.
  ///
  /// - Parameter pageCount: The number of pages of the document.
  /// - Returns: This set.
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesBeyondDocument``; its message contains
  ///   the first page that the document does not have.
  public func checked(pageCount: Int) throws(PageError) -> PageSet {
    guard last.value > pageCount else { return self }
    let end = PageNumber(oneBased: pageCount).map { PageSet(PageNumber(unchecked: 1)...$0) }
    let beyond = end.flatMap { subtracting($0) } ?? self
    throw PageError(
      .pagesBeyondDocument,
      message: "the document has \(Counted.text(pageCount, "page")) and so no page "
        + "\(beyond.first); select pages up to \(pageCount)")
  }
}
