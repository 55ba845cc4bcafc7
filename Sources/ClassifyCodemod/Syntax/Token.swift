// SPDX-License-Identifier: Apache-2.0

/// A token of a file.
///
/// Tokens are lossless: between two of them there is nothing but spaces, tabs, form feeds, escaped
/// line ends and, where the language ignores them, line ends.
struct Token: Sendable, Hashable {
  /// What a token is.
  ///
  /// Keywords are names; the parsers tell them apart.
  enum Kind: UInt8, Sendable, CaseIterable {
    case name
    /// `#name` of ECMAScript.
    case privateName
    case number
    /// A complete literal without interpolation, with prefix and quotes.
    case string
    /// The begin of an f-string or template up to and including its opening quote.
    case stringStart
    /// Literal text inside an f-string or template.
    case stringMiddle
    /// The closing quote of an f-string or template.
    case stringEnd
    case regularExpression
    /// Text between the tags of JSX.
    case jsxText
    /// An operator, bracket or punctuation mark.
    case punctuation
    /// The end of a logical line (Python) or of a command (shell).
    case newline
    /// Greater indentation than the line before (Python): the spaces themselves.
    case indent
    /// Less indentation than the line before (Python): empty.
    case dedent
    case comment
    /// A `#!` line.
    case shebang
    /// The text of a here-document, without its delimiter line.
    case heredoc
    /// A word or a part of a word of a shell command.
    case word
    /// A line of a notebook cell for IPython: `%magic`, `!command`, `?help`.
    case magic
    /// A byte that begins no token of the language.
    case unknown
    /// The end of the file: empty.
    case end
  }

  let kind: Kind
  private let start: UInt32
  private let length: UInt32

  /// Creates a token; a file has fewer than 2³² bytes (see ``MigrationOptions``).
  init(_ kind: Kind, _ range: ByteRange) {
    self.kind = kind
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    length = UInt32(truncatingIfNeeded: range.count)
  }

  /// The bytes of the token.
  var range: ByteRange { Int(start)..<Int(start) + Int(length) }

  /// Whether parsers pass over the token.
  var isTrivia: Bool { kind == .comment || kind == .shebang }
}

/// Why a file, or a part of it, is not understood.
struct SyntaxFault: Error, Sendable, Hashable {
  /// Where the unclear syntax is.
  var range: ByteRange
  /// A sentence for a person, such as `the string has no closing quote`.
  var reason: String
}
