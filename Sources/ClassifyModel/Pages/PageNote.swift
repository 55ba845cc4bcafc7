// SPDX-License-Identifier: Apache-2.0

/// A deviation of a page selection from canonical form that does not change its meaning.
///
/// A reading has at most one note for each code, so that the memory for notes does not grow with
/// the number of pages.
public struct PageNote: Sendable, Hashable, Codable {
  /// The codes of page notes, in the order of ``PageReading/notes``.
  package static let codes: [NoteCode] = [
    .pagesUnordered, .pagesDuplicate, .pagesOverlap, .pagesAdjacent, .pagesSinglePageRange,
    .pagesWhitespace, .pagesLeadingZero,
  ]

  /// The kind of deviation, one of the codes `pages.…`.
  public let code: NoteCode
  /// The location of the first token with this code.
  ///
  /// For duplicates and overlaps, items are considered in the order of their first pages.
  public let location: PageLocation
  /// The number of items of the text, or elements of the array, with this code.
  public internal(set) var occurrences: Int
}

/// The result of parsing a text or an array that selects pages.
public struct PageReading: Sendable, Hashable {
  /// The selected pages.
  public let pages: PageSet
  /// The deviations from canonical form, ordered by code; empty if there are none.
  public let notes: [PageNote]

  /// Creates a reading.
  package init(pages: PageSet, notes: [PageNote]) {
    self.pages = pages
    self.notes = notes
  }
}

/// The notes of a reading in progress, with one entry for each code.
struct PageNoteTally {
  private var found: [PageNote] = []

  mutating func add(_ code: NoteCode, at location: PageLocation) {
    if let position = found.firstIndex(where: { $0.code == code }) {
      found[position].occurrences += 1
    } else {
      found.append(PageNote(code: code, location: location, occurrences: 1))
    }
  }

  var notes: [PageNote] {
    guard found.count > 1 else { return found }
    return PageNote.codes.compactMap { code in found.first { $0.code == code } }
  }
}
