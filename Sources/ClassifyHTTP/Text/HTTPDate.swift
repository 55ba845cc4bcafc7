// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// HTTP dates: parsing of all three formats, formatting in the preferred one (RFC 9110 §5.6.7).
package enum HTTPDate {
  /// Parses a date.
  ///
  /// - Parameters:
  ///   - text: The date, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///   - now: The time since 1970-01-01T00:00:00Z. A two-digit year of the obsolete RFC 850 format
  ///     is at most 50 years after it; if `nil`, two-digit years are 1970 to 2069.
  /// - Returns: The seconds since 1970-01-01T00:00:00Z, or `nil` if the text is not a valid date.
  static func secondsSinceEpoch(_ text: String, now: Duration? = nil) -> Int? {
    let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    switch words.count {
    case 6:
      guard isDay(words[0], shortDays, ending: ","), words[5] == "GMT" else { return nil }
      return seconds(day: words[1], month: words[2], year: digits(words[3], 4), time: words[4])
    case 4:
      let date = words[1].split(separator: "-").map(String.init)
      guard isDay(words[0], longDays, ending: ","), words[3] == "GMT", date.count == 3 else {
        return nil
      }
      let year = digits(date[2], 2).map { fullYear($0, now: now) }
      return seconds(day: date[0], month: date[1], year: year, time: words[2])
    case 5:
      guard isDay(words[0], shortDays, ending: "") else { return nil }
      let day = words[2].utf8.count == 1 ? "0" + words[2] : words[2]
      return seconds(day: day, month: words[1], year: digits(words[4], 4), time: words[3])
    default:
      return nil
    }
  }

  /// Formats a date as an IMF-fixdate, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// - Parameter seconds: The seconds since 1970-01-01T00:00:00Z, 0 through the year 9999.
  /// - Returns: The formatted date.
  package static func text(secondsSinceEpoch seconds: Int) -> String {
    let (days, time) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let date = CivilDate.date(daysSince1970: days)
    // 1970-01-01 was a Thursday.
    let day = shortDays[(days + 3) % 7]
    let clock = [time / 3_600, time / 60 % 60, time % 60].map(twoDigits).joined(separator: ":")
    return "\(day), \(twoDigits(date.day)) \(months[date.month - 1]) \(date.year) \(clock) GMT"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }

  private static let shortDays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let longDays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The last second of the year 9999.
  static let end = Duration.seconds(253_402_300_799)

  private static func isDay(_ word: String, _ days: [String], ending: String) -> Bool {
    days.contains { $0 + ending == word }
  }

  private static func digits(_ text: String, _ count: Int) -> Int? {
    guard text.utf8.count == count, text.utf8.allSatisfy(ASCII.isDigit) else { return nil }
    return Int(text)
  }

  private static func fullYear(_ twoDigits: Int, now: Duration?) -> Int {
    guard let now else { return twoDigits < 70 ? 2000 + twoDigits : 1900 + twoDigits }
    let seconds = now.clamped(to: .zero...end).components.seconds
    let present = CivilDate.date(daysSince1970: Int(seconds) / 86_400).year
    let year = present / 100 * 100 + twoDigits
    if year > present + 50 { return year - 100 }
    return year <= present - 50 ? year + 100 : year
  }

  private static func seconds(day: String, month: String, year: Int?, time: String) -> Int? {
    let parts = time.split(separator: ":", omittingEmptySubsequences: false).map {
      digits(String($0), 2)
    }
    guard let year, let day = digits(day, 2), let month = months.firstIndex(of: month),
      (0...9_999).contains(year),
      (1...CivilDate.days(inMonth: month + 1, of: year)).contains(day), parts.count == 3,
      let hour = parts[0], let minute = parts[1], let second = parts[2],
      hour < 24, minute < 60, second <= 60
    else { return nil }
    let days = CivilDate.daysSince1970(year: year, month: month + 1, day: day)
    return days * 86_400 + hour * 3_600 + minute * 60 + second
  }
}
