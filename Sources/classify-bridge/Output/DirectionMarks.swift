// SPDX-License-Identifier: Apache-2.0

/// The invisible characters that change the direction of a text.
///
/// On a terminal, they let a text of the service reorder what stands beside it.
enum DirectionMarks {
  /// Returns JSON, or YAML that has them in double quotes only, with the same value in which the marks
  /// are escaped.
  static func escaped(in text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.isBidiControl {
        // All of them have four digits, and stand in strings.
        let digits = String(scalar.value, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.count)
        result.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
