// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct PageNumberTests {
  @Test(arguments: [1, 2, 5, Int.max - 1, Int.max])
  func takesIntegersFromOneOn(integer: Int) throws {
    let page = try #require(PageNumber(oneBased: integer))
    #expect(page.value == integer)
    #expect(page.description == String(integer))
    #expect(try decoded(String(integer)) == page)
    #expect(try encoded(page) == String(integer))
  }

  @Test(arguments: [0, -1, Int.min])
  func refusesIntegersBelowOne(integer: Int) {
    #expect(PageNumber(oneBased: integer) == nil)
    #expect(decodingFailure(String(integer), as: PageNumber.self) == .dataCorrupted)
  }

  @Test(arguments: [1, 2, Int.max])
  func isTheIndexAfterItsOwn(integer: Int) throws {
    let page = try #require(PageNumber(oneBased: integer))
    #expect(page.index.value == integer - 1)
    #expect(PageNumber(page.index) == page)
    #expect(page.index.number == page)
  }

  @Test(arguments: [#""1""#, "true", "[1]", "{}"])
  func decodesIntegersOnly(json: String) {
    #expect(decodingFailure(json, as: PageNumber.self) == .typeMismatch)
  }

  @Test func isOrderedAndStrideable() throws {
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

  @Test func stopsTheProgramWhereThereIsNoPage() async {
    await #expect(processExitsWith: .failure) {
      _ = PageNumber(oneBased: 1).map { $0.advanced(by: -1) }
    }
    await #expect(processExitsWith: .failure) {
      _ = PageNumber(oneBased: Int.max).map { $0.advanced(by: 1) }
    }
  }
}
