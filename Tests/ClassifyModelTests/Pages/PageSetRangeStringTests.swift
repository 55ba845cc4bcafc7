// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct PageSetRangeStringTests {
  /// A range string with the error that the specification requires for it.
  struct Rejected: CustomTestStringConvertible {
    let text: String
    let code: NoteCode
    let bytes: Range<Int>

    init(_ text: String, _ code: NoteCode, _ bytes: Range<Int>) {
      self.text = text
      self.code = code
      self.bytes = bytes
    }

    var testDescription: String { "\"\(text)\" \(code.rawValue)" }
  }

  @Test(arguments: [
    ("1", [0]), ("1,3,5-7", [0, 2, 4, 5, 6]), ("1-3,8-10", [0, 1, 2, 7, 8, 9]),
    ("4-5", [3, 4]), ("1-2,4", [0, 1, 3]),
  ])
  func matchesPagesOfV1Array(text: String, indices: [Int]) throws {
    for syntax in PageSyntax.allCases {
      let reading = try PageSet.reading(rangeString: text, syntax: syntax)
      #expect(reading.notes.isEmpty)
      #expect(try reading.pages.indices() == indices)
      #expect(reading.pages.rangeString == text)
      #expect(reading.pages.description == text)
    }
  }

  static let rejectedInBothSyntaxes: [Rejected] = [
    Rejected("5-3", .pagesReversedRange, 0..<3),
    Rejected("0", .pagesZeroPage, 0..<1),
    Rejected("000", .pagesZeroPage, 0..<3),
    Rejected("0-3", .pagesZeroPage, 0..<1),
    Rejected("2,3-0", .pagesZeroPage, 4..<5),
    Rejected("1,,2", .pagesEmptyItem, 2..<2),
    Rejected(",1", .pagesEmptyItem, 0..<0),
    Rejected("1,", .pagesEmptyItem, 2..<2),
    Rejected(",", .pagesEmptyItem, 0..<0),
    Rejected("3-", .pagesOpenRange, 0..<2),
    Rejected("-3", .pagesOpenRange, 0..<2),
    Rejected("-", .pagesOpenRange, 0..<1),
    Rejected("1,4-", .pagesOpenRange, 2..<4),
    Rejected("1-2-3", .pagesUnexpectedCharacter, 3..<4),
    Rejected("1--3", .pagesUnexpectedCharacter, 2..<3),
    Rejected("", .pagesEmptySelection, 0..<0),
    Rejected("１", .pagesUnexpectedCharacter, 0..<3),
    Rejected("1,٣", .pagesUnexpectedCharacter, 2..<4),
    Rejected("1–3", .pagesUnexpectedCharacter, 1..<4),
    Rejected("1;2", .pagesUnexpectedCharacter, 1..<2),
    Rejected("+1", .pagesUnexpectedCharacter, 0..<1),
    Rejected("1.5", .pagesUnexpectedCharacter, 1..<2),
    Rejected("1\n", .pagesUnexpectedCharacter, 1..<2),
    Rejected("1\u{A0}", .pagesUnexpectedCharacter, 1..<3),
    Rejected("1,👍🏽", .pagesUnexpectedCharacter, 2..<6),
    Rejected("1\u{301}", .pagesUnexpectedCharacter, 1..<3),
    Rejected("all", .pagesUnexpectedCharacter, 0..<1),
    Rejected("[0]", .pagesUnexpectedCharacter, 0..<1),
    Rejected("9223372036854775808", .pagesOverflow, 0..<19),
    Rejected("18446744073709551617", .pagesOverflow, 0..<20),
    Rejected("1-18446744073709551617", .pagesOverflow, 2..<22),
    Rejected("99999999999999999999-0", .pagesOverflow, 0..<20),
    // With several errors, the leftmost item's is reported; within an item, characters go first.
    Rejected("7-3,x", .pagesReversedRange, 0..<3),
    Rejected("0x", .pagesUnexpectedCharacter, 1..<2),
    Rejected("-x", .pagesUnexpectedCharacter, 1..<2),
    Rejected("0-", .pagesOpenRange, 0..<2),
  ]

  @Test(arguments: rejectedInBothSyntaxes, PageSyntax.allCases)
  func rejectsAndLocatesInvalidToken(rejected: Rejected, syntax: PageSyntax) {
    expect(rejected, isRejectedIn: syntax)
  }

  @Test(arguments: [
    Rejected(" ", .pagesEmptySelection, 0..<1),
    Rejected("\t \t", .pagesEmptySelection, 0..<3),
    Rejected("1, ,2", .pagesEmptyItem, 2..<3),
    Rejected("1 2", .pagesUnexpectedCharacter, 2..<3),
    Rejected(" 5 - 3 ", .pagesReversedRange, 1..<6),
    Rejected("1 , 4 - ", .pagesOpenRange, 4..<7),
  ])
  func excludesSurroundingSpacesFromLocation(rejected: Rejected) {
    expect(rejected, isRejectedIn: .lenient)
  }

  static let rejectedInStrictSyntax: [Rejected] = [
    Rejected(" 1 , 3 - 5 ", .pagesWhitespace, 0..<1),
    Rejected("1, 2", .pagesWhitespace, 2..<3),
    Rejected("1 \t", .pagesWhitespace, 1..<3),
    Rejected("1-\t2", .pagesWhitespace, 2..<3),
    Rejected("01", .pagesLeadingZero, 0..<2),
    Rejected("1-007", .pagesLeadingZero, 2..<5),
    Rejected("3,1", .pagesUnordered, 2..<3),
    Rejected("1-5,9,3-4", .pagesUnordered, 6..<9),
    Rejected("2,2", .pagesDuplicate, 2..<3),
    Rejected("1-5,2-3", .pagesDuplicate, 4..<7),
    Rejected("1-3,2-5", .pagesOverlap, 4..<7),
    Rejected("1-3,3-5", .pagesOverlap, 4..<7),
    Rejected("3,1,x", .pagesUnordered, 2..<3),
  ]

  @Test(arguments: rejectedInStrictSyntax)
  func rejectsInStrictSyntaxWhatLenientSyntaxNotes(rejected: Rejected) {
    expect(rejected, isRejectedIn: .strict)
    // The last row has another error after the unordered item.
    guard !rejected.text.hasSuffix("x") else { return }
    let notes = try? PageSet.reading(rangeString: rejected.text).notes.map(\.code.rawValue)
    #expect(notes?.contains(rejected.code.rawValue) == true)
  }

  @Test(arguments: [
    (" 1 , 3 - 5 ", "1,3-5", ["pages.whitespace 0..<1 ×2"]),
    (
      "01,2-02,7-7", "1-2,7",
      [
        "pages.adjacent 3..<7 ×1", "pages.singlePageRange 3..<7 ×2", "pages.leadingZero 0..<2 ×2",
      ]
    ),
    ("7,5,3", "3,5,7", ["pages.unordered 2..<3 ×2"]),
    ("1-3,2-5,4", "1-5", ["pages.duplicate 8..<9 ×1", "pages.overlap 4..<7 ×1"]),
    ("1,2", "1-2", ["pages.adjacent 2..<3 ×1"]),
    ("4-4", "4", ["pages.singlePageRange 0..<3 ×1"]),
    ("0000000000000000000000000000012", "12", ["pages.leadingZero 0..<31 ×1"]),
  ])
  func notesDeviationsInLenientSyntax(
    text: String, canonical: String, notes: [String]
  ) throws {
    let reading = try PageSet.reading(rangeString: text)
    #expect(reading.pages.rangeString == canonical)
    #expect(
      reading.notes.map { "\($0.code.rawValue) \($0.location.range) ×\($0.occurrences)" } == notes)
    #expect(try PageSet(rangeString: canonical, syntax: .strict) == reading.pages)
  }

  @Test(arguments: ["1,2", "4-4", "1-2,3-3,4"])
  func acceptsAdjacentItemsAndSinglePageRangesInStrictSyntax(text: String) throws {
    let strict = try PageSet.reading(rangeString: text, syntax: .strict)
    #expect(!strict.notes.isEmpty)
    #expect(try strict == PageSet.reading(rangeString: text))
  }

  @Test(arguments: PageSyntax.allCases)
  func readsLargestRangeWithoutExpandingIt(syntax: PageSyntax) throws {
    let pages = try PageSet(rangeString: "1-9223372036854775807", syntax: syntax)
    #expect(pages.count == Int.max)
    #expect(pages.ranges.count == 1)
    #expect(pages.rangeString == "1-9223372036854775807")
    // An array of these pages would not fit in any memory.
    let error = #expect(throws: PageError.self) { try pages.indices() }
    #expect(error?.code == .pagesTooManyPages)
  }

  @Test func rejectsAndLocatesInvalidUTF8() {
    let bytes: [UInt8] = [UInt8(ascii: "1"), UInt8(ascii: ","), 0xFF, 0x80, 0x80]
    let error = #expect(throws: PageError.self) { try PageSet.reading(utf8: bytes.span) }
    #expect(error?.code == .pagesUnexpectedCharacter)
    #expect(error?.location == .bytes(2..<5))
  }

  @Test func writesToTextOutputStream() throws {
    var text = "pages "
    try PageSet(rangeString: "9,1-2").write(to: &text)
    #expect(text == "pages 1-2,9")
  }

  @Test func truncatesLongTokensInMessages() {
    let error = #expect(throws: PageError.self) {
      try PageSet(rangeString: String(repeating: "7", count: 1_000_000))
    }
    #expect(error?.code == .pagesOverflow)
    #expect((error?.message.count ?? .max) < 200)
  }

  private func expect(_ rejected: Rejected, isRejectedIn syntax: PageSyntax) {
    let error = #expect(throws: PageError.self) {
      try PageSet(rangeString: rejected.text, syntax: syntax)
    }
    #expect(error?.code == rejected.code)
    #expect(error?.location == .bytes(rejected.bytes))
    #expect(error?.message.isEmpty == false)
  }
}
