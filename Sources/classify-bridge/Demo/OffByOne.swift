// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The effect of copying page numbers from one version to the other without conversion.
struct OffByOne: Sendable {
  /// The indices of v1's array, copied into v2's text.
  let copiedText: String
  /// The pages that ``copiedText`` selects in v2, or the error.
  let copied: Result<PageSet, PageError>
  /// The page numbers of v2's text, copied into v1's array.
  let copiedIndices: [Int]
  /// The pages that ``copiedIndices`` select in v1, compared with the intended ones.
  let difference: SelectionDifference
  /// The outcome for each document, on the intended pages and on the wrong ones.
  let changes: [Change]

  /// The outcomes for a document.
  struct Change: Sendable {
    let name: String
    /// The outcome on the intended pages.
    let before: DocumentOutcome
    /// The outcome on the wrong pages.
    let after: DocumentOutcome

    /// Whether the kind of outcome or the type differs; the confidence is ignored.
    var isChanged: Bool { Self.kind(of: before) != Self.kind(of: after) }

    private static func kind(of outcome: DocumentOutcome) -> String {
      switch outcome {
      case .classified(let found): "type \(found.type ?? "")"
      case .unmatched: "unmatched"
      case .failed: "failed"
      case .cancelled: "cancelled"
      case .waiting: "waiting"
      }
    }
  }

  /// Copies page numbers in both directions.
  ///
  /// - Parameters:
  ///   - pages: The intended pages.
  ///   - wrongPages: The result of ``wrongPages(for:)``.
  ///   - changes: The outcomes of v1 on both.
  /// - Throws: ``PageError`` if there are too many pages for an array.
  init(_ pages: PageSet, misreadAs wrongPages: PageSet, changes: [Change]) throws(PageError) {
    let text = try pages.indices().map(String.init).joined(separator: ",")
    copiedText = text
    copied = Self.parse(text)
    copiedIndices = pages.map(\.value)
    difference = SelectionDifference(v1: wrongPages, v2: pages)
    self.changes = changes
  }

  /// Returns the pages that v1 reads if v2's page numbers are used as indices.
  ///
  /// - Returns: The pages; `nil` if one would exceed the largest page number.
  static func wrongPages(for pages: PageSet) -> PageSet? {
    try? PageSet(indices: pages.map(\.value))
  }

  private static func parse(_ text: String) -> Result<PageSet, PageError> {
    do throws(PageError) {
      return .success(try PageSet(rangeString: text))
    } catch {
      return .failure(error)
    }
  }
}

/// The difference between the pages that v1 and v2 select.
struct SelectionDifference: Sendable, Hashable {
  let v1: PageSet
  let v2: PageSet

  /// The pages that only v1 selects; `nil` if none.
  var onlyInV1: PageSet? { v1.subtracting(v2) }
  /// The pages that only v2 selects; `nil` if none.
  var onlyInV2: PageSet? { v2.subtracting(v1) }

  /// Whether v1's indices equal v2's page numbers.
  var isOffByOne: Bool { v1.hasIndicesEqualToNumbers(of: v2) }
}
