// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyModel
import Testing

@Suite struct PageMismatchTests {
  private func mismatch(_ v1: [Int]?, _ v2: String?, pageCount: Int? = nil) throws -> PageMismatch?
  {
    PageMismatch(
      v1: try v1.map { .pages(try PageSet(indices: $0)) } ?? .all,
      v2: try v2.map { .pages(try PageSet(rangeString: $0)) } ?? .all, pageCount: pageCount)
  }

  @Test(
    arguments: [
      ([1, 3], "1,3,9", "2,4", "1,3,9"), ([0, 1, 2], "2", "1,3", nil), ([1], "1-3", nil, "1,3"),
      (nil, "2", "1,3-9223372036854775807", nil), ([0], nil, nil, "2-9223372036854775807"),
    ] as [([Int]?, String?, String?, String?)])
  func listsPagesOnlyInOneSelection(
    v1: [Int]?, v2: String?, onlyInV1: String?, onlyInV2: String?
  ) throws {
    let mismatch = try #require(try mismatch(v1, v2))
    #expect(mismatch.onlyInV1?.rangeString == onlyInV1)
    #expect(mismatch.onlyInV2?.rangeString == onlyInV2)
    #expect(mismatch.hint == nil)
  }

  @Test func isNilForEqualSelections() throws {
    #expect(try mismatch([0, 2], "1,3") == nil)
    #expect(try mismatch(nil, nil) == nil)
    #expect(try mismatch(nil, "1-9", pageCount: 9) == nil)
    #expect(try mismatch(nil, "1-9", pageCount: 10)?.onlyInV1?.rangeString == "10")
  }

  @Test(
    arguments: [
      (
        [1, 3, 5], "1,3,5",
        """
        v2 repeats v1's numbers and so selects other pages; if v1 is right, write "2,4,6" in v2; \
        if v2 is right, write [0,2,4] in v1
        """
      ),
      (
        Array(1...11), "1-11",
        """
        v2 repeats v1's numbers and so selects other pages; if v1 is right, add 1 to each number \
        of v2; if v2 is right, subtract 1 from each index of v1
        """
      ),
      ([0], "2", "v1 and v2 select different pages; correct the one that is wrong"),
    ] as [([Int], String, String)])
  func advisesOnBothSides(v1: [Int], v2: String, message: String) throws {
    #expect(try mismatch(v1, v2)?.message == message)
  }

  @Test func hintsOnlyIfBothHaveNumbers() throws {
    // Indices 1 to 3 are not repeated by a null that stands for pages 1 to 3.
    let mismatch = try #require(try mismatch([1, 2, 3], nil, pageCount: 3))
    #expect(mismatch.hint == nil)
  }

  @Test(arguments: [
    ("6-9223372036854775807", "6 to the end"), ("1,3-9223372036854775807", "1,3 to the end"),
    ("1-5", "1-5"), ("9223372036854775807", "9223372036854775807"),
  ])
  func namesNoGreatestPage(rangeString: String, text: String) throws {
    #expect(try PageSet(rangeString: rangeString).openEndedText == text)
  }

  /// For all pairs of selections of six pages, the hint means that v1 has the integers of v2.
  @Test func hintsAtOneBasedIndices() throws {
    for first in 1..<64 {
      for second in 1..<64 {
        let indices = (0..<6).filter { first >> $0 & 1 == 1 }
        let numbers = (1...6).filter { second >> ($0 - 1) & 1 == 1 }
        let text = numbers.map { String($0) }.joined(separator: ",")
        let mismatch = try mismatch(indices, text)
        #expect((mismatch == nil) == (first == second))
        #expect((mismatch?.hint == .offByOne) == (indices == numbers), "\(indices) \(text)")
      }
    }
  }
}
