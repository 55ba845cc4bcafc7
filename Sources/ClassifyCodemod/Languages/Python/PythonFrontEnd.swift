// SPDX-License-Identifier: Apache-2.0

/// Reads Python 3.8 to 3.14; what only Python 2 allows becomes a fault.
///
/// How it uses the shared syntax:
/// - `import a, b` is two statements, of which the second begins at `b`.
/// - A tuple includes its parentheses, if it has any, or else its last comma.
/// - `case A | B:` has two patterns, `case _:` has none, and `case A as x:` is an assignment with
///   the spelling `as`.
/// - `print x` is no call but a fault.
struct PythonFrontEnd: FrontEnd {
  /// Whether lines can be for IPython, as in the cells of a notebook: `%magic`, `!command`, `?help`.
  var allowsMagic = false

  func tokens(of text: SourceText) throws(SyntaxFault) -> ContiguousArray<Token> {
    var scanner = PythonScanner(text, allowsMagic: allowsMagic)
    try scanner.scan()
    return scanner.tokens
  }

  func tree(of text: SourceText) throws(SyntaxFault) -> SyntaxTree {
    var scanner = PythonScanner(text, allowsMagic: allowsMagic)
    try scanner.scan()
    var parser = PythonParser(text, tokens: scanner.tokens)
    let statements = parser.file()
    return SyntaxTree(
      tokens: scanner.tokens, statements: statements,
      faults: SyntaxFault.outermost(of: scanner.faults + parser.faults))
  }
}

extension SyntaxFault {
  /// The faults in ascending order, without those that begin inside another one.
  static func outermost(of faults: [SyntaxFault]) -> [SyntaxFault] {
    let sorted = faults.sorted {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }
    var result: [SyntaxFault] = []
    for fault in sorted where fault.range.lowerBound >= result.last?.range.upperBound ?? 0 {
      result.append(fault)
    }
    return result
  }
}
