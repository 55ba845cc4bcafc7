// SPDX-License-Identifier: Apache-2.0

/// The significant words of a text, without stop words.
struct Words {
  /// The first word with each stem, by stem.
  let wordsByStem: [String: String]

  init(_ text: String) {
    var wordsByStem: [String: String] = [:]
    for word in Self.split(text) where !Self.stopWords.contains(word) {
      let stem = Self.stem(word)
      if wordsByStem[stem] == nil { wordsByStem[stem] = word }
    }
    self.wordsByStem = wordsByStem
  }

  /// Returns the runs of letters and digits, in lowercase.
  ///
  /// Each ideograph counts as a word, since Chinese has no word separators.
  static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func finish() {
      if !word.isEmpty { words.append(String(word).lowercased()) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      let isPart = properties.isAlphabetic || properties.numericType != nil || isMark(properties)
      if !isPart || properties.isIdeographic { finish() }
      if isPart { word.append(scalar) }
      if properties.isIdeographic { finish() }
    }
    finish()
    return words
  }

  /// Returns whether a scalar is a combining mark, such as an accent.
  private static func isMark(_ properties: Unicode.Scalar.Properties) -> Bool {
    [.nonspacingMark, .spacingMark, .enclosingMark].contains(properties.generalCategory)
  }

  /// Returns the approximate stem of an English word.
  static func stem(_ word: String) -> String {
    for (ending, replacement) in endings
    where word.hasSuffix(ending) && word.count >= ending.count + 3 {
      return stem(String(word.dropLast(ending.count)) + replacement)
    }
    return word
  }

  private static let endings = [
    ("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""),
  ]

  /// Words that occur in descriptions of any document type.
  private static let stopWords: Set<String> = Set(
    """
    a about all an and any are as at be been by can contain containing contains containing \
    describe describes describing do document documents does each either etc for from has have \
    if in include includes including into is it its like may might more must no not of on one or \
    other page pages shall should show shows showing such than that the their there these they \
    this those to typically usually was were when where which will with would you your
    """.split(separator: " ").map(String.init))
}
