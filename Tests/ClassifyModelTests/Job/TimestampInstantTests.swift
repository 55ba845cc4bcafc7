// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

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
  func isWrittenWithThreeSixOrNineDigits(seconds: Int64, nanoseconds: Int, text: String) {
    let instant = Timestamp.Instant(seconds: seconds, nanoseconds: nanoseconds)
    #expect(instant.description == text)
    let timestamp = Timestamp(instant)
    #expect(timestamp.text == text)
    #expect(timestamp.instant == instant)
    #expect(timestamp == Timestamp(text))
  }

  /// RFC 3339 has no such years; they are written as ISO 8601 does by agreement.
  @Test(
    arguments: [
      (-62_167_219_201, "-0001-12-31T23:59:59.000Z"),
      (253_402_300_800, "10000-01-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func yearsBeyondFourDigitsAreStillWritten(seconds: Int64, text: String) {
    #expect(Timestamp.Instant(seconds: seconds).description == text)
  }

  @Test(
    arguments: [
      (0, 1_000_000_000, 1, 0), (0, -1, -1, 999_999_999), (5, -1_000_000_000, 4, 0),
      (5, -1_500_000_000, 3, 500_000_000), (5, 2_500_000_000, 7, 500_000_000),
    ] as [(Int64, Int, Int64, Int)])
  func wholeSecondsOfTheRestAreCarriedOver(
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
  func isMadeOfMilliseconds(milliseconds: Int64, seconds: Int64, nanoseconds: Int) {
    let instant = Timestamp.Instant(milliseconds: milliseconds)
    #expect(instant.seconds == seconds)
    #expect(instant.nanoseconds == nanoseconds)
    #expect(instant.milliseconds == milliseconds)
  }

  @Test func millisecondsAreRoundedDown() {
    #expect(Timestamp.Instant(seconds: 0, nanoseconds: 1_999_999).milliseconds == 1)
    #expect(Timestamp.Instant(seconds: -1, nanoseconds: 999_999_999).milliseconds == -1)
  }

  @Test(arguments: [Int64.min, .max])
  func theFarthestSecondsAreInstantsToo(seconds: Int64) {
    let instant = Timestamp.Instant(seconds: seconds)
    #expect(instant.seconds == seconds)
    // More milliseconds than can be counted: the farthest that can.
    #expect(instant.milliseconds == seconds)
    #expect(instant.description.hasSuffix("Z"))
  }

  @Test func isOrderedBySecondsThenNanoseconds() {
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
