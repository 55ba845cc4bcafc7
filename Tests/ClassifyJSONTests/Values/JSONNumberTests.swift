// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct JSONNumberTests {
  @Test(arguments: ["0", "-0", "10", "1.0", "0.10", "1e5", "1E+05", "-1.5e-300", "1e999"])
  func keepsText(text: String) throws {
    let number = try #require(JSONNumber(text))
    #expect(number.text == text)
    #expect(number.description == text)
  }

  @Test(arguments: [
    "", "-", "+1", "01", "-01", ".5", "1.", "1.e1", "1e", "1e+", "1 ", " 1", "1a", "0x1", "NaN",
    "inf", "1,5", "1_0", "١", "--1", "1e1.5", "1\u{301}", "1\0", "\0",
  ])
  func rejectsInvalidNumber(text: String) {
    #expect(JSONNumber(text) == nil)
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("0.000", 0), ("0e999999999999999999999", 0), ("-0e-5", 0), ("12", 12),
    ("12.0", 12), ("12.00e0", 12), ("1.2e1", 12), ("120e-1", 12), ("-1.2E+1", -12),
    ("1e18", 1_000_000_000_000_000_000), ("9223372036854775807", Int.max),
    ("9223372036854775807.0", Int.max), ("922337203685477580.7e1", Int.max),
    ("-9223372036854775808", Int.min), ("-9223372036854775808.000", Int.min),
    ("0.00000000000000000000000012e26", 12), ("1200000000000000000000000000e-26", 12),
  ])
  func convertsToIntegerWhenExact(text: String, value: Int) throws {
    #expect(try #require(JSONNumber(text)).integer == value)
  }

  @Test(arguments: [
    "0.5", "1.05", "12e-1", "1e-1", "9223372036854775808", "-9223372036854775809", "1e19",
    "9223372036854775807.5", "1e999999999999999999999", "1e-999999999999999999999",
    "1e9223372036854775807", "0.1e9223372036854775807", "1e-9223372036854775808",
    "123456789012345678901234567890",
  ])
  func hasNoIntegerWhenFractionalOrOutOfRange(text: String) throws {
    #expect(try #require(JSONNumber(text)).integer == nil)
  }

  @Test(arguments: [
    ("0.1", 0.1), ("1e3", 1_000), ("-2.5", -2.5), ("1e400", .infinity),
    ("9007199254740993", 0x1p53),
  ])
  func convertsToNearestDouble(text: String, value: Double) throws {
    #expect(try #require(JSONNumber(text)).double == value)
  }

  @Test(arguments: [
    0, -0.0, 1, 0.1, 1e-7, 1e16, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    -2.2250738585072014e-308, 0.95,
  ])
  func roundTripsDouble(value: Double) throws {
    let number = try #require(JSONNumber(value))
    #expect(JSONNumber(number.text) == number)
    #expect(number.double.bitPattern == value.bitPattern)
  }

  @Test func rejectsNonFiniteDouble() {
    #expect(JSONNumber(Double.infinity) == nil)
    #expect(JSONNumber(-Double.infinity) == nil)
    #expect(JSONNumber(Double.nan) == nil)
  }

  @Test func comparesTexts() {
    #expect(JSONNumber("1.0") == JSONNumber("1.0"))
    #expect(JSONNumber("1.0") != JSONNumber("1"))
    #expect(JSONNumber("1e2") != 100)
    #expect(JSONNumber(Int.min).text == "-9223372036854775808")
  }
}
