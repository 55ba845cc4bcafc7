// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

// RFC 8259, section 6: number = [ minus ] int [ frac ] [ exp ].
extension GrammarTests {
  private static let numbers = [
    // int
    "0", "7", "10", "1234567890", "9223372036854775807", "9223372036854775808",
    "123456789012345678901234567890",
    // minus
    "-0", "-1", "-10", "-9223372036854775808",
    // frac
    "0.0", "0.5", "1.0", "10.50", "-0.1", "3.14159265358979323846264338327950288",
    // exp
    "0e0", "1e5", "1E5", "1e+5", "1e-5", "1E+05", "1e00", "1e400", "-1e-400",
    // frac and exp
    "1.5e3", "-0.0E-0", "12.340e+56",
  ]

  static let acceptedNumbers = numbers.flatMap { text in
    [
      AcceptedText(text, .number(text: text)),
      AcceptedText("[\(text)]", [.number(text: text)]),
      AcceptedText(
        "{\"a\":\(text) ,\"b\":\(text)}",
        [
          "a": .number(text: text), "b": .number(text: text),
        ]),
    ]
  }

  static let refusedNumbers = [
    // minus
    RefusedText("-", .unexpectedEnd, 1),
    RefusedText("--1", .invalidNumber, 1),
    RefusedText("[-]", .invalidNumber, 2, "/0"),
    RefusedText("- 1", .invalidNumber, 1),
    RefusedText("-a", .invalidNumber, 1),
    RefusedText("-.5", .invalidNumber, 1),
    RefusedText("-Infinity", .invalidNumber, 1),
    // int
    RefusedText("+1", .unexpectedCharacter, 0),
    RefusedText("01", .invalidNumber, 0),
    RefusedText("-01", .invalidNumber, 1),
    RefusedText("00", .invalidNumber, 0),
    RefusedText("[1,00]", .invalidNumber, 3, "/1"),
    RefusedText("0x10", .trailingContent, 1),
    RefusedText("1_000", .trailingContent, 1),
    RefusedText("1a", .trailingContent, 1),
    RefusedText("[1a]", .unexpectedCharacter, 2),
    RefusedText("1-2", .trailingContent, 1),
    RefusedText("١", .unexpectedCharacter, 0),
    RefusedText("1١", .trailingContent, 1),
    // frac
    RefusedText(".5", .unexpectedCharacter, 0),
    RefusedText("1.", .unexpectedEnd, 2),
    RefusedText("[1.]", .invalidNumber, 3, "/0"),
    RefusedText("1.e5", .invalidNumber, 2),
    RefusedText("1..5", .invalidNumber, 2),
    RefusedText("1.5.5", .trailingContent, 3),
    RefusedText("1,5", .trailingContent, 1),
    // exp
    RefusedText("1e", .unexpectedEnd, 2),
    RefusedText("1e+", .unexpectedEnd, 3),
    RefusedText("[1E-]", .invalidNumber, 4, "/0"),
    RefusedText("1ee5", .invalidNumber, 2),
    RefusedText("1e+-5", .invalidNumber, 3),
    RefusedText("1e5.5", .trailingContent, 3),
    RefusedText("{\"a\":\n 1e}", .invalidNumber, 9, line: 2, column: 4, "/a"),
  ]
}
