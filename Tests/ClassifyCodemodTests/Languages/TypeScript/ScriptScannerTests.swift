// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ScriptScannerTests {
  private func tokens(_ source: String, _ language: Language) throws -> [(Token.Kind, String)] {
    let text = SourceText(source)
    return try TypeScriptFrontEnd(language: language).tokens(of: text)
      .filter { $0.kind != .end }.map { ($0.kind, text[$0.range]) }
  }

  private func texts(
    of kind: Token.Kind, in source: String, _ language: Language = .javaScript
  ) throws -> [String] {
    try tokens(source, language).filter { $0.0 == kind }.map(\.1)
  }

  @Test(arguments: [
    ("a = /b\\/[/]c/gi", ["/b\\/[/]c/gi"]),
    ("a / b / c", []),
    ("a++ / b / c", []),
    ("(a) / b / c", []),
    ("a[0] / b / c", []),
    ("`a` / b / c", []),
    ("if (a) /b/.test(c)", ["/b/"]),
    ("for await (a of b) /c/g", ["/c/g"]),
    ("return /a/", ["/a/"]),
    ("a.return / b / c", []),
    ("x => /a/", ["/a/"]),
    ("{}\n/a/.test(b)", ["/a/"]),
    ("a = {} / b / c", []),
    ("a = b\n/c/d", []),
    ("!/a/.test(b)", ["/a/"]),
    ("a ? /b/ : /c/", ["/b/", "/c/"]),
    ("typeof /a/", ["/a/"]),
    ("a = b /* c */ / d", []),
    ("a /= b / c", []),
  ])
  func tellsRegularExpressionsFromDivisions(source: String, expected: [String]) throws {
    #expect(try texts(of: .regularExpression, in: source) == expected)
  }

  @Test func takesPostfixExclamationMarkForOperand() throws {
    #expect(try texts(of: .regularExpression, in: "a! / b / c", .typeScript) == [])
  }

  @Test(arguments: [
    ("`a`", ["a"]),
    ("``", []),
    ("`a${b}c${`d${e}`}f`", ["a", "c", "d", "f"]),
    ("`${{ a: '}' }}`", []),
    (#"`\`$\{{${a}$`"#, [#"\`$\{{"#, "$"]),
    ("`a\r\nb`", ["a\r\nb"]),
  ])
  func readsTemplates(source: String, middles: [String]) throws {
    #expect(try texts(of: .stringMiddle, in: source) == middles)
  }

  @Test(arguments: [
    ("// a\nb /* c\n */ d", ["// a", "/* c\n */"]),
    ("a <!-- b\n--> c\nd --> e", ["<!-- b", "--> c"]),
    ("'// a' + /\\/\\/b/", []),
    ("a // b\u{2028}c", ["// b"]),
  ])
  func readsComments(source: String, expected: [String]) throws {
    #expect(try texts(of: .comment, in: source) == expected)
  }

  @Test func readsHTMLCommentsInJavaScriptOnly() throws {
    #expect(try texts(of: .comment, in: "a<!--b", .typeScript) == [])
  }

  @Test func readsHashbangAfterByteOrderMark() throws {
    #expect(
      try tokens("\u{FEFF}#!/usr/bin/env node\na", .javaScript).map(\.0) == [.shebang, .name])
  }

  @Test(arguments: [
    ("1_000.5e-3 0xFFn .5 1. 5..a", ["1_000.5e-3", "0xFFn", ".5", "1.", "5."]),
    ("0b1+0o7-08", ["0b1", "0o7", "08"]),
    ("0xe+1", ["0xe", "1"]),
    ("1e5.a", ["1e5"]),
    ("0.5", ["0.5"]),
  ])
  func readsNumbers(source: String, expected: [String]) throws {
    #expect(try texts(of: .number, in: source) == expected)
  }

  @Test(arguments: [
    ("a>>>=b>=c=>d", ["a", ">", ">", ">", "=", "b", ">", "=", "c", "=>", "d"]),
    ("a?.b??=c", ["a", "?.", "b", "??=", "c"]),
    ("...a**=b", ["...", "a", "**=", "b"]),
    ("#a in é\u{A0}ö", ["#a", "in", "é", "ö"]),
  ])
  func readsPunctuation(source: String, expected: [String]) throws {
    #expect(try tokens(source, .javaScript).map(\.1) == expected)
  }

  @Test(arguments: ["\u{A0}", "\u{2028}", "\u{3000}"])
  func passesOverSpaceInTags(space: String) throws {
    #expect(
      try tokens("<a\(space)b\(space)/>", .tsx).map(\.1) == ["<", "a", "b", "/", ">"])
  }

  @Test(arguments: [
    "'a", "`a", "`${a", "(", "[}", "a)", "/* a", "'a\nb'", "<a>", "<a></b>", "<a b='c", "{",
  ])
  func rejectsWhatIsNotClosed(source: String) {
    #expect(throws: SyntaxFault.self) { try tokens(source, .javaScript) }
  }
}
