// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@testable import ClassifyHTTP

@Suite struct HTTPDateTests {
  /// RFC 9110 §5.6.7: one time in all three formats.
  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
  ])
  func parsesAllThreeFormats(text: String) {
    #expect(HTTPDate.secondsSinceEpoch(text, now: .seconds(800_000_000)) == 784_111_777)
  }

  @Test(arguments: [
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
    ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
    ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
    ("Sat Feb 29 00:00:00 2020", 1_582_934_400), ("Tue Jan 19 03:14:07 2038", 2_147_483_647),
  ])
  func parsesKnownDates(text: String, seconds: Int) {
    #expect(HTTPDate.secondsSinceEpoch(text) == seconds)
  }

  @Test(arguments: [
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
    ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
    ("Tue, 19 Jan 2038 03:14:07 GMT", 2_147_483_647),
    ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
  ])
  func formatsKnownDates(text: String, seconds: Int) {
    #expect(HTTPDate.text(secondsSinceEpoch: seconds) == text)
  }

  @Test func roundTripsEveryDayOf400Years() {
    // The calendar repeats after 400 years. Each day has a different time of day.
    for day in 0..<146_097 {
      let seconds = day * 86_400 + day * 7_919 % 86_400
      guard HTTPDate.secondsSinceEpoch(HTTPDate.text(secondsSinceEpoch: seconds)) == seconds else {
        Issue.record("\(seconds) does not round-trip")
        return
      }
    }
  }

  @Test(arguments: [
    "", "120", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 6 Nov 1994 08:49:37 GMT", "Sun 06 Nov 1994 08:49:37 GMT", "Son, 06 Nov 1994 08:49:37 GMT",
    "Sun, 31 Nov 1994 08:49:37 GMT", "Tue, 29 Feb 1900 08:49:37 GMT",
    "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
    "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
    "Sun, 06 Nov 1994 8:49:37 GMT",
    "Sun, 06 Nov 1994 08:49 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT",
    "Sunday, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z", "Sun Nov  6 08:49:37 94",
    "Sun, 06 Nov -994 08:49:37 GMT", "Sun, 06 Nov 1994 +8:49:37 GMT",
  ])
  func rejectsInvalidDates(text: String) {
    #expect(HTTPDate.secondsSinceEpoch(text) == nil)
  }

  /// Counts days independently of the code under test, with an explicit leap year rule.
  @Test func countsEveryDayOfFourCenturies() {
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    var number = -70 * 365 - 17
    for year in 1900..<2300 {
      let isLeap = year.isMultiple(of: 400) || (year.isMultiple(of: 4) && !year.isMultiple(of: 100))
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in lengths.enumerated() {
        for day in 1...length {
          let text = "Mon, \(day < 10 ? "0" : "")\(day) \(names[month]) \(year) 00:00:01 GMT"
          guard HTTPDate.secondsSinceEpoch(text) == number * 86_400 + 1 else {
            Issue.record("\(text)")
            return
          }
          guard CivilDate.date(daysSince1970: number) == (year, month + 1, day) else {
            Issue.record("day \(number) is not \(text)")
            return
          }
          number += 1
        }
      }
    }
    #expect(number == 120_530)
  }

  /// RFC 9110 §5.6.7: a date more than 50 years in the future is in the past.
  @Test(arguments: [
    (2026, 75, 2075), (2026, 76, 2076), (2026, 77, 1977), (1999, 3, 2003), (1970, 70, 1970),
  ])
  func expandsTwoDigitYearToWithin50Years(present: Int, digits: Int, year: Int) throws {
    let now = try #require(HTTPDate.secondsSinceEpoch("Mon, 01 Jul \(present) 00:00:00 GMT"))
    let text = "Monday, 01-Jan-\(digits < 10 ? "0" : "")\(digits) 00:00:00 GMT"
    let expected = HTTPDate.secondsSinceEpoch("Mon, 01 Jan \(year) 00:00:00 GMT")
    #expect(HTTPDate.secondsSinceEpoch(text, now: .seconds(now)) == expected)
  }
}
