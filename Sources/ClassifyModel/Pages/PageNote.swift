// SPDX-License-Identifier: Apache-2.0

/// A peculiarity of a page selection that was read, with its meaning unchanged.
///
/// There is at most one note of each code in a reading, so that notes need no memory for each page.
public struct PageNote: Sendable, Hashable, Codable {
  /// The codes of page notes, in the order in which a reading lists its notes.
  package static let codes: [NoteCode] = [
    .pagesUnordered, .pagesDuplicate, .pagesOverlap, .pagesAdjacent, .pagesSinglePageRange,
    .pagesWhitespace, .pagesLeadingZero,
  ]

  /// The kind of peculiarity, one of the codes `pages.…`.
  public let code: NoteCode
  /// Where the first token of this kind stands.
  ///
  /// For pages that are named again, items are looked at in the order of their first pages.
  public let location: PageLocation
  /// How many items of the text, or elements of the array, are of this kind.
  public internal(set) var occurrences: Int
}

/// What was read of a text or an array that selects pages.
public struct PageReading: Sendable, Hashable {
  /// The selected pages.
  public let pages: PageSet
  /// What was peculiar, ordered by code; empty if what was read is in the one canonical form.
  public let notes: [PageNote]

  /// Makes a reading.
  package init(pages: PageSet, notes: [PageNote]) {
    self.pages = pages
    self.notes = notes
  }
}

/// The notes of one reading while it goes on: one for each code, so that few are ever compared.
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
