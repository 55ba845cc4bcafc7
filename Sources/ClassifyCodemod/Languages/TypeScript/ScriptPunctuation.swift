// SPDX-License-Identifier: Apache-2.0

/// The operators and punctuation marks of ECMAScript; the longest that fits is the token.
///
/// Only the first `>` of an operator is a token, and `/` is left to the scanner.
struct ScriptPunctuation: Sendable {
  let symbol: ScriptSymbol
  let length: Int
  /// The spelling, first byte lowest.
  private let value: UInt32
  private let mask: UInt32

  private init(_ spelling: String, _ symbol: ScriptSymbol) {
    self.symbol = symbol
    length = spelling.utf8.count
    value = spelling.utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    mask = UInt32(truncatingIfNeeded: (UInt64(1) << (8 * UInt64(length))) - 1)
  }

  /// Returns the longest punctuation mark at the start of four bytes.
  ///
  /// - Parameter word: The bytes, first byte lowest.
  /// - Returns: The mark, or nil if the bytes begin none.
  static func first(in word: UInt32) -> ScriptPunctuation? {
    table[Int(word & 0x7F)].first { $0.value == word & $0.mask }
  }

  /// The marks by their first byte, long ones first.
  private static let table: [[ScriptPunctuation]] = {
    var table: [[ScriptPunctuation]] = Array(repeating: [], count: 128)
    for (symbol, spellings) in spellings {
      for spelling in spellings.split(separator: " ") {
        let mark = ScriptPunctuation(String(spelling), symbol)
        table[Int(mark.value & 0x7F)].append(mark)
      }
    }
    return table.map { $0.sorted { $0.length > $1.length } }
  }()

  private static let spellings: [(ScriptSymbol, String)] = [
    (.leftParenthesis, "("), (.rightParenthesis, ")"),
    (.leftBracket, "["), (.rightBracket, "]"),
    (.leftBrace, "{"), (.rightBrace, "}"),
    (.semicolon, ";"), (.comma, ","), (.colon, ":"), (.at, "@"),
    (.dot, "."), (.ellipsis, "..."), (.question, "?"), (.optionalChain, "?."), (.arrow, "=>"),
    (.assign, "="), (.compoundAssign, "+= -= *= /= %= **= <<= &= |= ^= &&= ||= ??="),
    (.not, "!"), (.tilde, "~"), (.plusPlus, "++"), (.minusMinus, "--"),
    (.nullish, "??"), (.or, "||"), (.and, "&&"), (.bar, "|"), (.caret, "^"), (.ampersand, "&"),
    (.equality, "== != === !=="), (.less, "<"), (.relational, "<="), (.greater, ">"),
    (.shift, "<<"), (.plus, "+"), (.minus, "-"), (.star, "*"), (.slash, "/"), (.percent, "%"),
    (.power, "**"),
  ]
}
