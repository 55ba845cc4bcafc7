// SPDX-License-Identifier: Apache-2.0

/// Dates with times as the service writes and reads them.
enum DateTimeText {
  /// From 1970 to 9999, in milliseconds since 1970: what the sandbox keeps time in.
  static let range = 0...253_402_300_799_999

  /// Returns the text of a time: seconds with six more digits, or with none if they are all zero.
  ///
  /// - Parameters:
  ///   - milliseconds: The time since 1970, within ``range``.
  ///   - isZoneless: Whether to leave the `Z` out.
  /// - Returns: The text.
  static func text(milliseconds: Int, isZoneless: Bool) -> String {
    let (days, time) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    let date = CalendarDate(daysSince1970: days)
    let fraction = time % 1_000 == 0 ? "" : ".\(padded(time % 1_000, 3))000"
    let second = time / 1_000
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
      + "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
      + fraction + (isZoneless ? "" : "Z")
  }

  /// Returns the microseconds since 1970 that a text means; nil if it means none.
  ///
  /// A text without a zone is in UTC, and one without a time begins its day.
  static func microseconds(_ text: String) -> Int? {
    var scan = DigitScan(text)
    guard let year = scan.number(4), scan.take("-"), let month = scan.number(2), scan.take("-"),
      let day = scan.number(2), let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    let midnight = date.daysSince1970 * 86_400_000_000
    if scan.isAtEnd { return midnight }
    guard scan.take("T") || scan.take("t") || scan.take(" "), let time = scan.time() else {
      return nil
    }
    guard let offset = scan.isAtEnd ? 0 : scan.zone(), scan.isAtEnd else { return nil }
    return midnight + time - offset
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
