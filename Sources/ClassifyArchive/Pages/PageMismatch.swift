// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// How two selections differ that should name the same pages.
public struct PageMismatch: Sendable, Hashable {
  /// What may have led to a difference.
  @nonexhaustive
  public enum Hint: String, Sendable, Hashable, Codable, CaseIterable {
    /// The indices of v1 are the page numbers of v2: whoever wrote them counted from 1.
    case offByOne
  }

  /// The pages that v1 alone selects, or `nil` if there are none.
  public let onlyInV1: PageSet?
  /// The pages that v2 alone selects, or `nil` if there are none.
  public let onlyInV2: PageSet?
  /// What may have led to the difference.
  public let hint: Hint?

  /// Compares two selections, without expanding either.
  ///
  /// It is `nil` if both select the same pages. All pages are those up to `pageCount`, or up to the
  /// greatest that can be counted.
  ///
  /// - Parameters:
  ///   - v1: What v1 selects.
  ///   - v2: What v2 selects.
  ///   - pageCount: The number of pages of the document, if it is known.
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

  /// What is wrong and what to do, for a person.
  public var message: String {
    switch hint {
    case nil: "v1 and v2 select different pages; correct the one that is wrong"
    case .offByOne:
      "v1 and v2 select different pages; v1 counts from 0, so subtract 1 from each of its indices"
    }
  }
}
