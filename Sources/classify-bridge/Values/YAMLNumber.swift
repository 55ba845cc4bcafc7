// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// The numbers of YAML's core schema, written as JSON writes them, digit by digit.
enum YAMLNumber {
  /// Returns a number, or `nil` for a text that is none.
  ///
  /// JSON has no plus sign, no leading zeros, no bare point and no other bases: `+07` becomes `7`,
  /// `.5` becomes `0.5`, `5.` becomes `5`, `0x1F` becomes `31`.
  static func number(_ text: String) -> JSONNumber? {
    if let number = JSONNumber(text) { return number }
    if text.hasPrefix("0x") { return integer(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return integer(text.dropFirst(2), radix: 8) }
    let isNegative = text.hasPrefix("-")
    let unsigned = text.hasPrefix("+") || isNegative ? text.dropFirst() : text[...]
    let mantissa = unsigned.prefix { $0 != "e" && $0 != "E" }
    let exponent = unsigned.dropFirst(mantissa.count)
    let parts = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts[0].drop { $0 == "0" }
    let fraction = parts.count > 1 ? parts[1] : ""
    // One digit at least, before the point or behind it.
    guard !parts[0].isEmpty || !fraction.isEmpty else { return nil }
    return JSONNumber(
      (isNegative ? "-" : "") + (whole.isEmpty ? "0" : String(whole))
        + (fraction.isEmpty ? "" : ".\(fraction)") + exponent)
  }

  private static func integer(_ digits: Substring, radix: Int) -> JSONNumber? {
    // An initializer from text would take a sign as well.
    guard digits.allSatisfy(\.isHexDigit) else { return nil }
    return UInt64(digits, radix: radix).flatMap { JSONNumber(String($0)) }
  }
}
#endif
