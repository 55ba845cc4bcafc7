// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct PageNumberTests {
  @Test(arguments: [1, 2, 5, Int.max - 1, Int.max])
  func acceptsPositiveIntegers(integer: Int) throws {
    let page = try #require(PageNumber(oneBased: integer))
    #expect(page.value == integer)
    #expect(page.description == String(integer))
    #expect(try decoded(String(integer)) == page)
    #expect(try encoded(page) == String(integer))
  }

  @Test(arguments: [0, -1, Int.min])
  func rejectsIntegersBelowOne(integer: Int) {
    #expect(PageNumber(oneBased: integer) == nil)
    #expect(decodingFailure(String(integer), as: PageNumber.self) == .dataCorrupted)
  }

  @Test(arguments: [1, 2, Int.max])
  func convertsToZeroBasedIndexAndBack(integer: Int) throws {
    let page = try #require(PageNumber(oneBased: integer))
    #expect(page.index.value == integer - 1)
    #expect(PageNumber(page.index) == page)
    #expect(page.index.number == page)
  }

  @Test(arguments: [#""1""#, "true", "[1]", "{}"])
  func decodesOnlyIntegers(json: String) {
    #expect(decodingFailure(json, as: PageNumber.self) == .typeMismatch)
  }

  @Test func comparesAndAdvancesAcrossFullRange() throws {
    let first = try #require(PageNumber(oneBased: 1))
    let last = try #require(PageNumber(oneBased: Int.max))
    #expect(first < last)
    #expect(!(last < first) && !(first < first))
    #expect(first.distance(to: last) == Int.max - 1)
    #expect(last.distance(to: first) == -(Int.max - 1))
    #expect(first.advanced(by: Int.max - 1) == last)
    #expect(last.advanced(by: 1 - Int.max) == first)
    #expect((first...last).count == Int.max)
  }

  @Test func trapsWhenAdvancingOutOfRange() async {
    await #expect(processExitsWith: .failure) {
      _ = PageNumber(oneBased: 1).map { $0.advanced(by: -1) }
    }
    await #expect(processExitsWith: .failure) {
      _ = PageNumber(oneBased: Int.max).map { $0.advanced(by: 1) }
    }
  }
}

@Suite struct PageIndexTests {
  @Test(arguments: [0, 1, 5, Int.max - 1])
  func acceptsNonNegativeIntegers(integer: Int) throws {
    let page = try #require(PageIndex(zeroBased: integer))
    #expect(page.value == integer)
    #expect(page.description == String(integer))
    #expect(page.number.value == integer + 1)
    #expect(PageIndex(page.number) == page)
    #expect(try decoded(String(integer)) == page)
    #expect(try encoded(page) == String(integer))
  }

  @Test(arguments: [-1, Int.min, Int.max])
  func rejectsIntegersWithoutPageNumber(integer: Int) {
    #expect(PageIndex(zeroBased: integer) == nil)
    #expect(decodingFailure(String(integer), as: PageIndex.self) == .dataCorrupted)
  }

  @Test(arguments: [#""0""#, "false", "[0]", "{}"])
  func decodesOnlyIntegers(json: String) {
    #expect(decodingFailure(json, as: PageIndex.self) == .typeMismatch)
  }

  @Test func comparesByValue() throws {
    let first = try #require(PageIndex(zeroBased: 0))
    let last = try #require(PageIndex(zeroBased: Int.max - 1))
    #expect(first < last)
    #expect(!(last < first) && !(first < first))
  }
}
