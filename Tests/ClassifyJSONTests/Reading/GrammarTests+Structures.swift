// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

// RFC 8259, sections 2 (ws, structural characters), 4 (objects) and 5 (arrays).
extension GrammarTests {
  static let acceptedStructures = [
    // ws
    AcceptedText(" \t\r\n1 \t\r\n", 1),
    AcceptedText("\n[\n1\r\n,\t2 ]\n", [1, 2]),
    AcceptedText(" { \"a\" : 1 , \"b\" : 2 } ", ["a": 1, "b": 2]),
    // object
    AcceptedText("{}", [:]),
    AcceptedText("{ \n }", [:]),
    AcceptedText("{\"a\":1}", ["a": 1]),
    AcceptedText("{\"\":1}", ["": 1]),
    AcceptedText("{\"a\":{\"a\":{\"a\":null}}}", ["a": ["a": ["a": nil]]]),
    AcceptedText("{\"b\":1,\"a\":2}", ["b": 1, "a": 2]),
    AcceptedText("{\"\\u0061\":1}", ["a": 1]),
    AcceptedText("{\"\\n\\\"\\/\":1}", ["\n\"/": 1]),
    AcceptedText("{\"é\":1,\"e\u{301}\":2}", ["é": 1, "e\u{301}": 2]),
    AcceptedText("{\"A\":1,\"a\":2}", ["A": 1, "a": 2]),
    // array
    AcceptedText("[]", []),
    AcceptedText("[ ]", []),
    AcceptedText("[1]", [1]),
    AcceptedText("[[],[[]],{}]", [[], [[]], [:]]),
    AcceptedText("[true,null,\"\",0,{},[]]", [true, nil, "", 0, [:], []]),
    // Any value is a valid text.
    AcceptedText("\"\"", ""),
    AcceptedText("0", 0),
  ]

  static let rejectedStructures = [
    // No value.
    RejectedText("", .unexpectedEnd, 0),
    RejectedText(" \n ", .unexpectedEnd, 3, line: 2, column: 2),
    // Only four characters are ws.
    RejectedText("\u{B}1", .unexpectedCharacter, 0),
    RejectedText("\u{C}1", .unexpectedCharacter, 0),
    RejectedText("\u{0}", .unexpectedCharacter, 0),
    RejectedText("\u{A0}1", .unexpectedCharacter, 0),
    RejectedText("1\u{2028}", .trailingContent, 1),
    RejectedText("[1\u{0}]", .unexpectedCharacter, 2),
    RejectedText("// a\n1", .unexpectedCharacter, 0),
    RejectedText("[1/**/]", .unexpectedCharacter, 2),
    // Trailing content.
    RejectedText("1 2", .trailingContent, 2),
    RejectedText("{}{}", .trailingContent, 2),
    RejectedText("[]]", .trailingContent, 2),
    RejectedText("{}}", .trailingContent, 2),
    RejectedText("\"a\"b", .trailingContent, 3),
    RejectedText("nullx", .trailingContent, 4),
    RejectedText("1\u{0}", .trailingContent, 1),
    RejectedText("{},", .trailingContent, 2),
    // Byte order marks.
    RejectedText("\u{FEFF}1", .byteOrderMark, 0),
    RejectedText("\u{FEFF}", .byteOrderMark, 0),
    RejectedText("1\u{FEFF}", .trailingContent, 1),
    RejectedText(bytes: [0xFF, 0xFE, 0x31, 0], .unexpectedCharacter, 0),
    // object
    RejectedText("{", .unexpectedEnd, 1),
    RejectedText("}", .unexpectedCharacter, 0),
    RejectedText("{\n  ", .unexpectedEnd, 4, line: 2, column: 3),
    RejectedText("{]", .unexpectedCharacter, 1),
    RejectedText("{,}", .unexpectedCharacter, 1),
    RejectedText("{\"a\"", .unexpectedEnd, 4, "/a"),
    RejectedText("{\"a\"}", .unexpectedCharacter, 4, "/a"),
    RejectedText("{\"a\" 1}", .unexpectedCharacter, 5, "/a"),
    RejectedText("{\"a\"=1}", .unexpectedCharacter, 4, "/a"),
    RejectedText("{\"a\":", .unexpectedEnd, 5, "/a"),
    RejectedText("{\"a\":}", .unexpectedCharacter, 5, "/a"),
    RejectedText("{\"a\":,}", .unexpectedCharacter, 5, "/a"),
    RejectedText("{\"a\"::1}", .unexpectedCharacter, 5, "/a"),
    RejectedText("{\"a\":1", .unexpectedEnd, 6),
    RejectedText("{\"a\":1 ", .unexpectedEnd, 7),
    RejectedText("{\"a\":1,", .unexpectedEnd, 7),
    RejectedText("{\"a\":1,}", .trailingComma, 7),
    RejectedText("{\"a\":1,,\"b\":2}", .unexpectedCharacter, 7),
    RejectedText("{\"a\":1 \"b\":2}", .unexpectedCharacter, 7),
    RejectedText("{\"a\":1]", .unexpectedCharacter, 6),
    RejectedText("{a:1}", .unexpectedCharacter, 1),
    RejectedText("{'a':1}", .unexpectedCharacter, 1),
    RejectedText("{1:1}", .unexpectedCharacter, 1),
    RejectedText("{null:1}", .unexpectedCharacter, 1),
    RejectedText("{\"a:1}", .unexpectedEnd, 6),
    RejectedText("{\"a\":[{\"b\":\n1 2}]}", .unexpectedCharacter, 14, line: 2, column: 3, "/a/0"),
    // Duplicate names, escaped or not.
    RejectedText("{\"a\":1,\"a\":1}", .duplicateMember, 7),
    RejectedText("{\"a\":1,\"\\u0061\":1}", .duplicateMember, 7),
    RejectedText("{\"\\u0061\":1,\"a\":1}", .duplicateMember, 12),
    RejectedText("{\"\":1,\"\":1}", .duplicateMember, 6),
    RejectedText(
      "[{\"x\":{\"é\":1,\n\"b\":2,\"\\u00e9\":3}}]", .duplicateMember, 21, line: 2, column: 7,
      "/0/x"),
    // array
    RejectedText("[", .unexpectedEnd, 1, "/0"),
    RejectedText("]", .unexpectedCharacter, 0),
    RejectedText("[1", .unexpectedEnd, 2),
    RejectedText("[1,", .unexpectedEnd, 3, "/1"),
    RejectedText("[1,]", .trailingComma, 3, "/1"),
    RejectedText("[,]", .unexpectedCharacter, 1, "/0"),
    RejectedText("[,1]", .unexpectedCharacter, 1, "/0"),
    RejectedText("[1,,2]", .unexpectedCharacter, 3, "/1"),
    RejectedText("[1 2]", .unexpectedCharacter, 3),
    RejectedText("[1:2]", .unexpectedCharacter, 2),
    RejectedText("[1}", .unexpectedCharacter, 2),
    RejectedText("[[1,2],[3,\n[4,5 6]]]", .unexpectedCharacter, 16, line: 2, column: 6, "/1/1"),
    RejectedText("{\"a/b~c\":[0,tru]}", .invalidLiteral, 12, "/a~1b~0c/1"),
  ]
}
