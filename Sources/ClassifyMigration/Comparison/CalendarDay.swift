// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// A day of the Gregorian calendar in UTC, from year 0 to 9999.
public struct CalendarDay: Sendable, Hashable, Comparable {
  /// The number of days since 1970-01-01; negative for earlier days.
  public let daysSince1970: Int

  /// Creates the day of an instant, in UTC.
  public init(of instant: Timestamp.Instant) {
    let (days, remainder) = instant.seconds.quotientAndRemainder(dividingBy: 86_400)
    daysSince1970 = Int(remainder < 0 ? days - 1 : days)
  }

  /// Returns whether one day is before another.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    left.daysSince1970 < right.daysSince1970
  }
}

extension CalendarDay: LosslessStringConvertible {
  /// Parses a date that exists, as `YYYY-MM-DD`, or returns `nil`.
  public init?(_ description: String) {
    guard description.utf8.count == "YYYY-MM-DD".utf8.count,
      let instant = Timestamp("\(description)T00:00:00Z").instant
    else { return nil }
    self.init(of: instant)
  }

  /// The date as `YYYY-MM-DD`.
  public var description: String {
    let instant = Timestamp.Instant(seconds: Int64(daysSince1970) * 86_400)
    return String(instant.description.prefix { $0 != "T" })
  }
}
