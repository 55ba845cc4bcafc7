// SPDX-License-Identifier: Apache-2.0

/// A point in time as the service wrote it, and as an instant where the text can be read.
///
/// The text is kept, since precision and zone are the service's. A text without a zone is read as
/// UTC; ``isZoneless`` tells.
public struct Timestamp: Sendable, Hashable {
  /// The text as it was written.
  public let text: String
  /// The instant, or `nil` if the text is not a date and time of RFC 3339.
  public let instant: Instant?
  /// Whether the text names no zone and was read as UTC.
  public let isZoneless: Bool

  /// Makes a timestamp of a text; any text is kept.
  public init(_ text: String) {
    self.text = text
    let reading = TimestampReading(text)
    instant = reading?.instant
    isZoneless = reading?.isZoneless ?? false
  }

  /// Makes a timestamp of an instant: in UTC, with `Z`, and with milliseconds or more where needed.
  public init(_ instant: Instant) {
    text = instant.description
    self.instant = instant
    isZoneless = false
  }
}

extension Timestamp {
  /// A point in time, to the nanosecond.
  public struct Instant: Sendable, Hashable, Comparable {
    /// The whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public let seconds: Int64
    /// The rest, from 0 to 999,999,999.
    public let nanoseconds: Int

    /// Makes an instant.
    ///
    /// - Parameters:
    ///   - seconds: The seconds since 1970.
    ///   - nanoseconds: The rest; whole seconds in it are carried over.
    public init(seconds: Int64, nanoseconds: Int = 0) {
      let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
      self.seconds = seconds &+ Int64(quotient) &- (remainder < 0 ? 1 : 0)
      self.nanoseconds = remainder < 0 ? remainder + 1_000_000_000 : remainder
    }

    /// Makes an instant of milliseconds since 1970.
    public init(milliseconds: Int64) {
      let (seconds, rest) = milliseconds.dividedRoundingDown(by: 1_000)
      self.init(seconds: seconds, nanoseconds: Int(rest) * 1_000_000)
    }

    /// The milliseconds since 1970, rounded down.
    ///
    /// Some 292 million years away they can't be counted any more: it is then the farthest number.
    public var milliseconds: Int64 {
      Int64(clamping: Int128(seconds) * 1_000 + Int128(nanoseconds / 1_000_000))
    }

    /// Tells whether one instant is before another.
    public static func < (left: Instant, right: Instant) -> Bool {
      (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
  }
}

extension Timestamp: CustomStringConvertible {
  /// The text.
  public var description: String { text }
}

extension Timestamp: Codable {
  /// Decodes any text.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// Encodes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
