// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct ConfidenceTests {
  @Test(arguments: [
    ("0.950", 0.95), ("1", 1), ("1.0", 1), ("0", 0), ("-0.0", 0), ("9.5e-1", 0.95),
    ("95E-2", 0.95), ("0.1000000000000000055511151231257827", 0.1), ("2e0", 2), ("-1", -1),
    ("1e+2", 100), ("1e-400", 0),
  ])
  func keepsDigits(text: String, value: Double) throws {
    let confidence = try #require(Confidence(text: text))
    #expect(confidence.text == text)
    #expect(confidence.description == text)
    #expect(confidence.value == value)
  }

  /// The text is written back as a JSON number, so it must be one (RFC 8259, section 6).
  @Test(arguments: [
    "", " ", "x", "nan", "inf", "infinity", "-inf", "+0.5", ".5", "5.", "-", "01", "-01", "0x1p-1",
    "0x1", "1e", "1e+", "0,5", " 0.5", "0.5 ", "0.5\n", "1_0", "０.5", "1.e1",
    "0.5.5", "--1", "1e1.5", "null", "true",
  ])
  func rejectsTextThatIsNotJSONNumber(text: String) {
    #expect(Confidence(text: text) == nil)
  }

  @Test(arguments: [(0.95, "0.95"), (1.0, "1.0"), (0, "0.0"), (.leastNonzeroMagnitude, "5e-324")])
  func formatsNumberForExactRoundTrip(value: Double, text: String) throws {
    let confidence = try #require(Confidence(value))
    #expect(confidence.text == text)
    #expect(Confidence(text: text)?.value == value)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func rejectsNonFiniteNumbers(value: Double) {
    #expect(Confidence(value) == nil)
  }

  @Test(arguments: [
    (0, true), (1, true), (0.5, true), (-0.0, true), (-Double.leastNonzeroMagnitude, false),
    (1.0.nextUp, false), (95, false),
  ])
  func isInRangeFromZeroToOne(value: Double, isInRange: Bool) {
    #expect(Confidence(value)?.isInRange == isInRange)
  }

  @Test func distinguishesEqualNumbersWithDifferentDigits() throws {
    let short = try #require(Confidence(text: "0.95"))
    let long = try #require(Confidence(text: "0.950"))
    #expect(short != long)
    #expect(!(short < long) && !(long < short))
    #expect(short < (try #require(Confidence(text: "0.951"))))
  }
}
