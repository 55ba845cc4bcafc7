// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct PageErrorTests {
  @Test(arguments: [
    (PageLocation.bytes(4..<5), "byte 4"), (.bytes(4..<4), "byte 4"),
    (.bytes(4..<7), "bytes 4 to 6"), (.elements(2..<3), "element 2"),
    (.elements(2..<6), "elements 2 to 5"),
  ])
  func describesLocationInWords(location: PageLocation, words: String) {
    #expect(location.description == words)
  }

  @Test func describesProblemLocationAndCode() {
    let error = #expect(throws: PageError.self) { try PageSet(rangeString: "1,7-3") }
    #expect(
      error?.description
        == #"bytes 2 to 4: "7-3" is reversed; write 3-7 (pages.reversedRange)"#)
    let unplaced = #expect(throws: PageError.self) { try PageSelection.all.resolved(pageCount: 0) }
    #expect(unplaced?.description == "the document has no pages (pages.beyondDocument)")
  }

  @Test func keepsStableCodeStrings() {
    #expect(
      NoteCode.allCases.map(\.rawValue).filter { $0.hasPrefix("pages.") } == [
        "pages.same", "pages.unordered", "pages.duplicate", "pages.overlap", "pages.adjacent",
        "pages.singlePageRange", "pages.whitespace", "pages.leadingZero", "pages.tooManyPages",
        "pages.emptySelection", "pages.wrongType", "pages.notAnInteger", "pages.negativeIndex",
        "pages.overflow", "pages.emptyItem", "pages.unexpectedCharacter", "pages.zeroPage",
        "pages.reversedRange", "pages.openRange", "pages.beyondDocument", "pages.mismatch",
      ])
    #expect(
      PageNote.codes.map(\.rawValue) == [
        "pages.unordered", "pages.duplicate", "pages.overlap", "pages.adjacent",
        "pages.singlePageRange", "pages.whitespace", "pages.leadingZero",
      ])
  }

  @Test(arguments: ["0", "[]", "1,2 ,x"])
  func roundTripsThroughCodable(text: String) throws {
    let error = try #require(throws: PageError.self) { try PageSet(rangeString: text) }
    #expect(try decoded(encoded(error)) == error)
  }

  @Test func roundTripsNotesThroughCodable() throws {
    for note in try PageSet.reading(indices: [4, 2, 2]).notes {
      #expect(try decoded(encoded(note)) == note)
    }
  }
}
