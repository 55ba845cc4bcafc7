// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

/// A line of the gateway's log: names and values, in order.
///
/// The first three are `time`, `level` and `event`.
public struct LogLine: Sendable, Hashable {
  /// A value.
  public enum Value: Sendable, Hashable {
    /// A text.
    case text(String)
    /// Texts without commas: an array in JSON, separated by commas in logfmt.
    case texts([String])
    /// An integer.
    case integer(Int)
    /// A number of milliseconds with three decimals.
    case milliseconds(Duration)
  }

  /// How important a line is.
  public enum Level: String, Sendable, Hashable {
    /// What happens all the time.
    case info
    /// What needs a look, although requests are answered.
    case warning
    /// A request, or the gateway itself, failed.
    case error
  }

  /// A name and its value.
  struct Member: Sendable, Hashable {
    let name: String
    let value: Value
  }

  private(set) var members: [Member]

  /// Creates a line.
  ///
  /// - Parameters:
  ///   - event: What happened, such as `request` or `stage.changed`.
  ///   - level: How important it is.
  ///   - time: The time in milliseconds since 1970.
  public init(_ event: String, level: Level = .info, time: Int64) {
    members = [
      Member(name: "time", value: .text("\(Timestamp.Instant(milliseconds: time))")),
      Member(name: "level", value: .text(level.rawValue)),
      Member(name: "event", value: .text(event)),
    ]
  }

  /// Adds a member, unless the value is `nil`.
  public mutating func add(_ name: String, _ value: Value?) {
    if let value { members.append(Member(name: name, value: value)) }
  }
}

extension LogLine {
  /// Creates the line of a request.
  init(_ record: RequestRecord, time: Int64) {
    self.init("request", level: record.level, time: time)
    add("id", .text(record.id.text))
    add("method", .text(record.method.rawValue))
    add("path", .text(record.path))
    add("route", .text(record.route.rawValue))
    add("status", record.status.map { .integer($0) })
    switch record.outcome {
    case .abandoned, .broken: add("end", .text(record.outcome.rawValue))
    default: break
    }
    add("duration_ms", .milliseconds(record.duration))
    add("request_bytes", .integer(record.requestBytes))
    add("response_bytes", .integer(record.responseBytes))
    add("upstream_requests", .integer(record.upstreamRequests))
    if !record.notes.isEmpty {
      add("notes", .texts(record.notes.map(\.rawValue)))
    }
    add("error", record.errorCode.map { .text($0.rawValue) })
    add("upstream_id", record.upstreamID.map { .text($0.text) })
  }

  /// Creates the line of a request that the server rejected before it was read.
  init(rejected status: Int, _ id: RequestID, time: Int64) {
    self.init("rejected", time: time)
    add("id", .text(id.text))
    add("status", .integer(status))
  }

  /// The line in a format, without a line break.
  ///
  /// - Parameter format: The format.
  /// - Returns: The text; `nil` if nothing is logged.
  public func text(_ format: GatewayConfiguration.LogFormat) -> String? {
    switch format {
    case .logfmt: members.map { "\($0.name)=\($0.value.logfmt)" }.joined(separator: " ")
    case .json: json
    case .none: nil
    }
  }

  private var json: String {
    var writer = JSONWriter()
    writer.writeObject { object in
      for member in members {
        switch member.value {
        case .text(let text): object.member(member.name, text)
        case .texts(let texts):
          object.member(member.name, JSONValue.array(texts.map { .string($0) }))
        case .integer(let number): object.member(member.name, number)
        case .milliseconds(let duration):
          object.member(member.name) { $0.writeRaw(duration.milliseconds.utf8) }
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension RequestRecord {
  fileprivate var level: LogLine.Level {
    switch outcome {
    case .serverError, .broken: .error
    default: .info
    }
  }
}

extension LogLine.Value {
  /// The value in logfmt; a text that is empty or has spaces, quotes, `=`, backslashes or control
  /// characters is a JSON string.
  fileprivate var logfmt: String {
    switch self {
    case .integer(let number): return String(number)
    case .milliseconds(let duration): return duration.milliseconds
    case .texts(let texts): return Self.text(texts.joined(separator: ",")).logfmt
    case .text(let text):
      let isPlain =
        !text.isEmpty
        && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !"\"=\\".utf8.contains($0) }
      return isPlain ? text : JSONValue.string(text).jsonText()
    }
  }
}

extension Duration {
  /// The duration in milliseconds with three decimals, such as `12.345`.
  fileprivate var milliseconds: String {
    let microseconds =
      Int(clamping: components.seconds) * 1_000_000
      + Int(components.attoseconds / 1_000_000_000_000)
    let (whole, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000)
    return "\(whole).\(rest < 10 ? "00" : rest < 100 ? "0" : "")\(rest)"
  }
}
#endif
