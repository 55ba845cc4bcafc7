// SPDX-License-Identifier: Apache-2.0

/// A point in time, as the service's text and, if that can be parsed, as an instant.
///
/// The text is kept because its precision and zone are the service's. A text without a zone is read
/// as UTC; see ``isZoneless``.
public struct Timestamp: Sendable, Hashable {
  /// The original text.
  public let text: String
  /// The instant; `nil` if the text is not an RFC 3339 date and time with an optional zone.
  public let instant: Instant?
  /// Whether the text has no zone and was read as UTC.
  public let isZoneless: Bool

  /// Creates a timestamp from any text.
  public init(_ text: String) {
    self.text = text
    let reading = TimestampReading(text)
    instant = reading?.instant
    isZoneless = reading?.isZoneless ?? false
  }

  /// Creates a timestamp from an instant: in UTC with `Z`, and with 3, 6 or 9 fractional digits.
  public init(_ instant: Instant) {
    text = instant.description
    self.instant = instant
    isZoneless = false
  }
}

extension Timestamp {
  /// A point in time with nanosecond precision.
  public struct Instant: Sendable, Hashable, Comparable {
    /// The whole seconds since 1970-01-01T00:00:00Z, rounded down; negative before it.
    public let seconds: Int64
    /// The nanoseconds within the second, 0 to 999,999,999.
    public let nanoseconds: Int

    /// Creates an instant.
    ///
    /// - Parameters:
    ///   - seconds: The seconds since 1970-01-01T00:00:00Z.
    ///   - nanoseconds: The nanoseconds to add, of any size and sign; whole seconds are carried
    ///     over.
    public init(seconds: Int64, nanoseconds: Int = 0) {
      let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
      self.seconds = seconds &+ Int64(quotient) &- (remainder < 0 ? 1 : 0)
      self.nanoseconds = remainder < 0 ? remainder + 1_000_000_000 : remainder
    }

    /// Creates an instant from milliseconds since 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) {
      let (seconds, rest) = milliseconds.dividedRoundingDown(by: 1_000)
      self.init(seconds: seconds, nanoseconds: Int(rest) * 1_000_000)
    }

    /// The milliseconds since 1970-01-01T00:00:00Z, rounded down.
    ///
    /// The value is clamped to the range of `Int64`, about 292 million years before and after 1970.
    public var milliseconds: Int64 {
      Int64(clamping: Int128(seconds) * 1_000 + Int128(nanoseconds / 1_000_000))
    }

    /// Returns whether one instant is before another.
    public static func < (left: Instant, right: Instant) -> Bool {
      (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
  }
}

extension Timestamp: CustomStringConvertible {
  /// The original text.
  public var description: String { text }
}

extension Timestamp: Codable {
  /// Decodes any string.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// Encodes the original text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// A parsed date and time: RFC 3339, or the same without a zone, which the service also writes.
///
/// Foundation's parsers accept dates that do not exist and reject times without a zone. A seconds
/// value of 60 is read as the first second of the next minute.
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

    /// Scans an optional fraction of a second and returns nanoseconds, or `nil` if a point has no
    /// digits after it; digits after the ninth are ignored.
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
