// SPDX-License-Identifier: Apache-2.0

/// Reads shell scripts for sh, bash, ksh and, where it agrees with them, zsh.
struct ShellFrontEnd: FrontEnd {
  /// Returns the commands of a file.
  func script(of text: SourceText) throws(SyntaxFault) -> ShellScript {
    var reader = ShellReader(text)
    return try reader.read()
  }

  func tokens(of text: SourceText) throws(SyntaxFault) -> ContiguousArray<Token> {
    try script(of: text).tokens
  }

  /// Returns the tokens and faults; commands are in ``script(of:)``, not among the statements.
  func tree(of text: SourceText) throws(SyntaxFault) -> SyntaxTree {
    let script = try script(of: text)
    return SyntaxTree(
      tokens: script.tokens, statements: [],
      faults: script.faults.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }
}
