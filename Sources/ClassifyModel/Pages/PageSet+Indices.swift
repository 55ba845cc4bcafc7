// SPDX-License-Identifier: Apache-2.0

extension PageSet {
  /// The number of pages that a v1 array may have unless a caller says otherwise: 100,000.
  public static let defaultExpansionLimit = 100_000

  /// Reads the pages that a v1 array names, counted from 0.
  ///
  /// - Parameter indices: The indices of the pages, in any order.
  /// - Throws: ``PageError`` if the array is empty or has a negative index or `Int.max`, with the
  ///   position of the faulty element.
  /// - Complexity: O(*n*), O(*n* log *n*) if they are out of order.
  public init(indices: [Int]) throws(PageError) {
    self = try PageSet.reading(indices: indices).pages
  }

  /// Reads the pages that a v1 array names, counted from 0, and tells what was peculiar.
  ///
  /// - Parameters:
  ///   - indices: The indices of the pages, in any order.
  ///   - syntax: Strict syntax refuses disorder and duplicates.
  /// - Returns: The pages and the notes.
  /// - Throws: ``PageError`` if the array is empty or has a negative index or `Int.max`, with the
  ///   position of the faulty element.
  public static func reading(
    indices: [Int], syntax: PageSyntax = .lenient
  ) throws(PageError) -> PageReading {
    if let ranges = indices.withUnsafeBufferPointer({ CanonicalPages.ranges(indices: $0) }) {
      return PageReading(pages: PageSet(ranges), notes: [])
    }
    var sweep = PageRangeMerger(syntax: syntax)
    for position in indices.indices {
      guard try sweep.add(entry(at: position, of: indices)) else {
        return try readingOutOfOrder(indices: indices)
      }
    }
    return try sweep.finish(at: .elements(0..<0))
  }

  private static func readingOutOfOrder(indices: [Int]) throws(PageError) -> PageReading {
    var sweep = PageRangeMerger()
    var entries: [PageRangeMerger.Entry] = []
    entries.reserveCapacity(indices.count)
    for position in indices.indices { entries.append(try entry(at: position, of: indices)) }
    try sweep.addSorted(&entries)
    return try sweep.finish(at: .elements(0..<0))
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

  /// Returns the pages as a v1 array: ascending, counted from 0.
  ///
  /// - Parameter limit: The number of pages above which nothing is expanded.
  /// - Returns: The indices of the pages.
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesTooManyPages`` if the set has more
  ///   pages than `limit`; nothing is allocated then.
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
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesTooManyPages`` if it has more.
  package func checkExpansion(limit: Int) throws(PageError) {
    let count = count
    guard count > limit else { return }
    throw PageError(
      .pagesTooManyPages,
      message: "\(count) pages can't be listed one by one, the limit is \(limit); "
        + "select fewer pages or raise the limit")
  }

  /// Checks that a document has every page of the set.
  ///
  /// - Parameter pageCount: The number of pages of the document.
  /// - Returns: This set.
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesBeyondDocument``, naming the first page
  ///   that the document does not have.
  public func checked(pageCount: Int) throws(PageError) -> PageSet {
    guard last.value > pageCount else { return self }
    let end = PageNumber(oneBased: pageCount).map { PageSet(PageNumber(unchecked: 1)...$0) }
    let beyond = end.flatMap { subtracting($0) } ?? self
    throw PageError(
      .pagesBeyondDocument,
      message: "the document has \(pageCount) pages and so no page \(beyond.first); "
        + "select pages up to \(pageCount)")
  }
}
