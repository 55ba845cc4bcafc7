// SPDX-License-Identifier: Apache-2.0

/// The number of terminal columns that text occupies.
///
/// East Asian wide and fullwidth characters and emoji have 2 columns, combining marks and joiners have
/// none of their own; an emoji sequence has 2 columns as a whole. See Unicode Standard Annex #11.
enum DisplayWidth {
  /// Returns the number of columns of text without control characters.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  static func columns(of text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  /// Returns the number of columns of text with escape sequences of a terminal, each of which ends with
  /// its first letter.
  static func columns(ofStyled text: some StringProtocol) -> Int {
    var sum = 0
    var isEscape = false
    for character in text {
      if isEscape {
        isEscape = !character.isLetter
      } else if character == "\u{1B}" {
        isEscape = true
      } else {
        sum += columns(of: character)
      }
    }
    return sum
  }

  /// Returns the number of columns of a grapheme cluster.
  static func columns(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    var sum = 0
    var emojiBase = false
    for scalar in scalars {
      switch scalar {
      case "\u{FE0F}" where emojiBase: return 2
      case "\u{FE0E}" where emojiBase: return 1
      default:
        sum += columns(of: scalar)
        emojiBase = scalar.properties.isEmoji
      }
    }
    // Joined emoji, flags, and skin tones of an emoji share the columns of the first one.
    let isEmojiSequence = scalars.first.map { $0.properties.isEmojiPresentation } ?? false
    return isEmojiSequence ? min(sum, 2) : sum
  }

  /// Returns the longest prefix that fits into a number of columns.
  static func prefix<Text: StringProtocol>(
    of text: Text, columns limit: Int
  ) -> Text.SubSequence {
    var rest = limit
    return text.prefix { character in
      rest -= columns(of: character)
      return rest >= 0
    }
  }

  /// Returns the longest suffix that fits into a number of columns.
  static func suffix<Text: StringProtocol>(
    of text: Text, columns limit: Int
  ) -> Text.SubSequence {
    var rest = limit
    var start = text.endIndex
    while start > text.startIndex {
      let previous = text.index(before: start)
      rest -= columns(of: text[previous])
      guard rest >= 0 else { break }
      start = previous
    }
    return text[start...]
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? 0 : 1 }
    if isZeroWidth(scalar) { return 0 }
    return scalar.properties.isEmojiPresentation || isWide(scalar) ? 2 : 1
  }

  private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: true
    default:
      // Joiners, variation selectors and fillers; and vowels and finals of Hangul syllables, which
      // combine with the wide initial before them.
      scalar.properties.isDefaultIgnorableCodePoint
        || (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    return wideRanges.contains { $0.contains(scalar.value) }
  }

  /// The code points of East_Asian_Width W and F that have no emoji presentation
  /// (https://www.unicode.org/reports/tr11/, Unicode 16), merged across unassigned code points.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E,
    0x3041...0x3247, 0x3250...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB,
    0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
