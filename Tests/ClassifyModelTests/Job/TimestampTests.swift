// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Foundation
import TestSupport
import Testing

@Suite struct TimestampTests {
  /// Seconds since 1970 of 2019-12-27T18:11:19Z.
  static let christmas: Int64 = 1_577_470_279

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0, 0),
      ("2019-12-27T18:11:19Z", christmas, 0),
      ("2019-12-27T18:11:19.117Z", christmas, 117_000_000),
      ("2019-12-27t18:11:19.117z", christmas, 117_000_000),
      ("2019-12-27 18:11:19Z", christmas, 0),
      ("2019-12-27T18:11:19+00:00", christmas, 0),
      ("2019-12-27T18:11:19-00:00", christmas, 0),
      ("2019-12-27T18:11:19+05:30", christmas - 19_800, 0),
      ("2019-12-27T18:11:19+0530", christmas - 19_800, 0),
      ("2019-12-27T18:11:19-08:00", christmas + 28_800, 0),
      ("2019-12-27T18:11:19+23:59", christmas - 86_340, 0),
      ("2019-12-27T18:11:19-23:59", christmas + 86_340, 0),
      // Before 1970, seconds are rounded down and nanoseconds count up from there.
      ("1969-12-31T23:59:59Z", -1, 0),
      ("1969-12-31T23:59:59.25Z", -1, 250_000_000),
      ("1900-01-01T00:00:00Z", -2_208_988_800, 0),
      // Leap days, and the leap second of 2016, which is read as the first second of the next minute.
      ("2000-02-29T00:00:00Z", 951_782_400, 0),
      ("2024-02-29T23:59:59Z", 1_709_251_199, 0),
      ("2016-12-31T23:59:60Z", 1_483_228_800, 0),
      ("1990-12-31T15:59:60-08:00", 662_688_000, 0),
      ("0000-01-01T00:00:00Z", -62_167_219_200, 0),
      ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
      // The limits of 32-bit seconds.
      ("1901-12-13T20:45:52Z", -2_147_483_648, 0),
      ("2038-01-19T03:14:08Z", 2_147_483_648, 0),
    ] as [(String, Int64, Int)])
  func parsesRFC3339Times(text: String, seconds: Int64, nanoseconds: Int) {
    let timestamp = Timestamp(text)
    #expect(timestamp.instant == .init(seconds: seconds, nanoseconds: nanoseconds))
    #expect(!timestamp.isZoneless)
    #expect(timestamp.text == text)
    #expect(timestamp.description == text)
  }

  @Test(arguments: [
    ("2019-12-27T18:11:19", 0), ("2019-12-27T18:11:19.117234", 117_234_000),
    ("2019-12-27 18:11:19.5", 500_000_000),
  ])
  func readsZonelessTimeAsUTC(text: String, nanoseconds: Int) {
    let timestamp = Timestamp(text)
    #expect(timestamp.instant == .init(seconds: Self.christmas, nanoseconds: nanoseconds))
    #expect(timestamp.isZoneless)
    #expect(timestamp.text == text)
  }

  @Test(arguments: 1...12)
  func keepsNineFractionDigits(digitCount: Int) {
    let digits = "123456789987".prefix(digitCount)
    let expected = Int(digits.prefix(9).padding(toLength: 9, withPad: "0", startingAt: 0))
    let timestamp = Timestamp("2019-12-27T18:11:19.\(digits)Z")
    #expect(timestamp.instant?.nanoseconds == expected)
    #expect(timestamp.instant?.seconds == Self.christmas)
  }

  @Test(arguments: [
    "", "x", "2019-12-27", "18:11:19Z", "2019-12-27T18:11Z", "2019-12-27T18:11:19,117Z",
    "2019-12-27T18:11:19.Z", "2019-12-27T18:11:19.", "20191227T181119Z", "2019-12-27_18:11:19Z",
    "2019-12-27T18:11:19ZZ", "2019-12-27T18:11:19Z ", " 2019-12-27T18:11:19Z",
    "2019-12-27T18:11:19 Z", "2019-12-27T18:11:19+05", "2019-12-27T18:11:19+05:3",
    "2019-12-27T18:11:19+24:00", "2019-12-27T18:11:19+00:60", "2019-12-27T18:11:19+-5:30",
    "2019-00-27T18:11:19Z", "2019-13-27T18:11:19Z", "2019-12-00T18:11:19Z",
    "2019-12-32T18:11:19Z", "2019-02-29T18:11:19Z", "2019-02-30T18:11:19Z",
    "2024-02-30T18:11:19Z", "1900-02-29T18:11:19Z", "2100-02-29T18:11:19Z",
    "2019-04-31T18:11:19Z", "2019-12-27T24:00:00Z", "2019-12-27T25:11:19Z",
    "2019-12-27T18:60:19Z", "2019-12-27T18:11:61Z", "19-12-27T18:11:19Z", "12019-12-27T18:11:19Z",
    "-2019-12-27T18:11:19Z", "+2019-12-27T18:11:19Z", "2019-12-27T18:11:19\u{0}",
    "２019-12-27T18:11:19Z", "2019–12–27T18:11:19Z", "1577470279", "2019-12-2aT18:11:19Z",
  ])
  func keepsInvalidTextWithoutInstant(text: String) {
    let timestamp = Timestamp(text)
    #expect(timestamp.instant == nil)
    #expect(!timestamp.isZoneless)
    #expect(timestamp.text == text)
  }

  /// Counts the days of 10,000 years, month by month.
  @Test func acceptsExactlyTheDaysOfEachMonth() {
    var days = -719_528
    var wrong: [String] = []
    for year in 0...9_999 {
      let isLeap = year.isMultiple(of: 400) || (year.isMultiple(of: 4) && !year.isMultiple(of: 100))
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in zip(1..., lengths) {
        let prefix = "\(padded(year, 4))-\(padded(month, 2))-"
        let first = Timestamp("\(prefix)01T00:00:00Z").instant
        let last = Timestamp("\(prefix)\(length)T00:00:00Z").instant
        let isRight =
          first?.seconds == Int64(days) * 86_400
          && last?.seconds == Int64(days + length - 1) * 86_400
          && first?.description == "\(prefix)01T00:00:00.000Z"
          && last?.description == "\(prefix)\(length)T00:00:00.000Z"
          && Timestamp("\(prefix)\(length + 1)T00:00:00Z").instant == nil
        if !isRight { wrong.append(prefix) }
        days += length
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) months differ, the first is \(wrong.first ?? "")")
    // The days from 0000-01-01 to 10000-01-01: 25 eras of 146,097 days.
    #expect(days + 719_528 == 25 * 146_097)
  }

  /// Starts in 1583, because Foundation's calendar is Julian before.
  @Test func matchesFoundationCalendarAndRoundTrips() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    let units: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute, .second]
    var generator = SeededGenerator(seed: 1_583)
    var wrong: [String] = []
    for _ in 0..<10_000 {
      let seconds = Int64.random(in: -12_212_553_600...253_402_300_799, using: &generator)
      let nanoseconds = Int.random(in: 0...999_999_999, using: &generator)
      let instant = Timestamp.Instant(seconds: seconds, nanoseconds: nanoseconds)
      let date = calendar.dateComponents(
        units, from: Date(timeIntervalSince1970: TimeInterval(seconds)))
      let text =
        "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        + "T\(padded(date.hour, 2)):\(padded(date.minute, 2)):\(padded(date.second, 2))"
      let isRight =
        instant.description.hasPrefix(text + ".")
        && Timestamp(instant.description).instant == instant
        && Timestamp(text + "Z").instant?.seconds == seconds
      if !isRight { wrong.append("\(seconds) \(text)") }
    }
    #expect(
      wrong.isEmpty,
      "seed \(generator.seed): \(wrong.count) differ, the first: \(wrong.first ?? "")")
  }

  @Test func encodesAsText() throws {
    for text in ["2019-12-27T18:11:19.117000", "whenever"] {
      #expect(try encoded(Timestamp(text)) == "\"\(text)\"")
      #expect(try decoded("\"\(text)\"", as: Timestamp.self) == Timestamp(text))
    }
    #expect(decodingFailure("1577470279", as: Timestamp.self) == .typeMismatch)
    #expect(decodingFailure("{}", as: Timestamp.self) == .typeMismatch)
  }

  private func padded(_ number: Int?, _ width: Int) -> String {
    let digits = String(number ?? -1)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

@Suite struct TimestampInstantTests {
  @Test(
    arguments: [
      (0, 0, "1970-01-01T00:00:00.000Z"), (0, 1, "1970-01-01T00:00:00.000000001Z"),
      (0, 1_000, "1970-01-01T00:00:00.000001Z"), (0, 1_000_000, "1970-01-01T00:00:00.001Z"),
      (-1, 999_000_000, "1969-12-31T23:59:59.999Z"),
      (951_782_400, 120_000_000, "2000-02-29T00:00:00.120Z"),
      (-62_167_219_200, 0, "0000-01-01T00:00:00.000Z"),
      (253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
    ] as [(Int64, Int, String)])
  func formatsWithThreeSixOrNineFractionDigits(seconds: Int64, nanoseconds: Int, text: String) {
    let instant = Timestamp.Instant(seconds: seconds, nanoseconds: nanoseconds)
    #expect(instant.description == text)
    let timestamp = Timestamp(instant)
    #expect(timestamp.text == text)
    #expect(timestamp.instant == instant)
    #expect(timestamp == Timestamp(text))
  }

  /// RFC 3339 has no such years; they are written in ISO 8601's expanded form.
  @Test(
    arguments: [
      (-62_167_219_201, "-0001-12-31T23:59:59.000Z"),
      (253_402_300_800, "10000-01-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func formatsYearsOutsideFourDigits(seconds: Int64, text: String) {
    #expect(Timestamp.Instant(seconds: seconds).description == text)
  }

  @Test(
    arguments: [
      (0, 1_000_000_000, 1, 0), (0, -1, -1, 999_999_999), (5, -1_000_000_000, 4, 0),
      (5, -1_500_000_000, 3, 500_000_000), (5, 2_500_000_000, 7, 500_000_000),
    ] as [(Int64, Int, Int64, Int)])
  func carriesWholeSecondsOutOfNanoseconds(
    seconds: Int64, nanoseconds: Int, expectedSeconds: Int64, expectedNanoseconds: Int
  ) {
    let instant = Timestamp.Instant(seconds: seconds, nanoseconds: nanoseconds)
    #expect(instant.seconds == expectedSeconds)
    #expect(instant.nanoseconds == expectedNanoseconds)
  }

  @Test(
    arguments: [
      (0, 0, 0), (1_999, 1, 999_000_000), (-1, -1, 999_000_000), (-1_000, -1, 0),
      (-1_001, -2, 999_000_000), (.max, 9_223_372_036_854_775, 807_000_000),
      (.min, -9_223_372_036_854_776, 192_000_000),
    ] as [(Int64, Int64, Int)])
  func convertsFromMilliseconds(milliseconds: Int64, seconds: Int64, nanoseconds: Int) {
    let instant = Timestamp.Instant(milliseconds: milliseconds)
    #expect(instant.seconds == seconds)
    #expect(instant.nanoseconds == nanoseconds)
    #expect(instant.milliseconds == milliseconds)
  }

  @Test func roundsMillisecondsDown() {
    #expect(Timestamp.Instant(seconds: 0, nanoseconds: 1_999_999).milliseconds == 1)
    #expect(Timestamp.Instant(seconds: -1, nanoseconds: 999_999_999).milliseconds == -1)
  }

  @Test(arguments: [Int64.min, .max])
  func acceptsExtremeSeconds(seconds: Int64) {
    let instant = Timestamp.Instant(seconds: seconds)
    #expect(instant.seconds == seconds)
    // Milliseconds are clamped to the range of `Int64`.
    #expect(instant.milliseconds == seconds)
    #expect(instant.description.hasSuffix("Z"))
  }

  @Test func ordersBySecondsThenNanoseconds() {
    let ascending = [
      Timestamp.Instant(seconds: -2, nanoseconds: 999_999_999), .init(seconds: -1),
      .init(seconds: -1, nanoseconds: 1), .init(seconds: 0), .init(seconds: 0, nanoseconds: 1),
    ]
    for (position, instant) in ascending.enumerated() {
      for (other, later) in ascending.enumerated() {
        #expect((instant < later) == (position < other))
      }
    }
  }
}
