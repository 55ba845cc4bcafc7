// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import TestSupport
import Testing

/// Checks that each page set has exactly one canonical range string.
@Suite struct PageSetCanonicalFormTests {
  /// 4 × 25,000 random selections with pages up to `Int.max`.
  @Test(arguments: [11, 12, 13, 14] as [UInt64])
  func writesOneRangeStringPerSet(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var wrong: [String] = []
    var mostRanges = 0
    for _ in 0..<25_000 {
      let ranges = randomRanges(using: &generator)
      let written = ranges.map { text(of: $0, using: &generator) }.joined(separator: ",")
      let canonical = canonicalText(of: ranges)
      let pages = try PageSet(rangeString: written)
      let strict = try PageSet.reading(rangeString: canonical, syntax: .strict)
      mostRanges = max(mostRanges, pages.ranges.count)
      let isUnique = pages.rangeString == canonical && strict.pages == pages && strict.notes.isEmpty
      if !isUnique { wrong.append(written) }
    }
    #expect(wrong.isEmpty, "seed \(seed): \(wrong.count) differ, the first is \(wrong.first ?? "")")
    // Both inline and array storage must have occurred.
    #expect(mostRanges > 8)
  }

  private func randomRanges(using generator: inout SeededGenerator) -> [ClosedRange<Int>] {
    // Few bits produce adjacent, duplicate, and overlapping ranges; many produce large numbers.
    let bits = Int.random(in: 2...63, using: &generator)
    let greatest = bits == 63 ? Int.max : (1 << bits) - 1
    return (0..<Int.random(in: 1...14, using: &generator)).map { _ in
      var ends = [0, 1].map { _ in Int.random(in: 1...greatest, using: &generator) }
      if Bool.random(using: &generator) { ends[1] = ends[0] }
      if bits > 60, Int.random(in: 0..<16, using: &generator) == 0 { ends[1] = Int.max }
      return min(ends[0], ends[1])...max(ends[0], ends[1])
    }
  }

  /// Returns a random spelling of a range, with optional spaces and leading zeros.
  private func text(of range: ClosedRange<Int>, using generator: inout SeededGenerator) -> String {
    let space = ["", "", " ", "\t"].randomElement(using: &generator) ?? ""
    let zeros = ["", "", "", "00"].randomElement(using: &generator) ?? ""
    let isRange =
      range.lowerBound != range.upperBound || Int.random(in: 0..<8, using: &generator) == 0
    return isRange
      ? "\(space)\(zeros)\(range.lowerBound)\(space)-\(space)\(range.upperBound)"
      : "\(zeros)\(range.lowerBound)\(space)"
  }

  /// Returns the canonical form, merged as `UInt` so that the page after `Int.max` fits.
  private func canonicalText(of ranges: [ClosedRange<Int>]) -> String {
    let pages = RangeSet(ranges.map { UInt($0.lowerBound)..<UInt($0.upperBound) + 1 })
    return pages.ranges.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound - 1)"
    }.joined(separator: ",")
  }
}
