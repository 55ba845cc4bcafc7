// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct PageSelectionTests {
  @Test(arguments: [1, 2, 500, Int.max])
  func resolvesAllToEveryPageOfDocument(pageCount: Int) throws {
    let pages = try PageSelection.all.resolved(pageCount: pageCount)
    #expect(pages.first.value == 1)
    #expect(pages.last.value == pageCount)
    #expect(pages.count == pageCount)
  }

  @Test(arguments: [0, -1, Int.min])
  func rejectsDocumentWithoutPages(pageCount: Int) throws {
    for selection in [PageSelection.all, .pages(try PageSet(rangeString: "1"))] {
      let error = #expect(throws: PageError.self) {
        try selection.resolved(pageCount: pageCount)
      }
      #expect(error?.code == .pagesBeyondDocument)
    }
  }

  @Test func rejectsPagesBeyondDocument() throws {
    let pages = try PageSet(rangeString: "2,4")
    #expect(try PageSelection.pages(pages).resolved(pageCount: 4) == pages)
    let error = #expect(throws: PageError.self) {
      try PageSelection.pages(pages).resolved(pageCount: 3)
    }
    #expect(error?.code == .pagesBeyondDocument)
  }

  @Test func distinguishesAllFromSetOfEveryPage() throws {
    let everyPage = try PageSet(rangeString: "1-9223372036854775807")
    #expect(PageSelection.all.pages == nil)
    #expect(PageSelection.all != .pages(everyPage))
    #expect(PageSelection.pages(everyPage).pages == everyPage)
    #expect(PageSelection.all.description == "all")
    #expect(PageSelection.pages(everyPage).description == "1-9223372036854775807")
  }

  @Test func encodesAsNullOrRangeString() throws {
    let pages = PageSelection.pages(try PageSet(rangeString: "1,3"))
    #expect(try encoded(PageSelection.all) == "null")
    #expect(try encoded(pages) == #""1,3""#)
    #expect(try decoded("null", as: PageSelection.self) == .all)
    #expect(try decoded(#""3, 1""#, as: PageSelection.self) == pages)
  }

  @Test(arguments: [
    (#""""#, DecodingFailure.dataCorrupted), (#"" ""#, .dataCorrupted), (#""all""#, .dataCorrupted),
    (#""0""#, .dataCorrupted), ("[]", .typeMismatch), ("[0]", .typeMismatch),
    ("1", .typeMismatch),
  ])
  func rejectsInvalidValueInsteadOfSelectingAll(json: String, failure: DecodingFailure) {
    #expect(decodingFailure(json, as: PageSelection.self) == failure)
  }
}
