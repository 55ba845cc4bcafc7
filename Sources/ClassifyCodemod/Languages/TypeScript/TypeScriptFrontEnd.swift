// SPDX-License-Identifier: Apache-2.0

/// Reads TypeScript and JavaScript, with JSX where the language has it.
struct TypeScriptFrontEnd: FrontEnd {
  /// `typeScript`, `tsx`, or `javaScript`, which includes JSX.
  let language: Language

  func tokens(of text: SourceText) throws(SyntaxFault) -> ContiguousArray<Token> {
    var scanner = ScriptScanner(text, language: language)
    try scanner.scan()
    return scanner.tokens
  }

  func tree(of text: SourceText) throws(SyntaxFault) -> SyntaxTree {
    var scanner = ScriptScanner(text, language: language)
    try scanner.scan()
    var parser = ScriptParser(text: text, lexemes: scanner.lexemes, language: language)
    let statements = parser.file()
    let faults = parser.faults.sorted { $0.range.lowerBound < $1.range.lowerBound }
    return SyntaxTree(tokens: scanner.tokens, statements: statements, faults: faults)
  }
}
