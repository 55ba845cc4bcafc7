// SPDX-License-Identifier: Apache-2.0

/// Dates of the Gregorian calendar as days counted from 1 January 1970.
///
/// The arithmetic counts years from March, so that the leap day ends a year
/// (https://howardhinnant.github.io/date_algorithms.html).
enum CivilDate {
  /// Returns the number of a day, or nil if the calendar has no such day.
  static func day(year: Int, month: Int, day: Int) -> Int? {
    guard (0...9999).contains(year), (1...12).contains(month),
      (1...length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    return number(year: year, month: month) + day - 1
  }

  /// Returns the year that a day from 1970 on is in.
  static func year(ofDay day: Int) -> Int {
    var year = 1970 + day / 366
    while number(year: year + 1, month: 1) <= day { year += 1 }
    return year
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Returns the number of a month's first day.
  private static func number(year: Int, month: Int) -> Int {
    let marchYear = (month <= 2 ? year - 1 : year) + 400
    let marchMonth = (month + 9) % 12
    let daysInYears = marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400
    return daysInYears + (153 * marchMonth + 2) / 5 - 719_468 - 146_097
  }
}
