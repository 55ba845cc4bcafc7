// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import TestSupport
import Testing

/// Compares the set algebra of `PageSet` with that of `Set<Int>`.
@Suite struct PageSetAlgebraTests {
  /// The same pages as a `PageSet` and as integers.
  struct Sample: Sendable {
    let pages: PageSet
    let integers: Set<Int>

    init(_ integers: Set<Int>) throws {
      self.integers = integers
      pages = try PageSet(indices: integers.sorted().map { $0 - 1 })
    }
  }

  /// Pages 1 to 7, and the seven pages up to `Int.max`.
  @Test(arguments: [1, Int.max - 6])
  func matchesIntegerSetsForAllSubsetPairsOfSevenPages(first: Int) throws {
    let samples = try (1..<128).map { mask in
      try Sample(Set((0..<7).filter { mask >> $0 & 1 == 1 }.map { first + $0 }))
    }
    #expect(samples.count == 127)
    var wrong: [String] = []
    for left in samples {
      for right in samples { wrong += disagreements(left, right) }
    }
    #expect(wrong.isEmpty, "\(wrong.count) differ, the first: \(wrong.first ?? "")")
  }

  /// Sets of about twenty ranges, too many for inline storage.
  @Test(arguments: [1, Int.max - 99])
  func matchesIntegerSetsForManyRanges(first: Int) throws {
    var generator = SeededGenerator(seed: 0x5E7_A16E_B4A)
    var wrong: [String] = []
    var mostRanges = 0
    for _ in 0..<1_000 {
      let pair = try [0, 1].map { _ in try randomSample(from: first, using: &generator) }
      mostRanges = max(mostRanges, pair[0].pages.ranges.count)
      wrong += disagreements(pair[0], pair[1])
    }
    #expect(
      wrong.isEmpty, "seed \(generator.seed): \(wrong.count) differ, first: \(wrong.first ?? "")")
    #expect(mostRanges > 16)
  }

  @Test func clampsToPageCount() throws {
    for mask in 1..<128 {
      let sample = try Sample(Set((0..<7).filter { mask >> $0 & 1 == 1 }.map { 1 + $0 }))
      for pageCount in [Int.min, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, Int.max] {
        let expected = sample.integers.filter { $0 <= pageCount }.sorted()
        #expect((sample.pages.clamped(to: pageCount)?.map(\.value) ?? []) == expected)
      }
    }
  }

  @Test func handlesFullPageRange() throws {
    let everyPage = try PageSet(rangeString: "1-9223372036854775807")
    let ends = try PageSet(rangeString: "1,9223372036854775807")
    #expect(everyPage.subtracting(ends)?.rangeString == "2-9223372036854775806")
    #expect(everyPage.subtracting(everyPage) == nil)
    #expect(everyPage.intersection(ends) == ends)
    #expect(everyPage.union(ends) == everyPage)
    #expect(ends.isSubset(of: everyPage))
    #expect(!everyPage.isSubset(of: ends))
    #expect(everyPage.clamped(to: 5)?.rangeString == "1-5")
  }

  private func randomSample(
    from first: Int, using generator: inout SeededGenerator
  ) throws -> Sample {
    // A random, non-empty subset of a hundred pages.
    var integers: Set<Int> = [first + Int.random(in: 0..<100, using: &generator)]
    for offset in 0..<100 where Bool.random(using: &generator) { integers.insert(first + offset) }
    return try Sample(integers)
  }

  /// Returns the operations whose results differ between the two forms.
  private func disagreements(_ left: Sample, _ right: Sample) -> [String] {
    let checks: [(String, Bool)] = [
      ("union", integers(left.pages.union(right.pages)) == left.integers.union(right.integers)),
      (
        "intersection",
        integers(left.pages.intersection(right.pages))
          == left.integers.intersection(right.integers)
      ),
      (
        "subtracting",
        integers(left.pages.subtracting(right.pages)) == left.integers.subtracting(right.integers)
      ),
      (
        "isSubset",
        left.pages.isSubset(of: right.pages) == left.integers.isSubset(of: right.integers)
      ),
      (
        "isDisjoint",
        left.pages.isDisjoint(with: right.pages) == left.integers.isDisjoint(with: right.integers)
      ),
      ("equality", (left.pages == right.pages) == (left.integers == right.integers)),
      ("count", left.pages.count == left.integers.count),
      ("iteration", left.pages.map(\.value) == left.integers.sorted()),
      (
        "contains",
        right.integers.allSatisfy { integer in
          PageNumber(oneBased: integer).map(left.pages.contains) == left.integers.contains(integer)
        }
      ),
    ]
    return checks.filter { !$0.1 }.map { "\($0.0) of \(left.pages) and \(right.pages)" }
  }

  /// Returns the pages of a result, or `[-1]` if its ranges are adjacent or unordered.
  private func integers(_ pages: PageSet?) -> Set<Int> {
    guard let pages else { return [] }
    let ranges = Array(pages.ranges)
    let isCanonical = zip(ranges, ranges.dropFirst()).allSatisfy { left, right in
      left.upperBound.value < right.lowerBound.value - 1
    }
    return isCanonical ? Set(pages.map(\.value)) : [-1]
  }
}
