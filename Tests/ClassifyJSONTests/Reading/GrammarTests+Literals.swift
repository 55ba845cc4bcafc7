// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

// RFC 8259, section 3: the three literal names, in lower case.
extension GrammarTests {
  static let acceptedLiterals = [
    AcceptedText("null", nil),
    AcceptedText("true", true),
    AcceptedText("false", false),
    AcceptedText("[null,true,false]", [nil, true, false]),
  ]

  static let refusedLiterals = [
    RefusedText("Null", .invalidLiteral, 0),
    RefusedText("NULL", .invalidLiteral, 0),
    RefusedText("True", .invalidLiteral, 0),
    RefusedText("FALSE", .invalidLiteral, 0),
    RefusedText("nul", .unexpectedEnd, 3),
    RefusedText("n", .unexpectedEnd, 1),
    RefusedText("fals", .unexpectedEnd, 4),
    RefusedText("[nul]", .invalidLiteral, 1, "/0"),
    RefusedText("[tru ]", .invalidLiteral, 1, "/0"),
    RefusedText("{\"a\":falsey}", .unexpectedCharacter, 10),
    RefusedText("trrue", .invalidLiteral, 0),
    RefusedText("undefined", .invalidLiteral, 0),
    RefusedText("NaN", .invalidLiteral, 0),
    RefusedText("Infinity", .invalidLiteral, 0),
    RefusedText("yes", .invalidLiteral, 0),
    RefusedText("invoice", .invalidLiteral, 0),
    RefusedText("t\u{0}ue", .invalidLiteral, 0),
  ]
}
