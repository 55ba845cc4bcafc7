// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

/// Round-trips every non-empty subset of a document's first 20 pages, 1,048,575 of them.
///
/// A subset is a bit mask in which bit *i* is the page at index *i*; the expected values of both
/// versions are derived from its bits.
@Suite struct PageSubsetsExhaustiveTests {
  static let pageCount = 20
  static let shardSize = 1 << 16

  @Test(arguments: 0..<(1 << pageCount) / shardSize)
  func roundTripsEverySubsetOfTwentyPages(shard: Int) throws {
    var checked = 0
    var wrong: [Int] = []
    for mask in shard * Self.shardSize..<(shard + 1) * Self.shardSize where mask != 0 {
      let array = Self.indices(of: mask)
      let text = Self.rangeString(of: mask)
      let ofArray = try PageSet.reading(indices: array)
      let ofText = try PageSet.reading(rangeString: text, syntax: .strict)
      let expanded = try ofText.pages.indices()
      let agrees =
        ofArray == ofText && ofArray.pages.rangeString == text && ofArray.notes.isEmpty
        && expanded == array && ofArray.pages.count == array.count
      if !agrees { wrong.append(mask) }
      checked += 1
    }
    #expect(wrong.isEmpty, "first of \(wrong.count): bits \(String(wrong.first ?? 0, radix: 2))")
    // Of the 2^20 subsets only the empty one, in the first shard, is skipped.
    #expect(checked == (shard == 0 ? Self.shardSize - 1 : Self.shardSize))
  }

  @Test func formatsPublishedExamplesWithIndependentFormatter() {
    // The two published examples, one-based: 1,3,5-7 and 1-3,8-10.
    #expect(Self.rangeString(of: 0b111_0101) == "1,3,5-7")
    #expect(Self.rangeString(of: 0b11_1000_0111) == "1-3,8-10")
    #expect(Self.indices(of: 0b111_0101) == [0, 2, 4, 5, 6])
  }

  private static func indices(of mask: Int) -> [Int] {
    var indices: [Int] = []
    var rest = mask
    while rest != 0 {
      indices.append(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
    return indices
  }

  /// Returns the one-based range string of a mask, run by run from its low end.
  private static func rangeString(of mask: Int) -> String {
    var text = ""
    var rest = mask
    var passed = 0
    while rest != 0 {
      let zeros = rest.trailingZeroBitCount
      let ones = (~(rest >> zeros)).trailingZeroBitCount
      let first = passed + zeros + 1
      passed += zeros + ones
      rest >>= zeros + ones
      if !text.isEmpty { text += "," }
      text += ones == 1 ? "\(first)" : "\(first)-\(passed)"
    }
    return text
  }
}
