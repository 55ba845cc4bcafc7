// SPDX-License-Identifier: Apache-2.0

extension Ledger {
  /// Adds what was peculiar about a selection of pages.
  ///
  /// - Parameters:
  ///   - note: The peculiarity.
  ///   - pointer: The JSON Pointer of the selection.
  ///   - before: The selection as it was read.
  ///   - after: The pages in canonical text.
  public mutating func add(_ note: PageNote, at pointer: String, before: String, after: String) {
    let code: NoteCode =
      switch note.code {
      case .unordered: .pagesUnordered
      case .duplicate: .pagesDuplicate
      case .overlap: .pagesOverlap
      case .adjacent: .pagesAdjacent
      case .singlePageRange: .pagesSinglePageRange
      case .whitespace: .pagesWhitespace
      case .leadingZero: .pagesLeadingZero
      }
    let others = note.occurrences - 1
    let count = others == 0 ? "" : ", and \(others) more"
    add(
      code, at: pointer, before: before, after: after,
      message: "\(Catalogue[code].summary) It is so at \(note.location)\(count).")
  }
}
