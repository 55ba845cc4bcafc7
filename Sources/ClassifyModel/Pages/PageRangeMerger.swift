// SPDX-License-Identifier: Apache-2.0

/// Merges ranges into a set in ascending order of their first pages, and collects notes.
///
/// Ranges in another order are sorted first, see ``addSorted(_:)``: this takes O(*n* log *n*) for
/// any input, where inserting each range at its position could take O(*n*²).
struct PageRangeMerger {
  /// A range and its location in the input.
  struct Entry {
    let range: ClosedRange<PageNumber>
    let location: PageLocation
  }

  private let syntax: PageSyntax
  private var ranges: PageRanges?
  private var previousFirst: PageNumber?
  /// The greatest page added so far.
  private var lastPage: PageNumber?
  private var tally = PageNoteTally()

  init(syntax: PageSyntax = .lenient) {
    self.syntax = syntax
  }

  /// Returns the merged pages and the notes.
  ///
  /// - Parameter location: The location of the whole selection.
  /// - Returns: The pages and the notes.
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesEmptySelection``, at `location`, if no
  ///   range was added.
  func finish(at location: PageLocation) throws(PageError) -> PageReading {
    guard let ranges else {
      throw PageError(
        .pagesEmptySelection, at: location,
        message: "an empty selection selects no page; leave it out for all pages")
    }
    return PageReading(pages: PageSet(ranges), notes: tally.notes)
  }

  /// Adds a range that begins at or after the first page of the previous range.
  ///
  /// - Parameter entry: The range.
  /// - Returns: `false`, with nothing added, if the range begins earlier.
  /// - Throws: ``PageError`` in strict syntax if the range begins earlier or has a page that was
  ///   already added.
  mutating func add(_ entry: Entry) throws(PageError) -> Bool {
    if let previousFirst, entry.range.lowerBound < previousFirst {
      try note(.pagesUnordered, at: entry.location)
      return false
    }
    previousFirst = entry.range.lowerBound
    guard let lastPage else {
      lastPage = entry.range.upperBound
      ranges = PageRanges(entry.range)
      return true
    }
    if entry.range.upperBound <= lastPage {
      try note(.pagesDuplicate, at: entry.location)
    } else if entry.range.lowerBound <= lastPage {
      try note(.pagesOverlap, at: entry.location)
    } else if case .bytes = entry.location, entry.range.lowerBound.value - 1 == lastPage.value {
      // An array can't express ranges, so only a range string gets this note.
      tally.add(.pagesAdjacent, at: entry.location)
    }
    ranges?.append(entry.range)
    self.lastPage = max(lastPage, entry.range.upperBound)
    return true
  }

  /// Sorts ranges in place and adds them, with a note for each that begins before its predecessor.
  ///
  /// - Parameter entries: The ranges in any order; sorted in place, because a copy could be large.
  /// - Throws: ``PageError`` in strict syntax if the ranges are out of order or have a page in
  ///   common.
  mutating func addSorted(_ entries: inout [Entry]) throws(PageError) {
    for (previous, entry) in zip(entries, entries.dropFirst())
    where entry.range.lowerBound < previous.range.lowerBound {
      try note(.pagesUnordered, at: entry.location)
    }
    entries.sort { left, right in
      (left.range.lowerBound, left.location.range.lowerBound)
        < (right.range.lowerBound, right.location.range.lowerBound)
    }
    for entry in entries { _ = try add(entry) }
  }

  /// Adds notes about the notation of an item: whitespace, leading zeros, and ranges of one page.
  mutating func note(_ item: PageItem) {
    if let whitespace = item.whitespace { tally.add(.pagesWhitespace, at: .bytes(whitespace)) }
    if let zero = item.leadingZero { tally.add(.pagesLeadingZero, at: .bytes(zero)) }
    if item.isRange, item.range.count == 1 {
      tally.add(.pagesSinglePageRange, at: .bytes(item.bytes))
    }
  }

  /// Adds a note, or throws it as an error in strict syntax.
  private mutating func note(_ code: NoteCode, at location: PageLocation) throws(PageError) {
    guard syntax == .strict else { return tally.add(code, at: location) }
    let message =
      switch code {
      case .pagesUnordered: "this begins before the previous item; write pages in ascending order"
      case .pagesDuplicate: "these pages are already selected; list each page once"
      default: "some of these pages are already selected; list each page once"
      }
    throw PageError(code, at: location, message: message)
  }
}
