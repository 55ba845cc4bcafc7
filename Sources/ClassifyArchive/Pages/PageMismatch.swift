// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
public import ClassifyModel

/// The difference between two selections that should select the same pages.
public struct PageMismatch: Sendable, Hashable {
  /// A likely cause of a mismatch.
  @nonexhaustive
  public enum Hint: String, Sendable, Hashable, Codable, CaseIterable {
    /// v2 repeats the numbers of v1, so one of them was copied without conversion; which one is
    /// unknown.
    case offByOne
  }

  /// The maximum number of pages that ``message`` lists.
  private static let maximumListedPages = 10

  private let v1: PageSelection
  private let v2: PageSelection
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
    self.v1 = v1
    self.v2 = v2
    let repeats = v1 != .all && v2 != .all && first.hasIndicesEqualToNumbers(of: second)
    hint = repeats ? .offByOne : nil
  }

  /// The explanation for people, with advice on how to fix the record.
  public var message: String {
    guard hint == .offByOne, case .pages(let first) = v1, case .pages(let second) = v2 else {
      return "v1 and v2 select different pages; correct the one that is wrong"
    }
    let listed = try? second.indices(limit: Self.maximumListedPages)
    let (ifV1, ifV2) =
      listed.map { indices in
        ("write \"\(first)\" in v2", "write \(indices.jsonText()) in v1")
      } ?? ("add 1 to each number of v2", "subtract 1 from each index of v1")
    return "v2 repeats v1's numbers and so selects other pages; "
      + "if v1 is right, \(ifV1); if v2 is right, \(ifV2)"
  }
}

extension PageSet {
  /// The range string, in which a range up to the greatest page number has no number at its end,
  /// such as `6 to the end`.
  ///
  /// The greatest page number is the end of a document of unknown length.
  package var openEndedText: String {
    let text = rangeString
    let end = "-\(Int.max)"
    return text.hasSuffix(end) ? "\(text.dropLast(end.count)) to the end" : text
  }
}
