// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyBridge

/// Parses and formats the values of settings.
enum SettingText {
  /// The beginning of the paths of all requests.
  private static let apiPath = "/api"
  /// The number of seconds in a day.
  private static let secondsPerDay: Int64 = 86_400

  /// The words for true and false.
  enum Answer: String, CaseIterable {
    case yes
    case no

    init(_ isTrue: Bool) {
      self = isTrue ? .yes : .no
    }
  }

  /// Parses one of the words of an enumeration.
  ///
  /// - Throws: ``CommandFailure`` with the words.
  static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ text: String
  ) throws(CommandFailure) -> Word {
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    throw CommandFailure("\(text.debugDescription) is none of \(words).")
  }

  /// Parses `true`, `false`, `1` or `0`.
  static func flag(_ text: String) throws(CommandFailure) -> Bool {
    switch text {
    case "true", "1": return true
    case "false", "0": return false
    default: throw CommandFailure("\(text.debugDescription) is neither true nor false.")
    }
  }

  /// Parses a whole number.
  static func count(
    _ text: String, in range: ClosedRange<Int>
  ) throws(CommandFailure) -> Int {
    if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(text), range.contains(number)
    {
      return number
    }
    let limit =
      range.upperBound == .max
      ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    throw CommandFailure("\(text.debugDescription) is not a whole number \(limit).")
  }

  /// Parses a time limit of at least 1 ms.
  static func timeout(_ text: String) throws(CommandFailure) -> Duration {
    let duration = try DurationText.duration(text)
    guard duration >= .milliseconds(1) else {
      throw CommandFailure("\(text.debugDescription) is shorter than 1ms.")
    }
    return duration
  }

  /// Formats a duration of whole milliseconds as `DurationText` reads it.
  static func text(_ duration: Duration) -> String {
    let milliseconds = Int(duration / .milliseconds(1))
    return milliseconds.isMultiple(of: 1_000) ? "\(milliseconds / 1_000)s" : "\(milliseconds)ms"
  }

  /// Parses a percentage with at most two decimals.
  static func share(_ text: String) throws(CommandFailure) -> Share {
    guard let share = Share(text) else {
      throw CommandFailure(
        "\(text.debugDescription) is not a percentage from 0 to 100 with at most two decimals, such "
          + "as 12.5.")
    }
    return share
  }

  /// Parses a date, or a date and time with a zone (RFC 3339); a date begins at midnight in UTC.
  static func instant(_ text: String) throws(CommandFailure) -> Timestamp.Instant {
    let timestamp = Timestamp(text.utf8.count == 10 ? "\(text)T00:00:00Z" : text)
    guard let instant = timestamp.instant, !timestamp.isZoneless, instant.seconds >= 0 else {
      throw CommandFailure(
        "\(text.debugDescription) is not a date since 1970: write 2026-12-31, or "
          + "2026-12-31T12:00:00Z.")
    }
    return instant
  }

  /// Formats an instant as `instant` reads it: midnight in UTC as a date.
  static func text(_ instant: Timestamp.Instant) -> String {
    let text = "\(instant)"
    let isDate = instant.seconds.isMultiple(of: secondsPerDay) && instant.nanoseconds == 0
    return isDate ? String(text.prefix { $0 != "T" }) : text
  }

  /// Parses the base URL of the service, to whose path that of each request is appended.
  static func upstream(_ text: String) throws(CommandFailure) -> BaseURL {
    let url: BaseURL
    do throws(BaseURLError) {
      url = try BaseURL(text)
    } catch  where error.code == .userInformation {
      throw CommandFailure(
        "The URL has a user or password: remove them, since clients send their own keys.")
    } catch {
      throw CommandFailure(error.description)
    }
    guard url.pathPrefix != apiPath, !url.pathPrefix.hasPrefix(apiPath + "/") else {
      throw CommandFailure(
        "The path begins with \(apiPath), as those of all requests do: write "
          + "\(url.scheme.rawValue)://\(url.authority).")
    }
    return url
  }

  /// Checks that a path is not empty.
  static func path(_ text: String) throws(CommandFailure) -> String {
    guard !text.isEmpty else { throw CommandFailure("The path is empty.") }
    return text
  }
}

/// A stage as `--stage` and the stage file name it.
struct StageText: Equatable {
  /// The texts of all stages, with an example of a share.
  static let examples = ["v1Only", "shadow", "canary:5", "canary:5+mirror", "rampDown", "v2Only"]

  /// The stage; `nil` for `canary`, whose share is another setting.
  let stage: MigrationStage?

  /// Parses the text of a stage, or `canary`.
  ///
  /// - Throws: ``CommandFailure`` for any other text.
  init(_ text: String) throws(CommandFailure) {
    stage = MigrationStage(text)
    guard stage != nil || text == "canary" else {
      throw CommandFailure(
        "\(text.debugDescription) is none of the stages \(Self.examples.joined(separator: ", ")).")
    }
  }
}
#endif
