// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// What becomes of a selection whose digits are carried from one version to the other as they are.
struct OffByOne: Sendable {
  /// The digits of v1's array, as somebody might write them into v2's text.
  let copiedText: String
  /// What the bridge makes of that text: other pages, or an error.
  let copied: Result<PageSet, PageError>
  /// The numbers of v2's text, as somebody might write them into v1's array.
  let copiedIndices: [Int]
  /// The pages that were meant, and those that the array names.
  let difference: SelectionDifference
  /// What v1 finds on the pages that were meant, and on those that the array names.
  let changes: [Change]

  /// What a document is found to be on the right pages and on the wrong ones.
  struct Change: Sendable {
    let name: String
    let before: DocumentOutcome
    let after: DocumentOutcome
  }

  /// Makes both mistakes.
  ///
  /// - Parameters:
  ///   - pages: The pages that were meant.
  ///   - wrongPages: The pages of ``wrongPages(for:)``.
  ///   - changes: What v1 finds on them.
  /// - Throws: ``PageError`` if there are too many pages for an array.
  init(_ pages: PageSet, misreadAs wrongPages: PageSet, changes: [Change]) throws(PageError) {
    let text = try pages.indices().map(String.init).joined(separator: ",")
    copiedText = text
    copied = Self.read(text)
    copiedIndices = pages.map(\.value)
    difference = SelectionDifference(v1: wrongPages, v2: pages)
    self.changes = changes
  }

  /// Returns the pages that v1 reads where v2's numbers stand in its array.
  ///
  /// It is `nil` if one of them would come after the last page that can be counted.
  static func wrongPages(for pages: PageSet) -> PageSet? {
    try? PageSet(indices: pages.map(\.value))
  }

  private static func read(_ text: String) -> Result<PageSet, PageError> {
    do throws(PageError) {
      return .success(try PageSet(rangeString: text))
    } catch {
      return .failure(error)
    }
  }
}

/// How the pages of two selections differ.
struct SelectionDifference: Sendable, Hashable {
  /// The pages that v1's array names.
  let v1: PageSet
  /// The pages that v2's text names.
  let v2: PageSet

  /// The pages that v1 alone names.
  var onlyInV1: PageSet? { v1.subtracting(v2) }
  /// The pages that v2 alone names.
  var onlyInV2: PageSet? { v2.subtracting(v1) }

  /// Whether v2 repeats the numbers of v1's array.
  var isOffByOne: Bool { v1.hasIndicesEqualToNumbers(of: v2) }
}
