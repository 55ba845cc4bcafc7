// SPDX-License-Identifier: Apache-2.0

/// Reads the source text of a language.
///
/// A front end is lossless: its tokens cover every byte but spaces. What it can't model becomes
/// opaque, with the tokens passed over; it throws only if it can't find where tokens begin and end,
/// for instance after an unclosed string.
protocol FrontEnd: Sendable {
  /// Returns the tokens of a file.
  func tokens(of text: SourceText) throws(SyntaxFault) -> ContiguousArray<Token>

  /// Returns the syntax tree of a file.
  func tree(of text: SourceText) throws(SyntaxFault) -> SyntaxTree
}

/// Bounds for every front end.
enum SyntaxLimits {
  /// The maximum depth of nested expressions, statements, brackets, interpolations and chained
  /// postfix or binary operators; what lies deeper is opaque.
  static let depth = 200
}

/// The front ends by language.
enum FrontEnds {
  /// Returns the front end of a language, or nil if it has none.
  static func frontEnd(for language: Language) -> (any FrontEnd)? {
    switch language {
    case .python: PythonFrontEnd()
    case .typeScript, .tsx, .javaScript: TypeScriptFrontEnd(language: language)
    case .shell: ShellFrontEnd()
    case .notebook, .json, .yaml, .swift, .dependencies, .markdown, .recipe: nil
    }
  }
}
