// SPDX-License-Identifier: Apache-2.0

/// The pages that a request selects, as ranges of one-based page numbers.
struct TargetPages: Equatable {
  /// The ranges, in the order of the request; they can overlap.
  let ranges: [ClosedRange<Int>]

  /// Creates a selection from v1's zero-based page indices.
  ///
  /// Negative indices and `Int.max` are ignored, since no document has such a page.
  init(indices: [Int]) {
    ranges = indices.filter { $0 >= 0 && $0 < .max }.map { $0 + 1...$0 + 1 }
  }

  /// Parses v2's page numbers and ranges.
  ///
  /// The result is `nil` if the text is invalid, or not canonical although `syntax` requires it.
  ///
  /// - Parameters:
  ///   - text: One-based page numbers and ranges, separated by commas.
  ///   - syntax: Whether to accept only the canonical form.
  init?(rangeText text: String, syntax: Sandbox.PageRangeSyntax) {
    var ranges: [ClosedRange<Int>] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let range = syntax == .canonical ? Self.canonicalRange(item) : Self.lenientRange(item)
      else {
        return nil
      }
      if syntax == .canonical, let last = ranges.last {
        // In canonical form, ranges are ascending, and adjacent pages belong to one range.
        guard last.upperBound < range.lowerBound - 1 else { return nil }
      }
      ranges.append(range)
    }
    self.ranges = ranges
  }

  /// Returns the selected pages that a document of `count` pages has, ascending.
  func pages(inDocumentOf count: Int) -> [Int] {
    var pages: Set<Int> = []
    for range in ranges where range.lowerBound <= count {
      pages.formUnion(range.lowerBound...min(range.upperBound, count))
    }
    return pages.sorted()
  }

  private static func canonicalRange(_ item: Substring) -> ClosedRange<Int>? {
    let bounds = item.split(separator: "-", omittingEmptySubsequences: false).map(canonicalNumber)
    switch bounds.count {
    case 1: return bounds[0].map { $0...$0 }
    case 2:
      guard let first = bounds[0], let last = bounds[1], first < last else { return nil }
      return first...last
    default: return nil
    }
  }

  private static func canonicalNumber(_ text: Substring) -> Int? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), text.first != "0" else { return nil }
    return Int(text)
  }

  private static func lenientRange(_ item: Substring) -> ClosedRange<Int>? {
    let bounds = item.split(separator: "-", omittingEmptySubsequences: false).map(lenientNumber)
    guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2 else {
      return nil
    }
    return min(first, last)...max(first, last)
  }

  private static func lenientNumber(_ text: Substring) -> Int? {
    let digits = text.filter { $0 != " " && $0 != "\t" }
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits), number > 0
    else { return nil }
    return number
  }
}
