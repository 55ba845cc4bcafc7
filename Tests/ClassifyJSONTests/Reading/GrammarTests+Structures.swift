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
    // Any value may be a whole text.
    AcceptedText("\"\"", ""),
    AcceptedText("0", 0),
  ]

  static let refusedStructures = [
    // No value at all.
    RefusedText("", .unexpectedEnd, 0),
    RefusedText(" \n ", .unexpectedEnd, 3, line: 2, column: 2),
    // ws is four characters, and no others.
    RefusedText("\u{B}1", .unexpectedCharacter, 0),
    RefusedText("\u{C}1", .unexpectedCharacter, 0),
    RefusedText("\u{0}", .unexpectedCharacter, 0),
    RefusedText("\u{A0}1", .unexpectedCharacter, 0),
    RefusedText("1\u{2028}", .trailingContent, 1),
    RefusedText("[1\u{0}]", .unexpectedCharacter, 2),
    RefusedText("// a\n1", .unexpectedCharacter, 0),
    RefusedText("[1/**/]", .unexpectedCharacter, 2),
    // Nothing follows the value.
    RefusedText("1 2", .trailingContent, 2),
    RefusedText("{}{}", .trailingContent, 2),
    RefusedText("[]]", .trailingContent, 2),
    RefusedText("{}}", .trailingContent, 2),
    RefusedText("\"a\"b", .trailingContent, 3),
    RefusedText("nullx", .trailingContent, 4),
    RefusedText("1\u{0}", .trailingContent, 1),
    RefusedText("{},", .trailingContent, 2),
    // A byte order mark.
    RefusedText("\u{FEFF}1", .byteOrderMark, 0),
    RefusedText("\u{FEFF}", .byteOrderMark, 0),
    RefusedText("1\u{FEFF}", .trailingContent, 1),
    RefusedText(bytes: [0xFF, 0xFE, 0x31, 0], .unexpectedCharacter, 0),
    // object
    RefusedText("{", .unexpectedEnd, 1),
    RefusedText("}", .unexpectedCharacter, 0),
    RefusedText("{\n  ", .unexpectedEnd, 4, line: 2, column: 3),
    RefusedText("{]", .unexpectedCharacter, 1),
    RefusedText("{,}", .unexpectedCharacter, 1),
    RefusedText("{\"a\"", .unexpectedEnd, 4, "/a"),
    RefusedText("{\"a\"}", .unexpectedCharacter, 4, "/a"),
    RefusedText("{\"a\" 1}", .unexpectedCharacter, 5, "/a"),
    RefusedText("{\"a\"=1}", .unexpectedCharacter, 4, "/a"),
    RefusedText("{\"a\":", .unexpectedEnd, 5, "/a"),
    RefusedText("{\"a\":}", .unexpectedCharacter, 5, "/a"),
    RefusedText("{\"a\":,}", .unexpectedCharacter, 5, "/a"),
    RefusedText("{\"a\"::1}", .unexpectedCharacter, 5, "/a"),
    RefusedText("{\"a\":1", .unexpectedEnd, 6),
    RefusedText("{\"a\":1 ", .unexpectedEnd, 7),
    RefusedText("{\"a\":1,", .unexpectedEnd, 7),
    RefusedText("{\"a\":1,}", .trailingComma, 7),
    RefusedText("{\"a\":1,,\"b\":2}", .unexpectedCharacter, 7),
    RefusedText("{\"a\":1 \"b\":2}", .unexpectedCharacter, 7),
    RefusedText("{\"a\":1]", .unexpectedCharacter, 6),
    RefusedText("{a:1}", .unexpectedCharacter, 1),
    RefusedText("{'a':1}", .unexpectedCharacter, 1),
    RefusedText("{1:1}", .unexpectedCharacter, 1),
    RefusedText("{null:1}", .unexpectedCharacter, 1),
    RefusedText("{\"a:1}", .unexpectedEnd, 6),
    RefusedText("{\"a\":[{\"b\":\n1 2}]}", .unexpectedCharacter, 14, line: 2, column: 3, "/a/0"),
    // A name occurs once, however it is written.
    RefusedText("{\"a\":1,\"a\":1}", .duplicateMember, 7),
    RefusedText("{\"a\":1,\"\\u0061\":1}", .duplicateMember, 7),
    RefusedText("{\"\\u0061\":1,\"a\":1}", .duplicateMember, 12),
    RefusedText("{\"\":1,\"\":1}", .duplicateMember, 6),
    RefusedText(
      "[{\"x\":{\"é\":1,\n\"b\":2,\"\\u00e9\":3}}]", .duplicateMember, 21, line: 2, column: 7,
      "/0/x"),
    // array
    RefusedText("[", .unexpectedEnd, 1, "/0"),
    RefusedText("]", .unexpectedCharacter, 0),
    RefusedText("[1", .unexpectedEnd, 2),
    RefusedText("[1,", .unexpectedEnd, 3, "/1"),
    RefusedText("[1,]", .trailingComma, 3, "/1"),
    RefusedText("[,]", .unexpectedCharacter, 1, "/0"),
    RefusedText("[,1]", .unexpectedCharacter, 1, "/0"),
    RefusedText("[1,,2]", .unexpectedCharacter, 3, "/1"),
    RefusedText("[1 2]", .unexpectedCharacter, 3),
    RefusedText("[1:2]", .unexpectedCharacter, 2),
    RefusedText("[1}", .unexpectedCharacter, 2),
    RefusedText("[[1,2],[3,\n[4,5 6]]]", .unexpectedCharacter, 16, line: 2, column: 6, "/1/1"),
    RefusedText("{\"a/b~c\":[0,tru]}", .invalidLiteral, 12, "/a~1b~0c/1"),
  ]
}
