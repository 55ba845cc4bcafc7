// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct PythonScannerTests {
  /// The tokens as `kind:text`; line ends and indentation as their kinds only.
  private func tokens(_ code: String, allowsMagic: Bool = false) throws -> [String] {
    let text = SourceText(code)
    return try PythonFrontEnd(allowsMagic: allowsMagic).tokens(of: text).map { token in
      switch token.kind {
      case .newline, .indent, .dedent, .end: "\(token.kind)"
      default: "\(token.kind):\(text[token.range])"
      }
    }
  }

  @Test func findsIndentsAndDedentsBeforeTheNextStatement() throws {
    let code = "if a:\n\n    # note\n    b\n\n  # note\nc\n"
    #expect(
      try tokens(code) == [
        "name:if", "name:a", "punctuation::", "newline", "comment:# note", "indent", "name:b",
        "newline", "comment:# note", "dedent", "name:c", "newline", "end",
      ])
  }

  @Test func endsFileWithoutNewlineLikeOneWithIt() throws {
    #expect(
      try tokens("if a:\n\tb")
        == ["name:if", "name:a", "punctuation::", "newline", "indent", "name:b", "newline"]
        + ["dedent", "end"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func readsAnyLineEnding(ending: String) throws {
    #expect(
      try tokens("a\\\(ending)b\(ending)(\(ending))\(ending)")
        == ["name:a", "name:b", "newline", "punctuation:(", "punctuation:)", "newline", "end"])
  }

  @Test(arguments: [
    ("0x_1F", ["number:0x_1F"]), ("1_000.5e-3j", ["number:1_000.5e-3j"]), (".5", ["number:.5"]),
    ("1if x", ["number:1", "name:if", "name:x"]), ("1e", ["number:1", "name:e"]),
    ("0b12", ["number:0b1", "number:2"]), ("1..a", ["number:1.", "punctuation:.", "name:a"]),
    ("a**=b//c", ["name:a", "punctuation:**=", "name:b", "punctuation://", "name:c"]),
    ("a:=b!=c", ["name:a", "punctuation::=", "name:b", "punctuation:!=", "name:c"]),
    ("...", ["punctuation:..."]), ("a?", ["name:a", "unknown:?"]), ("größe", ["name:größe"]),
    ("$", ["unknown:$"]),
  ])
  func findsNumbersAndOperators(code: String, expected: [String]) throws {
    #expect(try tokens(code) == expected + ["newline", "end"])
  }

  @Test(arguments: [
    #"'a\'b'"#, #"r"\"""#, #"Rb'''a'b''c\''''"#, #""""a"b""c\"""""#, #"u'é'"#, "'a\\\nb'", #"b''"#,
    "\"\"\"\n# no comment\n\"\"\"",
  ])
  func findsEndOfString(code: String) throws {
    #expect(try tokens(code + " ") == ["string:\(code)", "newline", "end"])
  }

  @Test(arguments: [
    (
      "f'a{b}c'",
      ["stringStart:f'", "stringMiddle:a", "punctuation:{", "name:b", "punctuation:}"]
        + ["stringMiddle:c", "stringEnd:'"]
    ),
    ("f'{{}}'", ["stringStart:f'", "stringMiddle:{{}}", "stringEnd:'"]),
    (
      "rf\"{a!r:>{w}}\"",
      ["stringStart:rf\"", "punctuation:{", "name:a", "punctuation:!", "name:r", "punctuation::"]
        + ["stringMiddle:>", "punctuation:{", "name:w", "punctuation:}", "punctuation:}"]
        + ["stringEnd:\""]
    ),
    (
      "f'{a['b']}'",
      ["stringStart:f'", "punctuation:{", "name:a", "punctuation:[", "string:'b'"]
        + ["punctuation:]", "punctuation:}", "stringEnd:'"]
    ),
    (
      "f'{a != b:=5}'",
      ["stringStart:f'", "punctuation:{", "name:a", "punctuation:!=", "name:b", "punctuation::"]
        + ["stringMiddle:=5", "punctuation:}", "stringEnd:'"]
    ),
    (
      "f'''{\na # }\n}'''",
      ["stringStart:f'''", "punctuation:{", "name:a", "comment:# }", "punctuation:}"]
        + ["stringEnd:'''"]
    ),
    (
      #"f'\N{DASH}\{a}'"#,
      [
        "stringStart:f'", #"stringMiddle:\N{DASH}\"#, "punctuation:{", "name:a", "punctuation:}",
        "stringEnd:'",
      ]
    ),
    (
      "f'{f'{a}'}'",
      ["stringStart:f'", "punctuation:{", "stringStart:f'", "punctuation:{", "name:a"]
        + ["punctuation:}", "stringEnd:'", "punctuation:}", "stringEnd:'"]
    ),
  ])
  func findsFieldsOfFormattedStrings(code: String, expected: [String]) throws {
    #expect(try tokens(code) == expected + ["newline", "end"])
  }

  @Test(arguments: [
    "'a", "'a\nb'", "\"\"\"a\"\"", "(a", "a)", "(a]", "f'{a", "f'{a'", "f'a}'", "f'{a:b'", "{(}",
  ])
  func rejectsCodeWithoutClearTokens(code: String) {
    #expect(throws: SyntaxFault.self) { try tokens(code) }
  }

  @Test func findsLinesForIPythonInNotebooks() throws {
    let code = "!pip install \\\n  a\n  %time b\nc = %env X\nd?\ne % f\n"
    #expect(
      try tokens(code, allowsMagic: true).filter { $0 != "newline" } == [
        "magic:!pip install \\\n  a", "indent", "magic:%time b", "dedent", "name:c",
        "punctuation:=", "magic:%env X", "name:d", "magic:?", "name:e", "punctuation:%", "name:f",
        "end",
      ])
  }

  @Test func readsShebangAfterByteOrderMark() throws {
    #expect(
      try tokens("\u{FEFF}#!/usr/bin/env python\na")
        == ["shebang:#!/usr/bin/env python", "name:a", "newline", "end"])
  }

  @Test(arguments: ["if a:\n    b\n  c\n", "if a:\n        b\n\tc\n"])
  func reportsIndentationThatMatchesNoLine(code: String) throws {
    let tree = try PythonFrontEnd().tree(of: SourceText(code))
    #expect(tree.faults.count == 1)
  }
}
