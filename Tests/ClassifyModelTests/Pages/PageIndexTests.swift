// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct PageIndexTests {
  @Test(arguments: [0, 1, 5, Int.max - 1])
  func takesIntegersFromZeroOn(integer: Int) throws {
    let page = try #require(PageIndex(zeroBased: integer))
    #expect(page.value == integer)
    #expect(page.description == String(integer))
    #expect(page.number.value == integer + 1)
    #expect(PageIndex(page.number) == page)
    #expect(try decoded(String(integer)) == page)
    #expect(try encoded(page) == String(integer))
  }

  @Test(arguments: [-1, Int.min, Int.max])
  func refusesWhatHasNoPageNumber(integer: Int) {
    #expect(PageIndex(zeroBased: integer) == nil)
    #expect(decodingFailure(String(integer), as: PageIndex.self) == .dataCorrupted)
  }

  @Test(arguments: [#""0""#, "false", "[0]", "{}"])
  func decodesIntegersOnly(json: String) {
    #expect(decodingFailure(json, as: PageIndex.self) == .typeMismatch)
  }

  @Test func isOrdered() throws {
    let first = try #require(PageIndex(zeroBased: 0))
    let last = try #require(PageIndex(zeroBased: Int.max - 1))
    #expect(first < last)
    #expect(!(last < first) && !(first < first))
  }
}
