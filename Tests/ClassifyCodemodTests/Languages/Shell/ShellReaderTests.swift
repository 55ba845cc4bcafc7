// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ShellReaderTests {
  /// The words of all simple commands, one command in each line.
  private func commands(_ script: String) throws -> [String] {
    let text = SourceText(script)
    let outline = ShellOutline(try ShellFrontEnd().script(of: text), of: text)
    return outline.steps.compactMap { step in
      step.words.isEmpty ? nil : step.words.map { text[$0.range] }.joined(separator: " ")
    }
  }

  @Test(
    arguments: [
      ("a b; c & d\ne", ["a b", "c", "d", "e"]),
      ("a | b |& c && d || ! e", ["a", "b", "c", "d", "e"]),
      ("if a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]),
      ("while a; do b; done; until c\ndo\nd\ndone", ["a", "b", "c", "d"]),
      ("for i in 1 2; do a $i; done\nfor ((i=0; i<$(n); i++)); do b; done", ["a $i", "n", "b"]),
      ("case $x in a|b) c;; (d) e ;& *) f; esac", ["c", "e", "f"]),
      ("f() { a; }; function g { b; }; h() (c)", ["a", "b", "c"]),
      ("x=$(a \"$(b 'c)')\") y=`d` e", ["e", "a \"$(b 'c)')\"", "b 'c)'", "d"]),
      ("a \\\n  b \\\n  # c\nd", ["a b", "d"]),
      ("a # b\n#c\nd#e", ["a", "d#e"]),
      ("a 2>&1 >b <c {fd}>d &>e f", ["a f"]),
      ("[[ $a =~ ^(b|c d)$ && ( -f e || $(f) ) ]] && g", ["f", "g"]),
      ("(( a < b )) && c; echo $(( $(d) + (1) ))", ["c", "echo $(( $(d) + (1) ))", "d"]),
      ("( (a); b )", ["a", "b"]), ("((a); b)", ["a", "b"]),
      ("a=(b $(c) [d]=e # f\n g) h", ["h", "c"]),
      ("local a=(b) c; export d=$(e)", ["local c", "export", "e"]),
      ("diff <(a) >(b)", ["diff <(a) >(b)", "a", "b"]),
      (
        "a ${b:-$(c)} \"${d#'e}'}\" \"${f:-it's}\"",
        [
          "a ${b:-$(c)} \"${d#'e}'}\" \"${f:-it's}\"", "c",
        ]
      ),
      ("a @(b|c)d $'e\\'f' $\"g\"", ["a @(b|c)d $'e\\'f' $\"g\""]),
      ("a <<E b\n$(c) `d`\nE\ne", ["a b", "c", "d", "e"]),
      ("a <<'E' | b\n$(c)\nE\nd", ["a", "b", "d"]),
      ("time a; time { b; }; coproc c { d; }", ["time a", "b", "d"]),
      ("a\r\nif b; then\r\n  c\r\nfi\r\n", ["a", "b", "c"]),
    ])
  func readsCommands(script: String, words: [String]) throws {
    // The order is that of the bytes, an outer command before what is inside it.
    #expect(try commands(script).map { $0.replacing(" \\\n  ", with: " ") } == words)
  }

  @Test(
    arguments: [
      "a 'b", "a \"b", "a $(b", "a `b", "a ${b", "if a; then b", "a )", "fi", "case a in b) c",
      "{ a", "a &&", "| a", "[[ a", "x=(a", "for i in a; b", "a ;; b", "<",
    ])
  func refusesUnclosedSyntax(script: String) {
    #expect(throws: SyntaxFault.self) {
      try ShellFrontEnd().script(of: SourceText(script))
    }
  }

  @Test func readsHereDocuments() throws {
    let text = SourceText("a <<X <<-'Y'\n1 $b\nX\n\t2 $c\n\tY\nd\n")
    let script = try ShellFrontEnd().script(of: text)
    #expect(script.heredocs.map { text[$0.range] } == ["1 $b\n", "\t2 $c\n"])
    #expect(script.heredocs.map(\.isLiteral) == [false, true])
    #expect(script.heredocs.map(\.parts.count) == [3, 1])
  }

  @Test func reportsEscapesBetweenBackquotes() throws {
    let script = try ShellFrontEnd().script(of: SourceText("a `b \\`c\\`` d\ne `f \\x`\n"))
    #expect(script.faults.map(\.range) == [2..<11])
  }

  @Test(arguments: ["$(", "{ ", "(", "if ", "\"$(", "${a:-", "`a `", "$((", "case a in b) "])
  func boundsDepth(opening: String) {
    let script = String(repeating: opening, count: 10_000)
    #expect(throws: SyntaxFault.self) { try ShellFrontEnd().script(of: SourceText(script + "'")) }
  }

  @Test(
    arguments: [
      "#!/bin/sh\na=b c \"d $e\" 'f' # g\n", "a <<E\n$b\nE\nc\n", "\u{FEFF}a \\\n b\r\n",
      "x=(1 2) y+=`a`; f() { [[ a =~ (b) ]]; }",
    ])
  func tokensCoverEveryByteButBlanks(script: String) throws {
    let text = SourceText(script)
    let tokens = try ShellFrontEnd().tokens(of: text)
    var offset = 0
    for token in tokens {
      #expect(offset <= token.range.lowerBound)
      let gap = text[offset..<token.range.lowerBound]
      #expect(gap.utf8.allSatisfy { " \t\\\r\n".utf8.contains($0) })
      offset = token.range.upperBound
    }
    #expect(tokens.last?.kind == .end)
    #expect(offset == text.count)
  }
}
