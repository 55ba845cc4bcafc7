// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifySandbox

@Suite struct TargetPagesTests {
  /// Returns the pages of a text, read item by item, and the canonical form; nil if invalid.
  private static func oracle(_ text: String) -> (pages: Set<Int>, canonical: String)? {
    var pages: Set<Int> = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let bounds = item.split(separator: "-", omittingEmptySubsequences: false)
      let numbers = bounds.compactMap { Int(String($0)) }
      guard numbers.count == bounds.count, (1...2).contains(numbers.count),
        let first = numbers.first, let last = numbers.last, first > 0, first <= last
      else { return nil }
      pages.formUnion(first...last)
    }
    var items: [String] = []
    for page in pages.sorted() where !pages.contains(page - 1) {
      var end = page
      while pages.contains(end + 1) { end += 1 }
      items.append(page == end ? "\(page)" : "\(page)-\(end)")
    }
    return (pages, items.joined(separator: ","))
  }

  @Test func acceptsExactlyCanonicalRanges() {
    let alphabet = ["0", "1", "2", "3", "-", ",", " "]
    var texts = [""]
    var accepted = 0
    for _ in 0...5 {
      for text in texts {
        let oracle = Self.oracle(text)
        let targets = TargetPages(rangeText: text, syntax: .canonical)
        let isCanonical = oracle?.canonical == text
        if (targets != nil) != isCanonical { Issue.record("\(text.debugDescription)") }
        if let targets, let oracle {
          accepted += 1
          if targets.pages(inDocumentOf: 100_000) != oracle.pages.sorted() {
            Issue.record("\(text) pages")
          }
        }
      }
      texts = texts.flatMap { text in alphabet.map { text + $0 } }
    }
    #expect(accepted > 100)
  }

  @Test(arguments: [
    ("1", [1]), (" 3 ,\t1", [1, 3]), ("5-3", [3, 4, 5]), ("007", [7]), ("2,2,1-2", [1, 2]),
    ("1,2", [1, 2]), ("1 - 2", [1, 2]),
  ])
  func parsesNonCanonicalRangesWhenAccepted(text: String, pages: [Int]) {
    #expect(TargetPages(rangeText: text, syntax: .lenient)?.pages(inDocumentOf: 10) == pages)
  }

  @Test(
    arguments: ["", " ", ",", "1,", "0", "-1", "1-", "1-2-3", "a", "٣", "9223372036854775808"],
    Sandbox.PageRangeSyntax.allCases)
  func rejectsInvalidRanges(text: String, syntax: Sandbox.PageRangeSyntax) {
    #expect(TargetPages(rangeText: text, syntax: syntax) == nil)
  }

  @Test func handlesHugeRanges() {
    let targets = TargetPages(rangeText: "2-9223372036854775807", syntax: .canonical)
    #expect(targets?.pages(inDocumentOf: 4) == [2, 3, 4])
  }

  @Test func readsZeroBasedIndices() {
    let targets = TargetPages(indices: [2, 0, 2, -1, .min, .max, 8])
    #expect(targets.pages(inDocumentOf: 5) == [1, 3])
    #expect(targets.pages(inDocumentOf: 9) == [1, 3, 9])
  }
}
