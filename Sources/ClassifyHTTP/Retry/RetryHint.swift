// SPDX-License-Identifier: Apache-2.0

/// What a service says about sending a request again, in the header fields of its answer.
enum RetryHint {
  /// Returns what `x-should-retry` says, if it says `true` or `false`.
  static func shouldRetry(in fields: HTTPFields) -> Bool? {
    fields[.shouldRetry].flatMap { Bool(HTTPSyntax.lowercased($0)) }
  }

  /// Returns the wait that `retry-after-ms` or else `Retry-After` asks for.
  ///
  /// A date in the past is a wait of zero. What can't be read says nothing.
  static func wait(in fields: HTTPFields, now: Duration?) -> Duration? {
    if let milliseconds = fields[.retryAfterMilliseconds].flatMap(number) {
      return .milliseconds(milliseconds)
    }
    guard let text = fields[.retryAfter] else { return nil }
    if let seconds = number(text) { return .seconds(seconds) }
    let date = { (text: String) in
      HTTPDate.secondsSinceEpoch(text, now: now).map { Duration.seconds($0) }
    }
    guard let then = date(text), let present = now ?? fields[.date].flatMap(date) else {
      return nil
    }
    return max(.zero, then - present)
  }

  /// Reads a number that is not negative, with a fraction or without, and no larger than matters.
  private static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ ASCII.isDigit($0) || $0 == UInt8(ascii: ".") }),
      let number = Double(text), number.isFinite
    else { return nil }
    return min(number, 1e9)
  }
}
