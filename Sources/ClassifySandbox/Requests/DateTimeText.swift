// SPDX-License-Identifier: Apache-2.0

import enum ClassifyModel.CivilDate

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
    let date = CivilDate.date(daysSince1970: days)
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
      let day = scan.number(2), year >= 1, (1...12).contains(month),
      (1...CivilDate.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    let days = CivilDate.daysSince1970(year: year, month: month, day: day)
    let midnight = days * 86_400_000_000
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

/// Reads a text of fixed numbers of digits from its beginning to its end.
struct DigitScan {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Takes one ASCII character, if it is next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest.removeFirst()
    return true
  }

  /// Takes exactly that many digits, if they are next.
  mutating func number(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    rest.removeFirst(count)
    return Int(Substring(digits))
  }

  /// Takes `hh:mm`, maybe with seconds and their fraction, and returns its microseconds.
  mutating func time() -> Int? {
    guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60 else {
      return nil
    }
    var microseconds = (hour * 60 + minute) * 60_000_000
    guard take(":") else { return microseconds }
    guard let second = number(2), second < 60 else { return nil }
    microseconds += second * 1_000_000
    guard take(".") else { return microseconds }
    var weight = 100_000
    var count = 0
    while let digit = number(1) {
      microseconds += digit * weight
      weight /= 10
      count += 1
    }
    return (1...9).contains(count) ? microseconds : nil
  }

  /// Takes `Z` or an offset such as `+05:30`, and returns the offset in microseconds.
  mutating func zone() -> Int? {
    if take("Z") || take("z") { return 0 }
    let isWest = take("-")
    guard isWest || take("+"), let hours = number(2), hours < 24 else { return nil }
    let hasColon = take(":")
    guard let minutes = isAtEnd && !hasColon ? 0 : number(2), minutes < 60 else { return nil }
    return (hours * 60 + minutes) * 60_000_000 * (isWest ? -1 : 1)
  }
}
