// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

/// Compares the parser with the oracle, in both syntaxes, for every text of up to seven characters
/// over the grammar's alphabet, 960,800 of them.
@Suite struct RangeStringExhaustiveTests {
  static let alphabet = Array("0129,- ".utf8)
  static let longest = 7

  @Test(arguments: PageSyntax.allCases, alphabet)
  func matchesOracleForEveryShortText(syntax: PageSyntax, firstCharacter: UInt8) {
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
    // No item begins with a comma or a hyphen, nor, in strict syntax, with a zero or a space.
    let canBegin = syntax == .strict ? "129" : "0129 "
    #expect((taken > 0) == canBegin.utf8.contains(firstCharacter))
  }

  @Test func coversEveryTextIncludingEmpty() {
    // Seven arguments, plus the empty text, which none of them covers.
    #expect(7 * 137_257 + 1 == 960_800)
    #expect(Set(Self.alphabet).count == 7)
    for syntax in PageSyntax.allCases {
      let rejection = RangeStringOracle.Rejection(code: .pagesEmptySelection, bytes: 0..<0)
      #expect(verdict([], syntax) == .failure(rejection))
      #expect(RangeStringOracle.read([], syntax) == .failure(rejection))
    }
  }

  /// Calls `body` with every text, counting in base 7 with one digit per character.
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
  ) -> Result<RangeStringOracle.Verdict, RangeStringOracle.Rejection> {
    do throws(PageError) {
      return .success(
        RangeStringOracle.Verdict(try PageSet.reading(utf8: text.span, syntax: syntax)))
    } catch {
      return .failure(RangeStringOracle.Rejection(error))
    }
  }
}

extension RangeStringOracle.Verdict {
  /// Converts the library's result to the oracle's form.
  init(_ reading: PageReading) {
    ranges = reading.pages.ranges.map { $0.lowerBound.value...$0.upperBound.value }
    notes = Set(
      reading.notes.map {
        RangeStringOracle.Note(
          code: $0.code, bytes: $0.location.range, occurrences: $0.occurrences)
      })
  }
}

extension RangeStringOracle.Rejection {
  /// Converts the library's error to the oracle's form; without a location it matches no verdict.
  init(_ error: PageError) {
    code = error.code
    if case .bytes(let range) = error.location { bytes = range } else { bytes = -1..<0 }
  }
}
