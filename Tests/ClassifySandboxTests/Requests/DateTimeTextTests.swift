// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifySandbox

@Suite struct DateTimeTextTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"),
    (1_577_470_279_117, "2019-12-27T18:11:19.117000Z"),
    (1_577_470_279_007, "2019-12-27T18:11:19.007000Z"),
    (1_709_164_800_000, "2024-02-29T00:00:00Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999000Z"),
  ])
  func writesAndParsesTimestamps(milliseconds: Int, text: String) {
    #expect(DateTimeText.text(milliseconds: milliseconds, isZoneless: false) == text)
    #expect(
      DateTimeText.text(milliseconds: milliseconds, isZoneless: true) == String(text.dropLast()))
    #expect(DateTimeText.microseconds(text) == milliseconds * 1_000)
  }

  @Test(arguments: [
    ("1970-01-02", 86_400_000_000), ("1970-01-01T00:01", 60_000_000),
    ("1970-01-01 00:00:01", 1_000_000), ("1970-01-01T00:00:00.1", 100_000),
    ("1970-01-01T00:00:00.123456789", 123_456), ("1970-01-01T01:00:00+01:00", 0),
    ("1970-01-01T01:00:00+0100", 0), ("1969-12-31T19:00:00-05", 0),
    ("1969-12-31T23:59:59.999999Z", -1), ("0001-01-01", -62_135_596_800_000_000),
  ])
  func parsesOtherForms(text: String, microseconds: Int) {
    #expect(DateTimeText.microseconds(text) == microseconds)
  }

  @Test(arguments: [
    "", "1970", "1970-1-1", "1970-13-01", "1970-00-01", "1970-01-00", "1970-02-29", "2100-02-29",
    "0000-01-01", "1970-01-01T", "1970-01-01T1", "1970-01-01T24:00", "1970-01-01T00:60",
    "1970-01-01T00:00:60Z", "1970-01-01T00:00:00.", "1970-01-01T00:00:00.1234567890",
    "1970-01-01T00:00:00X", "1970-01-01T00:00:00Z ", "1970-01-01T00:00:00+1:00",
    "1970-01-01T00:00:00+24:00", "1970-01-01T00:00:00+01:60", "1970-01-01T00:00:00 00:00",
    "１970-01-01",
  ])
  func rejectsInvalidTimestamps(text: String) {
    #expect(DateTimeText.microseconds(text) == nil)
  }

  /// The dates must follow each other: the next day of the month, or the first of the next month.
  @Test func countsDaysWithoutGaps() throws {
    var previous: (year: Int, month: Int, day: Int)?
    var last = ""
    for day in 0..<365 * 140 {
      last = DateTimeText.text(milliseconds: day * 86_400_000, isZoneless: true)
      if DateTimeText.microseconds(last) != day * 86_400_000_000 {
        Issue.record("\(last) is not day \(day)")
      }
      let numbers = last.prefix(10).split(separator: "-").compactMap { Int($0) }
      try #require(numbers.count == 3)
      let date = (year: numbers[0], month: numbers[1], day: numbers[2])
      if let previous {
        let isNextDay = (previous.year, previous.month, previous.day + 1) == date
        let isNextMonth =
          date.day == 1 && previous.day >= 28
          && date.year * 12 + date.month == previous.year * 12 + previous.month + 1
        if !isNextDay && !isNextMonth { Issue.record("\(date) follows \(previous)") }
      }
      previous = date
    }
    // 365 × 140 days from 1970, less the leap days from 1972 to 2108 except 2100.
    #expect(last == "2109-11-27T00:00:00")
  }
}
