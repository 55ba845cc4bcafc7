// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct PageSetRangeStringTests {
  /// A text, and what the specification says of it.
  struct Refused: CustomTestStringConvertible {
    let text: String
    let code: PageError.Code
    let bytes: Range<Int>

    init(_ text: String, _ code: PageError.Code, _ bytes: Range<Int>) {
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
  func isTheSamePagesAsAnArrayOfVersionOne(text: String, indices: [Int]) throws {
    for syntax in PageSyntax.allCases {
      let reading = try PageSet.reading(rangeString: text, syntax: syntax)
      #expect(reading.notes.isEmpty)
      #expect(try reading.pages.indices() == indices)
      #expect(reading.pages.rangeString == text)
      #expect(reading.pages.description == text)
    }
  }

  static let refusedByBoth: [Refused] = [
    Refused("5-3", .reversedRange, 0..<3),
    Refused("0", .zeroPage, 0..<1),
    Refused("000", .zeroPage, 0..<3),
    Refused("0-3", .zeroPage, 0..<1),
    Refused("2,3-0", .zeroPage, 4..<5),
    Refused("1,,2", .emptyItem, 2..<2),
    Refused(",1", .emptyItem, 0..<0),
    Refused("1,", .emptyItem, 2..<2),
    Refused(",", .emptyItem, 0..<0),
    Refused("3-", .openRange, 0..<2),
    Refused("-3", .openRange, 0..<2),
    Refused("-", .openRange, 0..<1),
    Refused("1,4-", .openRange, 2..<4),
    Refused("1-2-3", .unexpectedCharacter, 3..<4),
    Refused("1--3", .unexpectedCharacter, 2..<3),
    Refused("", .emptySelection, 0..<0),
    Refused("１", .unexpectedCharacter, 0..<3),
    Refused("1,٣", .unexpectedCharacter, 2..<4),
    Refused("1–3", .unexpectedCharacter, 1..<4),
    Refused("1;2", .unexpectedCharacter, 1..<2),
    Refused("+1", .unexpectedCharacter, 0..<1),
    Refused("1.5", .unexpectedCharacter, 1..<2),
    Refused("1\n", .unexpectedCharacter, 1..<2),
    Refused("1\u{A0}", .unexpectedCharacter, 1..<3),
    Refused("1,👍🏽", .unexpectedCharacter, 2..<6),
    Refused("1\u{301}", .unexpectedCharacter, 1..<3),
    Refused("all", .unexpectedCharacter, 0..<1),
    Refused("[0]", .unexpectedCharacter, 0..<1),
    Refused("9223372036854775808", .overflow, 0..<19),
    Refused("18446744073709551617", .overflow, 0..<20),
    Refused("1-18446744073709551617", .overflow, 2..<22),
    Refused("99999999999999999999-0", .overflow, 0..<20),
    // Of several mistakes the leftmost item's comes first; in an item characters, then ends.
    Refused("7-3,x", .reversedRange, 0..<3),
    Refused("0x", .unexpectedCharacter, 1..<2),
    Refused("-x", .unexpectedCharacter, 1..<2),
    Refused("0-", .openRange, 0..<2),
  ]

  @Test(arguments: refusedByBoth, PageSyntax.allCases)
  func refusesAndPointsAtTheFaultyToken(refused: Refused, syntax: PageSyntax) {
    expect(refused, isRefusedIn: syntax)
  }

  @Test(arguments: [
    Refused(" ", .emptySelection, 0..<1),
    Refused("\t \t", .emptySelection, 0..<3),
    Refused("1, ,2", .emptyItem, 2..<3),
    Refused("1 2", .unexpectedCharacter, 2..<3),
    Refused(" 5 - 3 ", .reversedRange, 1..<6),
    Refused("1 , 4 - ", .openRange, 4..<7),
  ])
  func placesExcludeTheSpacesAroundAToken(refused: Refused) {
    expect(refused, isRefusedIn: .lenient)
  }

  static let strictRefusals: [Refused] = [
    Refused(" 1 , 3 - 5 ", .whitespace, 0..<1),
    Refused("1, 2", .whitespace, 2..<3),
    Refused("1 \t", .whitespace, 1..<3),
    Refused("1-\t2", .whitespace, 2..<3),
    Refused("01", .leadingZero, 0..<2),
    Refused("1-007", .leadingZero, 2..<5),
    Refused("3,1", .unordered, 2..<3),
    Refused("1-5,9,3-4", .unordered, 6..<9),
    Refused("2,2", .duplicate, 2..<3),
    Refused("1-5,2-3", .duplicate, 4..<7),
    Refused("1-3,2-5", .overlap, 4..<7),
    Refused("1-3,3-5", .overlap, 4..<7),
    Refused("3,1,x", .unordered, 2..<3),
  ]

  @Test(arguments: strictRefusals)
  func strictSyntaxRefusesWhatLenientSyntaxNotes(refused: Refused) {
    expect(refused, isRefusedIn: .strict)
    // The last row has a mistake of its own behind the disorder.
    guard !refused.text.hasSuffix("x") else { return }
    let notes = try? PageSet.reading(rangeString: refused.text).notes.map(\.code.rawValue)
    #expect(notes?.contains(refused.code.rawValue) == true)
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
  func lenientSyntaxNotesWhatIsPeculiar(
    text: String, canonical: String, notes: [String]
  ) throws {
    let reading = try PageSet.reading(rangeString: text)
    #expect(reading.pages.rangeString == canonical)
    #expect(
      reading.notes.map { "\($0.code.rawValue) \($0.location.range) ×\($0.occurrences)" } == notes)
    #expect(try PageSet(rangeString: canonical, syntax: .strict) == reading.pages)
  }

  @Test(arguments: ["1,2", "4-4", "1-2,3-3,4"])
  func strictSyntaxLetsItemsTouchAndARangeNameOnePage(text: String) throws {
    let strict = try PageSet.reading(rangeString: text, syntax: .strict)
    #expect(!strict.notes.isEmpty)
    #expect(try strict == PageSet.reading(rangeString: text))
  }

  @Test(arguments: PageSyntax.allCases)
  func theGreatestRangeIsReadWithoutBeingExpanded(syntax: PageSyntax) throws {
    let pages = try PageSet(rangeString: "1-9223372036854775807", syntax: syntax)
    #expect(pages.count == Int.max)
    #expect(pages.ranges.count == 1)
    #expect(pages.rangeString == "1-9223372036854775807")
    // An array of these pages would not fit in any memory.
    let error = #expect(throws: PageError.self) { try pages.indices() }
    #expect(error?.code == .tooManyPages)
  }

  @Test func bytesThatAreNotUnicodeAreRefusedWhereTheyStand() {
    let bytes: [UInt8] = [UInt8(ascii: "1"), UInt8(ascii: ","), 0xFF, 0x80, 0x80]
    let error = #expect(throws: PageError.self) { try PageSet.reading(utf8: bytes.span) }
    #expect(error?.code == .unexpectedCharacter)
    #expect(error?.location == .bytes(2..<5))
  }

  @Test func writesToAnyStream() throws {
    var text = "pages "
    try PageSet(rangeString: "9,1-2").write(to: &text)
    #expect(text == "pages 1-2,9")
  }

  @Test func messagesQuoteLongTokensShortened() {
    let error = #expect(throws: PageError.self) {
      try PageSet(rangeString: String(repeating: "7", count: 1_000_000))
    }
    #expect(error?.code == .overflow)
    #expect((error?.message.count ?? .max) < 200)
  }

  private func expect(_ refused: Refused, isRefusedIn syntax: PageSyntax) {
    let error = #expect(throws: PageError.self) {
      try PageSet(rangeString: refused.text, syntax: syntax)
    }
    #expect(error?.code == refused.code)
    #expect(error?.location == .bytes(refused.bytes))
    #expect(error?.message.isEmpty == false)
  }
}
