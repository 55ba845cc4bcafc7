// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

/// Every production of RFC 8259, from texts that follow it and texts that do not.
@Suite struct GrammarTests {
  static let accepted =
    acceptedStructures + acceptedLiterals + acceptedNumbers + acceptedStrings + acceptedUTF8
  static let refused =
    refusedStructures + refusedLiterals + refusedNumbers + refusedStrings + refusedUTF8

  @Test(arguments: accepted)
  func readsEveryTextOfTheGrammar(_ accepted: AcceptedText) throws {
    #expect(try JSONValue(json: accepted.text) == accepted.value)
  }

  @Test(arguments: accepted)
  func skipsEveryTextOfTheGrammar(_ accepted: AcceptedText) throws {
    var reader = try JSONReader(accepted.text)
    try reader.skipValue()
    try reader.finish()
    #expect(reader.offset == accepted.text.count)
  }

  @Test(arguments: refused)
  func saysWhatIsWrongWithEveryOtherTextAndWhere(_ refused: RefusedText) {
    let error = #expect(throws: JSONError.self) { try JSONValue(json: refused.text) }
    expect(error, refused)
  }

  @Test(arguments: refused)
  func skippingRefusesWhatReadingRefuses(_ refused: RefusedText) {
    let error = #expect(throws: JSONError.self) {
      var reader = try JSONReader(refused.text)
      try reader.skipValue()
      try reader.finish()
    }
    expect(error, refused)
  }

  @Test(arguments: refused)
  func messagesAreOneShortLine(_ refused: RefusedText) throws {
    let error = try #require(throws: JSONError.self) { try JSONValue(json: refused.text) }
    #expect(!error.message.isEmpty)
    #expect(error.message.utf8.count < 200)
    #expect(error.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
  }

  private func expect(_ error: JSONError?, _ refused: RefusedText) {
    #expect(error?.code == refused.code)
    #expect(error?.offset == refused.offset)
    #expect(error?.line == refused.line)
    #expect(error?.column == refused.column)
    #expect(error?.pointer == refused.pointer)
  }
}
