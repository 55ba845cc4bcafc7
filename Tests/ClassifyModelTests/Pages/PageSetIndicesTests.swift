// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct PageSetIndicesTests {
  @Test(arguments: [
    ([0], "1", []),
    ([0, 2, 4, 5, 6], "1,3,5-7", []),
    ([0, 2, 3], "1,3-4", []),
    // 4 follows 6 and 0 follows 5; the second 2 is a duplicate.
    (
      [6, 4, 5, 0, 2, 2], "1,3,5-7",
      ["pages.unordered 1..<2 ×2", "pages.duplicate 5..<6 ×1"]
    ),
    ([3, 3, 3], "4", ["pages.duplicate 1..<2 ×2"]),
    ([1, 0], "1-2", ["pages.unordered 1..<2 ×1"]),
    ([Int.max - 1], "9223372036854775807", []),
  ])
  func readsArrayInAnyOrderAndNotesDeviations(
    array: [Int], text: String, notes: [String]
  ) throws {
    let reading = try PageSet.reading(indices: array)
    #expect(reading.pages.rangeString == text)
    #expect(
      reading.notes.map { "\($0.code.rawValue) \($0.location.range) ×\($0.occurrences)" } == notes)
    #expect(try reading.pages.indices() == Set(array).sorted())
    #expect(try PageSet(indices: array) == reading.pages)
  }

  @Test(arguments: [
    ([], NoteCode.pagesEmptySelection, 0..<0),
    ([-1], .pagesNegativeIndex, 0..<1),
    ([Int.min], .pagesNegativeIndex, 0..<1),
    ([9_223_372_036_854_775_807], .pagesOverflow, 0..<1),
    ([0, 1, -1, Int.max], .pagesNegativeIndex, 2..<3),
    ([5, 3, Int.max, -1], .pagesOverflow, 2..<3),
  ])
  func rejectsInvalidArrayAndLocatesElement(
    array: [Int], code: NoteCode, elements: Range<Int>
  ) {
    let error = #expect(throws: PageError.self) { try PageSet(indices: array) }
    #expect(error?.code == code)
    #expect(error?.location == .elements(elements))
    #expect(error?.message.isEmpty == false)
  }

  @Test(arguments: [("1-100000", true), ("1-100001", false), ("1-50000,60001-110000", true)])
  func expandsUpToDefaultLimit(text: String, isExpanded: Bool) throws {
    let pages = try PageSet(rangeString: text)
    if isExpanded {
      #expect(try pages.indices().count == 100_000)
    } else {
      let error = #expect(throws: PageError.self) { try pages.indices() }
      #expect(error?.code == .pagesTooManyPages)
      #expect(error?.location == nil)
    }
  }

  /// No limit makes a list exhaust the memory, or its size overflow.
  @Test(arguments: ["1-9223372036854775807", "1-10000001", "1,3-9223372036854775807"])
  func refusesHugeSetsWhateverTheLimit(text: String) throws {
    let pages = try PageSet(rangeString: text)
    let error = #expect(throws: PageError.self) { try pages.indices(limit: .max) }
    #expect(error?.code == .pagesTooManyPages)
    #expect(error?.message.hasSuffix("the limit is 10000000; select fewer pages") == true)
    var buffer: [UInt8] = []
    #expect(throws: PageError.self) { try pages.appendIndices(to: &buffer, limit: .max) }
    #expect(buffer.isEmpty)
  }

  @Test func expandsUpToGivenLimit() throws {
    let pages = try PageSet(rangeString: "2-4,9")
    #expect(try pages.indices(limit: 4) == [1, 2, 3, 8])
    for limit in [3, 0, -1] {
      let error = #expect(throws: PageError.self) { try pages.indices(limit: limit) }
      #expect(error?.code == .pagesTooManyPages)
      #expect(error?.message.contains("4 pages") == true)
    }
  }

  @Test(arguments: [
    ("1-7", 7), ("7", 7), ("7", 8), ("1", Int.max), ("1-9223372036854775807", Int.max),
  ])
  func acceptsPagesWithinPageCount(text: String, pageCount: Int) throws {
    let pages = try PageSet(rangeString: text)
    #expect(try pages.checked(pageCount: pageCount) == pages)
  }

  @Test(arguments: [
    ("1-7", 6, "7"), ("2,5-9", 6, "7"), ("2,9,11", 6, "9"), ("8-9", 3, "8"), ("1", 0, "1"),
    ("3-4", -5, "3"), ("9223372036854775807", Int.max - 1, "9223372036854775807"),
  ])
  func reportsFirstPageBeyondDocument(
    text: String, pageCount: Int, page: String
  ) throws {
    let pages = try PageSet(rangeString: text)
    let error = #expect(throws: PageError.self) { try pages.checked(pageCount: pageCount) }
    #expect(error?.code == .pagesBeyondDocument)
    #expect(error?.message.contains("no page \(page);") == true)
  }

  @Test func readsHundredThousandPagesInWorstCaseOrder() throws {
    // Descending even indices: each precedes the previous one, and no two are adjacent.
    let count = 100_000
    let reading = try PageSet.reading(indices: (0..<count).map { 2 * (count - 1 - $0) })
    #expect(reading.pages.ranges.count == count)
    #expect(reading.notes.map(\.code) == [.pagesUnordered])
    #expect(reading.notes.first?.occurrences == count - 1)
  }
}
