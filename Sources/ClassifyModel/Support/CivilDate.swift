// SPDX-License-Identifier: Apache-2.0

/// Date arithmetic in the proleptic Gregorian calendar; months and days are one-based.
package enum CivilDate {
  /// Returns the number of days in a month.
  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Returns the number of days from 1970-01-01 to a date; negative for earlier dates.
  ///
  /// For the calculation, years begin in March, so that the leap day is the last day of its year,
  /// and are grouped into eras of 400 years, each of which has 146,097 days.
  package static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Returns the date `days` days after 1970-01-01; a negative number gives an earlier date.
  package static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

extension Timestamp.Instant: CustomStringConvertible {
  /// The instant in the format of RFC 3339: UTC, with 3, 6 or 9 fractional digits.
  ///
  /// RFC 3339 covers the years 0 to 9999. Other years are written with all their digits, negative
  /// ones with a minus sign.
  public var description: String {
    let (days, secondOfDay) = seconds.dividedRoundingDown(by: 86_400)
    let rest = Int(secondOfDay)
    let date = CivilDate.date(daysSince1970: Int(days))
    let (fraction, width) =
      nanoseconds % 1_000_000 == 0
      ? (nanoseconds / 1_000_000, 3)
      : nanoseconds % 1_000 == 0 ? (nanoseconds / 1_000, 6) : (nanoseconds, 9)
    return "\(pad(date.year, 4))-\(pad(date.month, 2))-\(pad(date.day, 2))"
      + "T\(pad(rest / 3_600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2))"
      + ".\(pad(fraction, width))Z"
  }

  private func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (number < 0 ? "-" : "") + zeros + digits
  }
}

extension Int64 {
  /// Returns the quotient, rounded down, and the nonnegative remainder; `divisor` must be positive.
  func dividedRoundingDown(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
