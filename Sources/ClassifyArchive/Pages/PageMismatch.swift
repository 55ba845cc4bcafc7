// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// The difference between two selections that should select the same pages.
public struct PageMismatch: Sendable, Hashable {
  /// A likely cause of a mismatch.
  @nonexhaustive
  public enum Hint: String, Sendable, Hashable, Codable, CaseIterable {
    /// The indices of v1 equal the page numbers of v2, so they are probably one-based by mistake.
    case offByOne
  }

  /// The pages that only v1 selects; `nil` if there are none.
  public let onlyInV1: PageSet?
  /// The pages that only v2 selects; `nil` if there are none.
  public let onlyInV2: PageSet?
  /// The likely cause of the mismatch; `nil` if there is none known.
  public let hint: Hint?

  /// Compares two selections without expanding them.
  ///
  /// `nil` if both select the same pages. ``PageSelection/all`` ends at `pageCount`, or else at the
  /// greatest page number.
  ///
  /// - Parameters:
  ///   - v1: The selection of v1.
  ///   - v2: The selection of v2.
  ///   - pageCount: The number of pages of the document; `nil` if it is unknown.
  /// - Complexity: O(*n* + *m*) in the numbers of ranges.
  public init?(v1: PageSelection, v2: PageSelection, pageCount: Int? = nil) {
    guard v1 != v2 else { return nil }
    let end = PageNumber(oneBased: pageCount ?? .max) ?? PageNumber(unchecked: 1)
    let everything = PageSet(PageNumber(unchecked: 1)...end)
    let first = v1.pages ?? everything
    let second = v2.pages ?? everything
    onlyInV1 = first.subtracting(second)
    onlyInV2 = second.subtracting(first)
    guard onlyInV1 != nil || onlyInV2 != nil else { return nil }
    let isOffByOne = v1.pages.map { $0.hasIndicesEqualToNumbers(of: second) } ?? false
    hint = isOffByOne ? .offByOne : nil
  }

  /// The explanation for people, with advice on how to fix the record.
  public var message: String {
    switch hint {
    case nil: "v1 and v2 select different pages; correct the one that is wrong"
    case .offByOne:
      "v1 and v2 select different pages; v1 counts from 0, so subtract 1 from each of its indices"
    }
  }
}
