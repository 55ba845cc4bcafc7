// SPDX-License-Identifier: Apache-2.0

/// A file as its front end read it.
struct SyntaxTree: Sendable {
  /// All tokens in ascending order; the last one is ``Token/Kind/end``.
  var tokens: ContiguousArray<Token>

  /// The statements at the top level.
  var statements: [Statement]

  /// The parts that are not understood, in ascending order.
  ///
  /// Nothing inside them is edited.
  var faults: [SyntaxFault]

  /// The comments in ascending order.
  var comments: [Token] { tokens.filter { $0.kind == .comment } }
}

extension SyntaxTree {
  /// The first token, trivia included, that begins at or after an offset.
  ///
  /// - Complexity: O(log *tokens*).
  func tokenIndex(atOrAfter offset: Int) -> Int {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The tokens that lie in a range.
  func tokens(in range: ByteRange) -> ArraySlice<Token> {
    ArraySlice(
      tokens[tokenIndex(atOrAfter: range.lowerBound)...]
        .prefix { $0.range.upperBound <= range.upperBound })
  }

  /// The first token after a range that is no comment and no line end.
  func tokenAfter(_ range: ByteRange) -> Token? {
    tokens[tokenIndex(atOrAfter: range.upperBound)...].first(where: \.isSignificant)
  }

  /// The last token before a range that is no comment and no line end.
  func tokenBefore(_ range: ByteRange) -> Token? {
    tokens[..<tokenIndex(atOrAfter: range.lowerBound)].last(where: \.isSignificant)
  }

  /// Whether a range touches a part that is not understood.
  func hasFault(in range: ByteRange) -> Bool {
    faults.contains { $0.range.overlaps(range) }
  }

  /// Whether a range contains a comment, which an edit of the whole range would lose.
  func hasComment(in range: ByteRange) -> Bool {
    tokens(in: range).contains { $0.kind == .comment }
  }
}

extension Token {
  fileprivate var isSignificant: Bool { !isTrivia && kind != .newline }
}
