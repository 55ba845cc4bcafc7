// SPDX-License-Identifier: Apache-2.0

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
