// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct PageSetTests {
  @Test func initializesFromPageOrRange() throws {
    let three = try #require(PageNumber(oneBased: 3))
    let five = try #require(PageNumber(oneBased: 5))
    #expect(PageSet(three).rangeString == "3")
    #expect(PageSet(three...five).rangeString == "3-5")
    #expect(PageSet(three...three) == PageSet(three))
    #expect(PageSet(three...five).first == three)
    #expect(PageSet(three...five).last == five)
  }

  @Test(arguments: [1, 7, 8, 9, 10, 100])
  func storesAnyNumberOfRanges(count: Int) throws {
    // Ranges 1-2, 5-6, 9-10 and so on: up to eight are stored inline, more in an array.
    let ranges = (0..<count).map { (first: 4 * $0 + 1, last: 4 * $0 + 2) }
    let text = ranges.map { "\($0.first)-\($0.last)" }.joined(separator: ",")
    let pages = try PageSet(rangeString: text, syntax: .strict)
    #expect(pages.ranges.count == count)
    #expect(pages.ranges.map(\.lowerBound.value) == ranges.map(\.first))
    #expect(pages.ranges.map(\.upperBound.value) == ranges.map(\.last))
    #expect(pages.ranges.reversed().map(\.lowerBound.value) == ranges.reversed().map(\.first))
    #expect(pages.count == 2 * count)
    #expect(pages.first.value == 1)
    #expect(pages.last.value == 4 * count - 2)
    #expect(pages.map(\.value) == ranges.flatMap { [$0.first, $0.last] })
    #expect(pages.rangeString == text)
  }

  @Test func mergesAcrossInlineStorageLimit() throws {
    // Eight inline ranges, then a ninth: once adjacent to the eighth, once apart from it.
    let eight = "1,3,5,7,9,11,13,15"
    let merged = try PageSet(rangeString: eight + ",16")
    #expect(merged.ranges.count == 8)
    #expect(merged.rangeString == "1,3,5,7,9,11,13,15-16")
    let moved = try PageSet(rangeString: eight + ",17,18-20")
    #expect(moved.ranges.count == 9)
    #expect(moved.rangeString == "1,3,5,7,9,11,13,15,17-20")
  }

  @Test func hashesEqualSetsAlikeRegardlessOfInputOrder() throws {
    let inOrder = try PageSet(rangeString: "1-3,7,9,11,13,15,17,19,21")
    let shuffled = try PageSet(rangeString: "21,19,1,17,15,2,13,11,9,3,7")
    #expect(inOrder == shuffled)
    #expect(Set([inOrder, shuffled]).count == 1)
    #expect(try inOrder != PageSet(rangeString: "1-3,7,9,11,13,15,17,19"))
    #expect(try inOrder != PageSet(rangeString: "1-3,7,9,11,13,15,17,19,22"))
  }

  @Test func iteratesUpToMaximumPage() throws {
    let pages = try PageSet(rangeString: "9223372036854775805-9223372036854775807")
    #expect(pages.map(\.value) == [Int.max - 2, Int.max - 1, Int.max])
    var iterator = pages.makeIterator()
    for _ in 0..<3 { #expect(iterator.next() != nil) }
    #expect(iterator.next() == nil)
    #expect(iterator.next() == nil)
  }

  @Test func iteratesWithoutExpandingRanges() throws {
    let pages = try PageSet(rangeString: "5-9223372036854775807")
    #expect(pages.prefix(2).map(\.value) == [5, 6])
  }

  @Test func trapsOnRangeIndexOutOfBounds() async {
    await #expect(processExitsWith: .failure) {
      _ = try PageSet(rangeString: "1,3").ranges[2]
    }
    await #expect(processExitsWith: .failure) {
      _ = try PageSet(rangeString: "1,3").ranges[-1]
    }
  }

  @Test(arguments: [(#""1,3,5-7""#, "1,3,5-7"), (#"" 7 - 5 , ""#, nil), (#""3, 1""#, "1,3")])
  func decodesRangeStringInLenientSyntax(json: String, text: String?) throws {
    if let text {
      let pages = try decoded(json, as: PageSet.self)
      #expect(pages.rangeString == text)
      #expect(try encoded(pages) == "\"\(text)\"")
    } else {
      #expect(decodingFailure(json, as: PageSet.self) == .dataCorrupted)
    }
  }

  @Test(arguments: ["1", "[1]", "{}", "true"])
  func decodesOnlyStrings(json: String) {
    #expect(decodingFailure(json, as: PageSet.self) == .typeMismatch)
  }

  @Test func wrapsPageErrorInDecodingError() throws {
    let error = #expect(throws: DecodingError.self) { try decoded(#""5-3""#, as: PageSet.self) }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("not a dataCorrupted error")
      return
    }
    let reason = try #require(context.underlyingError as? PageError)
    #expect(reason.code == .pagesReversedRange)
    #expect(reason.location == .bytes(0..<3))
    #expect(context.debugDescription == reason.description)
  }
}
