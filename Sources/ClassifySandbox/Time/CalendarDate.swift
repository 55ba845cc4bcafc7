// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar.
struct CalendarDate: Equatable {
  let year: Int
  let month: Int
  let day: Int

  /// Makes a date; nil if the calendar has no such day.
  init?(year: Int, month: Int, day: Int) {
    guard year >= 1, (1...12).contains(month),
      (1...Self.length(ofMonth: month, in: year)).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Makes the date that is some days after 1970-01-01, by going through years and months.
  ///
  /// - Precondition: The number of days is not negative.
  init(daysSince1970 days: Int) {
    var year = 1970
    var rest = days
    while rest >= Self.length(of: year) {
      rest -= Self.length(of: year)
      year += 1
    }
    var month = 1
    while rest >= Self.length(ofMonth: month, in: year) {
      rest -= Self.length(ofMonth: month, in: year)
      month += 1
    }
    (self.year, self.month, day) = (year, month, rest + 1)
  }

  /// The days from 1970-01-01 to this date.
  var daysSince1970: Int {
    let months = (1..<month).reduce(0) { $0 + Self.length(ofMonth: $1, in: year) }
    return Self.days(before: year) - Self.days(before: 1970) + months + day - 1
  }

  /// The days of all years from the year 1 to the one before `year`.
  private static func days(before year: Int) -> Int {
    let past = year - 1
    return past * 365 + past / 4 - past / 100 + past / 400
  }

  private static func length(of year: Int) -> Int {
    days(before: year + 1) - days(before: year)
  }

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: length(of: year) - 337
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
