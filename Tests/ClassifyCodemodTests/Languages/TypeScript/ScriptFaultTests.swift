// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ScriptFaultTests {
  @Test(arguments: [
    ("a; b c d; e", "b c d;"),
    ("a\nb c\nconst d = 1", "b c"),
    ("function f() { a b; c }\nd", "a b;"),
    ("class A { b c d; e() {} }", "b c d;"),
    ("x = { a b }; c", "x = { a b };"),
    ("f(() => { a b; c })", "a b;"),
    ("case 1: a", "case 1: a"),
    ("if (a b) { c }\nd", "if (a b) { c }"),
  ])
  func limitsFaultToStatement(source: String, fault: String) throws {
    let outline = try ScriptOutline(source, language: .javaScript)
    #expect(outline.tree.faults.map { outline.text[$0.range] } == [fault])
  }

  @Test func readsStatementsAfterFault() throws {
    let outline = try ScriptOutline("a b; client.classify(c)", language: .javaScript)
    #expect(outline.outline.hasSuffix("client.classify(c);"))
  }

  @Test(arguments: ["(", "[", "{a:", "a(", "!", "`${", "a=", "x=>", "<a b={", "a?"])
  func reportsDeepNesting(opening: String) throws {
    let closing = [
      "(": ")", "[": "]", "{a:": "}", "a(": ")", "`${": "}`", "<a b={": "}/>", "a?": ":b",
    ]
    let depth = 5000
    let source =
      "x = " + String(repeating: opening, count: depth) + "c"
      + String(repeating: closing[opening] ?? "", count: depth) + ";\nd()"
    let outline = try ScriptOutline(source, language: .javaScript)
    #expect(outline.tree.faults.map(\.reason) == ["the code is nested too deeply"])
    #expect(outline.outline.hasSuffix("d();"))
  }

  @Test(arguments: [
    " + a", ".a", "()", "[0]", ", a", "?.a", ";\na", " | a", " <a", " as A", "!", " ? b : c",
    " = a", " && a || b", "<b>(c)", "\nif (a) {}",
  ])
  func readsLongChains(link: String) throws {
    let outline = try ScriptOutline("a" + String(repeating: link, count: 20_000))
    var depth = 0
    // Each entry is a node with its depth.
    var pending = outline.tree.statements.map { (SyntaxNode.statement($0), 1) }
    while let (node, level) = pending.popLast() {
      depth = max(depth, level)
      pending += node.children.map { ($0, level + 1) }
    }
    #expect(depth <= 2 * SyntaxLimits.depth)
  }
}
