// SPDX-License-Identifier: Apache-2.0

/// Reads a date and time of RFC 3339, and the same without a zone, as the service writes it too.
///
/// Foundation's parsers take days that do not exist and refuse a time without a zone, so this one
/// is written out. Seconds of 60 are read as the first of the next minute.
struct TimestampReading {
  let instant: Timestamp.Instant
  let isZoneless: Bool

  init?(_ text: String) {
    var scanner = Scanner(Array(text.utf8))
    guard let year = scanner.digits(4), scanner.take("-"),
      let month = scanner.digits(2), (1...12).contains(month), scanner.take("-"),
      let day = scanner.digits(2), (1...CivilDate.days(inMonth: month, of: year)).contains(day),
      scanner.take("T") || scanner.take("t") || scanner.take(" "),
      let hour = scanner.digits(2), hour < 24, scanner.take(":"),
      let minute = scanner.digits(2), minute < 60, scanner.take(":"),
      let second = scanner.digits(2), second <= 60,
      let nanoseconds = scanner.fraction()
    else { return nil }
    var offset = 0
    isZoneless = scanner.isAtEnd
    if !isZoneless, !scanner.take("Z"), !scanner.take("z") {
      let sign = scanner.take("+") ? 1 : scanner.take("-") ? -1 : 0
      guard sign != 0, let hours = scanner.digits(2), hours < 24 else { return nil }
      _ = scanner.take(":")
      guard let minutes = scanner.digits(2), minutes < 60 else { return nil }
      offset = sign * (hours * 3_600 + minutes * 60)
    }
    guard scanner.isAtEnd else { return nil }
    let days = CivilDate.daysSince1970(year: year, month: month, day: day)
    instant = Timestamp.Instant(
      seconds: Int64(days * 86_400 + hour * 3_600 + minute * 60 + second - offset),
      nanoseconds: nanoseconds)
  }

  private struct Scanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard position < bytes.count, UInt32(bytes[position]) == character.value else {
        return false
      }
      position += 1
      return true
    }

    mutating func digits(_ count: Int) -> Int? {
      guard position + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[position..<position + count] {
        guard byte &- UInt8(ascii: "0") < 10 else { return nil }
        value = value * 10 + Int(byte & 0x0F)
      }
      position += count
      return value
    }

    /// Reads a fraction of a second if there is one; digits past the ninth are dropped.
    mutating func fraction() -> Int? {
      guard take(".") else { return 0 }
      var nanoseconds = 0
      var unit = 100_000_000
      let start = position
      while let digit = digits(1) {
        nanoseconds += digit * unit
        unit /= 10
      }
      return position > start ? nanoseconds : nil
    }
  }
}
