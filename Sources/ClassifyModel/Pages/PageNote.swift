// SPDX-License-Identifier: Apache-2.0

/// A peculiarity of a page selection that was read, with its meaning unchanged.
///
/// There is at most one note of each code in a reading, so that notes need no memory for each page.
public struct PageNote: Sendable, Hashable, Codable {
  /// A kind of peculiarity, as a text that stays the same across releases.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// An item begins before the one in front of it does.
    case unordered = "pages.unordered"
    /// The pages of an item are all named by others too.
    case duplicate = "pages.duplicate"
    /// Some pages of an item are named by others too.
    case overlap = "pages.overlap"
    /// An item continues another without a gap: the two become one range.
    case adjacent = "pages.adjacent"
    /// A range names one page, such as `4-4`.
    case singlePageRange = "pages.singlePageRange"
    /// There are spaces or tabs.
    case whitespace = "pages.whitespace"
    /// A number begins with 0.
    case leadingZero = "pages.leadingZero"
  }

  /// What is peculiar.
  public let code: Code
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

  mutating func add(_ code: PageNote.Code, at location: PageLocation) {
    if let position = found.firstIndex(where: { $0.code == code }) {
      found[position].occurrences += 1
    } else {
      found.append(PageNote(code: code, location: location, occurrences: 1))
    }
  }

  var notes: [PageNote] {
    guard found.count > 1 else { return found }
    return PageNote.Code.allCases.compactMap { code in found.first { $0.code == code } }
  }
}
