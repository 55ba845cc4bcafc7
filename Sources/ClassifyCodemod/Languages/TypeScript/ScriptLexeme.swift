// SPDX-License-Identifier: Apache-2.0

/// A token as the parser of ECMAScript sees it; comments are none.
struct ScriptLexeme: Sendable {
  let symbol: ScriptSymbol
  /// Whether a line ends between the token before and this one.
  let startsLine: Bool
  private let start: UInt32
  private let length: UInt32
  /// The index of the other bracket of a pair, or of the other end of a template or a JSX element;
  /// its own index for other tokens.
  var partner: Int32

  init(_ symbol: ScriptSymbol, _ range: ByteRange, startsLine: Bool, index: Int) {
    self.symbol = symbol
    self.startsLine = startsLine
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    length = UInt32(truncatingIfNeeded: range.count)
    partner = Int32(truncatingIfNeeded: index)
  }

  /// The bytes of the token.
  var range: ByteRange { Int(start)..<Int(start) + Int(length) }
}
