// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ClassifyCodemod

/// Reads random texts and damaged programs with all front ends.
@Suite struct ScannerFuzzTests {
  /// A front end with programs of its language.
  struct Subject: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var frontEnd: any FrontEnd
    var programs: [String]
    var pieces: [String]
  }

  static let subjects = [
    Subject(
      testDescription: "Python", frontEnd: PythonFrontEnd(), programs: python,
      pieces: common + ["'''", "\"\"\"", "f'", "rb\"", "def ", "lambda ", ":=", "match ", "#", "@"]),
    Subject(
      testDescription: "notebook", frontEnd: Notebook.frontEnd, programs: python,
      pieces: common + ["%", "!", "?", "\n!", "\n%%", "f\"", "if "]),
    Subject(
      testDescription: "TypeScript", frontEnd: TypeScriptFrontEnd(language: .typeScript),
      programs: typeScript, pieces: common + script),
    Subject(
      testDescription: "TSX", frontEnd: TypeScriptFrontEnd(language: .tsx), programs: typeScript,
      pieces: common + script + ["<a>", "</a>", "<>", "</>", "/>"]),
    Subject(
      testDescription: "JavaScript", frontEnd: TypeScriptFrontEnd(language: .javaScript),
      programs: typeScript, pieces: common + script + ["<!--", "-->", "#!"]),
    Subject(
      testDescription: "shell", frontEnd: ShellFrontEnd(), programs: shell,
      pieces: common + [
        "$(", "${", "<<EOF", "\nEOF\n", "|", "&&", ";;", "`", "$'", "case ", "esac",
      ]),
  ]

  @Test(arguments: subjects)
  func readsAnyTextWithoutLosingBytes(subject: Subject) {
    let seed = FuzzRun.replayedSeed ?? UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<FuzzRun.count(usual: 300) {
      let text = SourceText(Self.text(for: subject, &generator))
      if let problem = Self.problem(with: text, subject.frontEnd) {
        Issue.record("seed \(seed): \(problem) in \(text[text.range].debugDescription)")
        return
      }
    }
  }

  /// Random pieces, or a program with random pieces in the place of some of its bytes.
  private static func text(for subject: Subject, _ generator: inout SeededGenerator) -> String {
    var bytes: [UInt8] = []
    if Bool.random(using: &generator),
      let program = subject.programs.randomElement(using: &generator)
    {
      bytes = Array(program.utf8)
    }
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      let start = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, start + Int.random(in: 0...8, using: &generator))
      let piece = subject.pieces.randomElement(using: &generator) ?? ""
      bytes.replaceSubrange(start..<end, with: piece.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What is wrong with the tokens and the tree of a text, or nil.
  private static func problem(with text: SourceText, _ frontEnd: any FrontEnd) -> String? {
    guard let tokens = try? frontEnd.tokens(of: text) else { return nil }
    // To a shell, a byte-order mark is a part of the first word.
    var end = min(text.contentStart, tokens.first?.range.lowerBound ?? 0)
    for token in tokens {
      if token.range.lowerBound < end { return "\(token) begins before \(end)" }
      let gap = text[end..<token.range.lowerBound]
      if !gap.unicodeScalars.allSatisfy(isSpace) { return "\(gap) before \(token) is lost" }
      end = token.range.upperBound
    }
    if end != text.count { return "the tokens end at \(end)" }
    guard let tree = try? frontEnd.tree(of: text) else { return nil }
    return problem(with: tree, of: text)
  }

  private static func problem(with tree: SyntaxTree, of text: SourceText) -> String? {
    var ranges: Set<ByteRange> = []
    var problem: String?
    tree.walk { node in
      if !text.range.contains(node.range) { problem = "\(node.range) is outside the file" }
      if case .expression(let expression) = node, !ranges.insert(expression.range).inserted {
        problem = "two expressions have the range \(expression.range)"
      }
      return problem == nil
    }
    for (fault, next) in zip(tree.faults, tree.faults.dropFirst())
    where fault.range.lowerBound > next.range.lowerBound {
      problem = "the fault at \(next.range) is out of order"
    }
    return problem
  }

  /// Spaces, those of ECMAScript included, line ends and the backslash before one.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "\\" || scalar == "\u{FEFF}"
  }

  private static let common = [
    "(", ")", "[", "]", "{", "}", "'", "\"", "\\", "\n", "\r\n", "\r", " ", "\t", "é", "\u{FEFF}",
    "\0", "0x", "1.", "a", "=", ",", ";", ":", ".", "*", "$", "\u{2028}",
  ]
  private static let script = [
    "`", "${", "/", "//", "/*", "*/", "=>", "<", ">", "?.", "class ", "import ", "const ", "as ",
    "function ", "@", "#a", "async ",
  ]

  private static let python = [
    """
    from a import b
    async def c(d: int = 1, *e, **f) -> g:
        '''h'''
        try:
            with i as j, (k): l = await m.n(o=[p], q={"r": s, **t})[0]
        except (u, v) as w:
            return f"{x!r:>{y}} {{}}" "z"
    """,
    "match a:\n  case B(c=1) | [d, *_] if e: f\n  case _: g\nlambda h: (i for j in k if l)\n",
  ]
  private static let typeScript = [
    """
    import a, { b as c } from "d";
    export class E<F> extends G implements H { constructor(private i: J) {} k = (l?: M) => n?.o!; }
    const p = async ({ q, r: [s] }, ...t) => `u${await v}` as W;
    for (const x of y) { if (/z/g.test(a)) continue; else switch (b) { case 1: break; default: } }
    """
  ]
  private static let shell = [
    """
    #!/bin/bash
    A="$(curl -s "$B/c" -d '{"d": ["'"$E"'"]}' | jq -r '.f')"
    while [ "$G" = x ] && [[ $h =~ y ]]; do cat <<EOF; done
    i ${j:-k}
    EOF
    case "$l" in m|n) o ;; *) p & ;; esac
    """
  ]
}

extension ByteRange {
  fileprivate func contains(_ other: ByteRange) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
