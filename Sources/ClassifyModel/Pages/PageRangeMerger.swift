// SPDX-License-Identifier: Apache-2.0

/// Merges ranges in ascending order of their first pages into a set, and notes what is peculiar.
///
/// Ranges that come in another order are sorted first (``addSorted(_:)``): a hostile order then
/// costs O(*n* log *n*), where inserting each in its place would cost O(*n*²).
struct PageRangeMerger {
  /// A range and where it was written.
  struct Entry {
    let range: ClosedRange<PageNumber>
    let location: PageLocation
  }

  private let syntax: PageSyntax
  private var ranges: PageRanges?
  private var previousFirst: PageNumber?
  /// The last page that was named so far.
  private var reach: PageNumber?
  private var tally = PageNoteTally()

  init(syntax: PageSyntax = .lenient) {
    self.syntax = syntax
  }

  /// Returns what was read.
  ///
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesEmptySelection``, at `location`, if
  ///   nothing was added.
  func finish(at location: PageLocation) throws(PageError) -> PageReading {
    guard let ranges else {
      throw PageError(
        .pagesEmptySelection, at: location,
        message: "an empty selection selects no page; leave it out for all pages")
    }
    return PageReading(pages: PageSet(ranges), notes: tally.notes)
  }

  /// Adds a range that begins no earlier than the one before it.
  ///
  /// - Returns: `false`, with nothing added, if it begins earlier.
  /// - Throws: ``PageError`` if it is out of order, or names a page again, in strict syntax.
  mutating func add(_ entry: Entry) throws(PageError) -> Bool {
    if let previousFirst, entry.range.lowerBound < previousFirst {
      try note(.pagesUnordered, at: entry.location)
      return false
    }
    previousFirst = entry.range.lowerBound
    guard let reach else {
      reach = entry.range.upperBound
      ranges = PageRanges(entry.range)
      return true
    }
    if entry.range.upperBound <= reach {
      try note(.pagesDuplicate, at: entry.location)
    } else if entry.range.lowerBound <= reach {
      try note(.pagesOverlap, at: entry.location)
    } else if case .bytes = entry.location, entry.range.lowerBound.value - 1 == reach.value {
      // An array of single pages can't say a range, so only a text is noted.
      tally.add(.pagesAdjacent, at: entry.location)
    }
    ranges?.append(entry.range)
    self.reach = max(reach, entry.range.upperBound)
    return true
  }

  /// Adds ranges in whatever order they are, and notes those that begin before the one in front.
  ///
  /// They are sorted where they are: a copy of very many would be memory for nothing.
  mutating func addSorted(_ entries: inout [Entry]) throws(PageError) {
    for (front, entry) in zip(entries, entries.dropFirst())
    where entry.range.lowerBound < front.range.lowerBound {
      try note(.pagesUnordered, at: entry.location)
    }
    entries.sort { left, right in
      (left.range.lowerBound, left.location.range.lowerBound)
        < (right.range.lowerBound, right.location.range.lowerBound)
    }
    for entry in entries { _ = try add(entry) }
  }

  /// Notes how an item was written.
  mutating func note(_ item: PageItem) {
    if let whitespace = item.whitespace { tally.add(.pagesWhitespace, at: .bytes(whitespace)) }
    if let zero = item.leadingZero { tally.add(.pagesLeadingZero, at: .bytes(zero)) }
    if item.isRange, item.range.count == 1 {
      tally.add(.pagesSinglePageRange, at: .bytes(item.bytes))
    }
  }

  /// Notes a peculiarity, which strict syntax rejects.
  private mutating func note(_ code: NoteCode, at location: PageLocation) throws(PageError) {
    guard syntax == .strict else { return tally.add(code, at: location) }
    let message =
      switch code {
      case .pagesUnordered: "this begins before the item in front of it; write pages in order"
      case .pagesDuplicate: "these pages are all named before; name each page once"
      default: "some of these pages are named before; name each page once"
      }
    throw PageError(code, at: location, message: message)
  }
}
