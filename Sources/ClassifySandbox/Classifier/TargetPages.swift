// SPDX-License-Identifier: Apache-2.0

/// The pages that a request selects, counted from 1.
struct PageTargets: Equatable {
  /// The ranges, in any order.
  let ranges: [ClosedRange<Int>]

  /// Selects pages that are counted from 0.
  ///
  /// What no document can have is left out.
  init(indexes: [Int]) {
    ranges = indexes.filter { $0 >= 0 && $0 < .max }.map { $0 + 1...$0 + 1 }
  }

  /// Selects the pages that a text of numbers and ranges names.
  ///
  /// - Returns: Nil if the text is not understood, or not in its plainest form where that is asked.
  init?(ranges text: String, odd: Sandbox.OddPageRanges) {
    var ranges: [ClosedRange<Int>] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let range = odd == .refuse ? Self.plainRange(item) : Self.anyRange(item) else {
        return nil
      }
      if odd == .refuse, let last = ranges.last {
        // Neighbours would be one range; what comes earlier would stand earlier.
        guard last.upperBound < range.lowerBound - 1 else { return nil }
      }
      ranges.append(range)
    }
    self.ranges = ranges
  }

  /// Returns the selected ones of a document's pages, ascending and once each.
  func pages(of count: Int) -> [Int] {
    var pages: Set<Int> = []
    for range in ranges where range.lowerBound <= count {
      pages.formUnion(range.lowerBound...min(range.upperBound, count))
    }
    return pages.sorted()
  }

  private static func plainRange(_ item: Substring) -> ClosedRange<Int>? {
    let bounds = item.split(separator: "-", omittingEmptySubsequences: false).map(plainNumber)
    switch bounds.count {
    case 1: return bounds[0].map { $0...$0 }
    case 2:
      guard let first = bounds[0], let last = bounds[1], first < last else { return nil }
      return first...last
    default: return nil
    }
  }

  private static func plainNumber(_ text: Substring) -> Int? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), text.first != "0" else { return nil }
    return Int(text)
  }

  private static func anyRange(_ item: Substring) -> ClosedRange<Int>? {
    let bounds = item.split(separator: "-", omittingEmptySubsequences: false).map(anyNumber)
    guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2 else {
      return nil
    }
    return min(first, last)...max(first, last)
  }

  private static func anyNumber(_ text: Substring) -> Int? {
    let digits = text.filter { $0 != " " && $0 != "\t" }
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits), number > 0
    else { return nil }
    return number
  }
}
