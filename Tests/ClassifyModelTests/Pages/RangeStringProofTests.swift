// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

/// Every text of up to seven characters over the alphabet of the grammar, 960,800 of them, in both
/// syntaxes, against an oracle that reads in another way.
@Suite struct RangeStringProofTests {
  static let alphabet = Array("0129,- ".utf8)
  static let longest = 7

  @Test(arguments: PageSyntax.allCases, alphabet)
  func everyShortTextIsReadAsTheSpecificationSays(syntax: PageSyntax, firstCharacter: UInt8) {
    var checked = 0
    var taken = 0
    var wrong: [String] = []
    for length in 0..<Self.longest {
      forEachText(ofLength: length, after: firstCharacter) { text in
        checked += 1
        let expected = RangeStringOracle.read(text, syntax)
        if case .success = expected { taken += 1 }
        if verdict(text, syntax) != expected { wrong.append(String(decoding: text, as: UTF8.self)) }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) differ, the first is \"\(wrong.first ?? "")\"")
    // 1 + 7 + 49 + … + 7^6 texts begin with each character.
    #expect(checked == 137_257)
    // No item begins with a comma or a hyphen, and none in strict syntax with a zero or a space.
    let canBegin = syntax == .strict ? "129" : "0129 "
    #expect((taken > 0) == canBegin.utf8.contains(firstCharacter))
  }

  @Test func theTextsAreAllThereAre() {
    // Seven shares, and the empty text, which no share has.
    #expect(7 * 137_257 + 1 == 960_800)
    #expect(Set(Self.alphabet).count == 7)
    for syntax in PageSyntax.allCases {
      let refusal = RangeStringOracle.Refusal(code: .emptySelection, bytes: 0..<0)
      #expect(verdict([], syntax) == .failure(refusal))
      #expect(RangeStringOracle.read([], syntax) == .failure(refusal))
    }
  }

  /// Counts in base 7, a digit for each character.
  private func forEachText(
    ofLength length: Int, after first: UInt8, _ body: ([UInt8]) -> Void
  ) {
    var text = [first] + [UInt8](repeating: Self.alphabet[0], count: length)
    var digits = [Int](repeating: 0, count: length + 1)
    while true {
      body(text)
      var place = length
      while place > 0, digits[place] == Self.alphabet.count - 1 {
        digits[place] = 0
        text[place] = Self.alphabet[0]
        place -= 1
      }
      guard place > 0 else { return }
      digits[place] += 1
      text[place] = Self.alphabet[digits[place]]
    }
  }

  private func verdict(
    _ text: [UInt8], _ syntax: PageSyntax
  ) -> Result<RangeStringOracle.Verdict, RangeStringOracle.Refusal> {
    do throws(PageError) {
      return .success(
        RangeStringOracle.Verdict(try PageSet.reading(utf8: text.span, syntax: syntax)))
    } catch {
      return .failure(RangeStringOracle.Refusal(error))
    }
  }
}

extension RangeStringOracle.Verdict {
  /// What the library read, in the oracle's words.
  init(_ reading: PageReading) {
    ranges = reading.pages.ranges.map { $0.lowerBound.value...$0.upperBound.value }
    notes = Set(
      reading.notes.map {
        RangeStringOracle.Note(
          code: $0.code, bytes: $0.location.range, occurrences: $0.occurrences)
      })
  }
}

extension RangeStringOracle.Refusal {
  /// What the library refused, in the oracle's words; no place is a place that no oracle names.
  init(_ error: PageError) {
    code = error.code
    if case .bytes(let range) = error.location { bytes = range } else { bytes = -1..<0 }
  }
}
