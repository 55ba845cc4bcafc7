// SPDX-License-Identifier: Apache-2.0

import enum ClassifyModel.CivilDate

/// The timestamp format of the service.
enum DateTimeText {
  /// The times that the sandbox supports, 1970 to 9999, in milliseconds since 1970.
  static let range = 0...253_402_300_799_999

  /// Returns a timestamp with six fractional digits, or with none if the fraction is zero.
  ///
  /// - Parameters:
  ///   - milliseconds: The time in milliseconds since 1970, within ``range``.
  ///   - isZoneless: Whether to omit the `Z`.
  /// - Returns: The timestamp.
  static func text(milliseconds: Int, isZoneless: Bool) -> String {
    let (days, time) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    let date = CivilDate.date(daysSince1970: days)
    let fraction = time % 1_000 == 0 ? "" : ".\(padded(time % 1_000, 3))000"
    let second = time / 1_000
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
      + "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
      + fraction + (isZoneless ? "" : "Z")
  }

  /// Parses a date with an optional time and zone, and returns microseconds since 1970.
  ///
  /// The default time is midnight, and the default zone is UTC. Digits after the sixth of the
  /// fraction are ignored. Returns `nil` if the text is invalid.
  static func microseconds(_ text: String) -> Int? {
    var scanner = DateTimeScanner(text)
    guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2),
      scanner.take("-"), let day = scanner.number(2), year >= 1, (1...12).contains(month),
      (1...CivilDate.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    let days = CivilDate.daysSince1970(year: year, month: month, day: day)
    let midnight = days * 86_400_000_000
    if scanner.isAtEnd { return midnight }
    guard scanner.take("T") || scanner.take("t") || scanner.take(" "), let time = scanner.time()
    else { return nil }
    guard let offset = scanner.isAtEnd ? 0 : scanner.zone(), scanner.isAtEnd else { return nil }
    return midnight + time - offset
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// A scanner of fixed-width digits, times, and zone offsets.
struct DateTimeScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Consumes an ASCII character if it is next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest.removeFirst()
    return true
  }

  /// Consumes exactly `count` ASCII digits and returns their number; `nil` if they are not next.
  mutating func number(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    rest.removeFirst(count)
    return Int(Substring(digits))
  }

  /// Consumes `hh:mm`, with optional seconds and fraction, and returns the microseconds.
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

  /// Consumes `Z` or an offset such as `+05:30`, and returns the offset in microseconds.
  mutating func zone() -> Int? {
    if take("Z") || take("z") { return 0 }
    let isWest = take("-")
    guard isWest || take("+"), let hours = number(2), hours < 24 else { return nil }
    let hasColon = take(":")
    guard let minutes = isAtEnd && !hasColon ? 0 : number(2), minutes < 60 else { return nil }
    return (hours * 60 + minutes) * 60_000_000 * (isWest ? -1 : 1)
  }
}
