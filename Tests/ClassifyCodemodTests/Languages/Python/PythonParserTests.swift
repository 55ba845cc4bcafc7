// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct PythonParserTests {
  private func tree(_ code: String) throws -> SyntaxTree {
    try PythonFrontEnd().tree(of: SourceText(code))
  }

  private func outline(_ code: String) throws -> String {
    SyntaxOutline(text: SourceText(code)).text(of: try tree(code).statements)
  }

  @Test(arguments: [
    ("a.b(c, *d, e=f, **g)", "a.b(c,*d,e=f,**g)"),
    ("a(b for c in d)", "a(generator{b for c in d})"),
    ("a[b, 1:2, ::c][*d]", "a[b,clear<1,2>,clear<c>][*d]"),
    ("a or b and not c == d | e", "(a or (b and not((c == (d | e)))))"),
    ("a - b - c * d ** -e", "((a - b) - (c * (d ** -(e))))"),
    ("a not in b", "(a not in b)"), ("a is  not b", "(a is not b)"), ("a < b < c", "clear<a,b,c>"),
    ("a if b else c if d else e", "(b ? a : (d ? c : e))"),
    ("lambda a, *b, c=1, **d: e", "def (a,*b,!c=1,**d)=>e"),
    ("(a := b, c)", "tuple{(a := b),c}"), ("(a)", "(a)"), ("()", "tuple{}"), ("a,", "tuple{a}"),
    ("[a, *b]", "list{a,*b}"), ("{a, b}", "set{a,b}"), ("{**a, b: c,}", "{**a,b:c}"), ("{}", "{}"),
    (
      "{a: b for a, b in c if d if e}",
      "dictionary{a:b for tuple{a,b} in c if d if e}"
    ),
    ("[a async for b in c for d in e]", "list{a async for b in c for d in e}"),
    ("await a.b()", "await a.b()"), ("yield", "yield "), ("x = yield from a", "x=yield a"),
    ("None, True, False, ...", "tuple{null,true,false,clear<>}"),
    ("0x1F, 1_000, 010, 1.5, 00", "tuple{31,1000,010,1.5,0}"),
    ("~a @ b >> c", "((~(a) @ b) >> c)"),
  ])
  func readsExpressions(code: String, expected: String) throws {
    #expect(try outline(code) == expected)
    #expect(try tree(code).faults.isEmpty)
  }

  @Test(arguments: [
    ("import a.b as c, d", "import a.b→c import d"),
    ("from ..a import (b as c, d,)", "import ..a(b→c,d)"), ("from . import *", "import .(*)"),
    ("from ... import a", "import ...(a)"),
    ("a = b, *c = d", "a=tuple{b,*c}=d"), ("a: list[B] = c", "a:list[B]=c"), ("a.b: C", "a.b:C"),
    ("a //= b", "a//=b"), ("a; b;", "a b"), ("pass; global a, b", "simple simple"),
    ("return a, b", "return tuple{a,b}"), ("raise A from b", "raise clear<A,b>"),
    ("del a, (b)", "clear<a,(b)>"), ("assert a, b", "clear<a,b>"),
    ("print(a, file=b)", "print(a,file=b)"),
    ("type A[T: int] = B", "alias A()=B"), ("type = match", "type=match"),
    ("print >>a, b", "tuple{(print >> a),b}"),
  ])
  func readsSimpleStatements(code: String, expected: String) throws {
    #expect(try outline(code) == expected)
    #expect(try tree(code).faults.isEmpty)
  }

  @Test(arguments: [
    ("if a: b\nelif c:\n  d\nelse: e\n", "if a{b}if c{d}else{e}"),
    ("while a:\n  break\nelse:\n  b\n", "while a{simple}else{b}"),
    ("async for a, b in c, d: e\n", "async for tuple{a,b} in tuple{c,d}{e}"),
    ("for a in b: c; d\ne\n", "for a in b{c d} e"),
    ("with a as b, c: d\n", "with a→b,c{d}"), ("with (a as b, c as d,): e\n", "with a→b,c→d{e}"),
    ("with (a) as b: c\n", "with (a)→b{c}"), ("with (a): b\n", "with a{b}"),
    ("with (yield a): b\n", "with (yield a){b}"),
    (
      "try:\n  a\nexcept (B, C) as d:\n  e\nexcept:\n  f\nelse:\n  g\nfinally:\n  h\n",
      "try{a}except tuple{B,C}→d{e}except {f}else{g}finally{h}"
    ),
    ("try: a\nexcept* B: c\n", "try{a}except B{c}"),
    (
      "@a.b(c)\n@d\nasync def e[T](f, /, g: int = 1, *, h, **i) -> j: k\n",
      "@a.b(c) @d async def e(f,g:int=1,!h,**i)->j{k}"
    ),
    ("class A(B, metaclass=C):\n  d: E = f\n", "class A(B,metaclass=C){d:E=f}"),
    (
      "match a.b:\n  case 'x' | 'y': c\n  case D(e=1) as f if g: h\n  case _: i\n",
      "match a.b[''x'|'y']{c}[(f as D(e=1)) if g]{h}[]{i}".replacing("''", with: "'")
    ),
    (
      "match a, b:\n  case [1, *c], {'k': v, **r}:\n    d\n",
      "match tuple{a,b}[tuple{list{1,*c},{'k':v,**r}}]{d}"
    ),
    ("match(a)\n", "match(a)"), ("match[a].b = c\n", "match[a].b=c"),
  ])
  func readsCompoundStatements(code: String, expected: String) throws {
    #expect(try outline(code) == expected)
    #expect(try tree(code).faults.isEmpty)
  }

  @Test(arguments: [
    (#"'a\n\x41\u00e9\101\'' "b" r'\n'"#, "'a\nA\u{E9}A'+b+\\n'"),
    ("f'{{{a}}}' 'b'", "'{+{a}+}+b'"), (#"b'\u0041'"#, #"'\u0041'"#),
    ("f'{a.b!r:>{c}.2}'", "'{a.b}+{c}'"), ("f'{a=}'", "'{a}'"), ("'''a\r\nb'''", "'a\nb'"),
    (#"'\N{DASH}\q\ud800'"#, "'\\N{DASH}\\q\u{FFFD}'"), ("''", "''"), ("'a\\\nb'", "'ab'"),
  ])
  func resolvesStrings(code: String, expected: String) throws {
    #expect(try outline(code) == expected)
  }

  @Test func givesStringsTheirPrefixQuoteAndBytes() throws {
    let code = #"x = Rb'''a''' b"c""#
    let text = SourceText(code)
    guard case .assignments(let assignments)? = try tree(code).statements.first?.kind,
      let value = assignments.first?.value, case .string(let literal) = value.kind
    else {
      Issue.record("no string")
      return
    }
    #expect(literal.prefix == "Rb")
    #expect(literal.quote == "'''")
    #expect(literal.pieces == 2)
    let pieces = literal.parts.map { part in
      if case .text(_, let range) = part { text[range] } else { "" }
    }
    #expect(pieces == ["a", "c"])
    #expect(text[value.range] == #"Rb'''a''' b"c""#)
  }

  @Test func rangesOfStatementsEndBeforeCommentsAndAfterSemicolons() throws {
    let code = "@a\ndef b():\n  c;  # d\n\n  # e\nf\n"
    let ranges = try tree(code).statements.map { SourceText(code)[$0.range] }
    #expect(ranges == ["@a\ndef b():\n  c;", "f"])
  }

  @Test(arguments: [
    ("a\nprint b\nc\n", "a unclear<> c", "print b"),
    ("exec a in b; c\n", "unclear<>", "exec a in b; c"),
    ("a; b c; d\ne\n", "a unclear<> e", "b c; d"),
    ("try: a\nexcept B, e: c\nd\n", "try{a}except tuple{B,e}{c} d", ""),
    ("if a <> b:\n  c\nelse:\n  d\n", "if unclear<>{c}else{d}", "a <> b:"),
    ("def a((b, c)):\n  d\ne\n", "unclear<>{d} e", "def a((b, c)):"),
    ("raise A, 'b'\nc\n", "unclear<> c", "raise A, 'b'"),
    ("with a b:\n  c\n", "with unclear<>{c}", "a b:"),
    ("x = `a`\ny = 0777L\n", "unclear<> unclear<>", "x = `a`"),
    ("    a\nb\n", "unclear<>{a} b", "    "),
    ("if a:\nb\n", "if a{} b", ":"),
    ("x = $y\n", "unclear<>", "x = $y"),
    ("async a\n", "unclear<>", "async a"),
    ("match a:\n  case b: c\n  d\n", "match a[b]{c d}", "d"),
    ("f(a b)\ng\n", "unclear<> g", "f(a b)"),
  ])
  func reportsWhatItDoesNotUnderstand(code: String, expected: String, fault: String) throws {
    let tree = try tree(code)
    #expect(SyntaxOutline(text: SourceText(code)).text(of: tree.statements) == expected)
    #expect(tree.faults.first.map { SourceText(code)[$0.range] } ?? "" == fault)
  }

  /// Code nested deeply by its repeated parts.
  @Test(arguments: [
    ("(", "a", ")"), ("[", "", "]"), ("{a:", "b", "}"), ("a(", "", ")"), ("a[", "0", "]"),
    ("-", "a", ""), ("not ", "a", ""), ("a.", "b", ""), ("a+", "b", ""), ("a**", "b", ""),
    ("lambda: ", "a", ""), ("a if b else ", "c", ""), ("await ", "a", ""), ("f'{", "a", "}'"),
  ])
  func isBoundedInDepth(open: String, middle: String, close: String) throws {
    func nested(_ count: Int) -> String {
      String(repeating: open, count: count) + middle + String(repeating: close, count: count)
    }
    // `await await` is no Python.
    if open != "await " { #expect(try tree(nested(50)).faults.isEmpty) }
    let deep = try tree(nested(5_000))
    #expect(deep.faults.count == 1)
    #expect(deep.statements.count == 1)
  }

  @Test func isBoundedInDepthOfBlocks() throws {
    let code =
      (0..<1_000).map { String(repeating: " ", count: $0) + "if a:\n" }.joined()
      + String(repeating: " ", count: 1_000) + "b\n"
    let tree = try tree(code)
    #expect(tree.faults.count == 1)
    #expect(tree.statements.count == 1)
  }

  @Test func noTwoExpressionsShareTheirBytes() throws {
    let code = """
      a = (b), c[d:, :e], [(f for g in h)], (*i, j), f"{(k)}{l:{m}}" "n", x(y for y in z)
      with (a): b
      match a:
        case (b | c): d
      """
    var ranges: [ByteRange] = []
    try tree(code).walk { node in
      if case .expression(let expression) = node { ranges.append(expression.range) }
      return true
    }
    #expect(Set(ranges).count == ranges.count)
  }

  @Test func readsIPythonInNotebooks() throws {
    let code = "%time x.y\n%cd z\na = !ls\nb.c?\nif d:\n  !e\n!f {g.h} $i\n"
    let tree = try PythonFrontEnd(allowsMagic: true).tree(of: SourceText(code))
    #expect(tree.faults.isEmpty)
    #expect(
      SyntaxOutline(text: SourceText(code)).text(of: tree.statements)
        == "clear<x> simple a=clear<> b.c if d{simple} clear<g,i>")
  }
}
