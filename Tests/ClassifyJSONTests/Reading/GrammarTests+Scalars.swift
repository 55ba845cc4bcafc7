// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

// RFC 8259, section 3: the literal names, in lowercase.
extension GrammarTests {
  static let acceptedLiterals = [
    AcceptedText("null", nil),
    AcceptedText("true", true),
    AcceptedText("false", false),
    AcceptedText("[null,true,false]", [nil, true, false]),
  ]

  static let rejectedLiterals = [
    RejectedText("Null", .invalidLiteral, 0),
    RejectedText("NULL", .invalidLiteral, 0),
    RejectedText("True", .invalidLiteral, 0),
    RejectedText("FALSE", .invalidLiteral, 0),
    RejectedText("nul", .unexpectedEnd, 3),
    RejectedText("n", .unexpectedEnd, 1),
    RejectedText("fals", .unexpectedEnd, 4),
    RejectedText("[nul]", .invalidLiteral, 1, "/0"),
    RejectedText("[tru ]", .invalidLiteral, 1, "/0"),
    RejectedText("{\"a\":falsey}", .unexpectedCharacter, 10),
    RejectedText("trrue", .invalidLiteral, 0),
    RejectedText("undefined", .invalidLiteral, 0),
    RejectedText("NaN", .invalidLiteral, 0),
    RejectedText("Infinity", .invalidLiteral, 0),
    RejectedText("yes", .invalidLiteral, 0),
    RejectedText("invoice", .invalidLiteral, 0),
    RejectedText("t\u{0}ue", .invalidLiteral, 0),
  ]
}

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

  static let rejectedNumbers = [
    // minus
    RejectedText("-", .unexpectedEnd, 1),
    RejectedText("--1", .invalidNumber, 1),
    RejectedText("[-]", .invalidNumber, 2, "/0"),
    RejectedText("- 1", .invalidNumber, 1),
    RejectedText("-a", .invalidNumber, 1),
    RejectedText("-.5", .invalidNumber, 1),
    RejectedText("-Infinity", .invalidNumber, 1),
    // int
    RejectedText("+1", .unexpectedCharacter, 0),
    RejectedText("01", .invalidNumber, 0),
    RejectedText("-01", .invalidNumber, 1),
    RejectedText("00", .invalidNumber, 0),
    RejectedText("[1,00]", .invalidNumber, 3, "/1"),
    RejectedText("0x10", .trailingContent, 1),
    RejectedText("1_000", .trailingContent, 1),
    RejectedText("1a", .trailingContent, 1),
    RejectedText("[1a]", .unexpectedCharacter, 2),
    RejectedText("1-2", .trailingContent, 1),
    RejectedText("١", .unexpectedCharacter, 0),
    RejectedText("1١", .trailingContent, 1),
    // frac
    RejectedText(".5", .unexpectedCharacter, 0),
    RejectedText("1.", .unexpectedEnd, 2),
    RejectedText("[1.]", .invalidNumber, 3, "/0"),
    RejectedText("1.e5", .invalidNumber, 2),
    RejectedText("1..5", .invalidNumber, 2),
    RejectedText("1.5.5", .trailingContent, 3),
    RejectedText("1,5", .trailingContent, 1),
    // exp
    RejectedText("1e", .unexpectedEnd, 2),
    RejectedText("1e+", .unexpectedEnd, 3),
    RejectedText("[1E-]", .invalidNumber, 4, "/0"),
    RejectedText("1ee5", .invalidNumber, 2),
    RejectedText("1e+-5", .invalidNumber, 3),
    RejectedText("1e5.5", .trailingContent, 3),
    RejectedText("{\"a\":\n 1e}", .invalidNumber, 9, line: 2, column: 4, "/a"),
  ]
}
