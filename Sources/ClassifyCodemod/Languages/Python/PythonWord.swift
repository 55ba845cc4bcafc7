// SPDX-License-Identifier: Apache-2.0

/// The keywords, operators and brackets of Python, by their spelling.
enum PythonWord: String, Sendable, CaseIterable {
  // Keywords.
  case and, `as`, assert, async, await, `break`, `class`, `continue`, def, del, elif, `else`
  case except, finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda
  case nothing = "None"
  case nonlocal, not, or, pass, raise, `return`
  case `true` = "True"
  case `false` = "False"
  case `try`
  case `while`, with, yield

  // Names that are keywords at the start of some statements.
  case match, `case`, type

  // Brackets and punctuation.
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case dot = "."
  case ellipsis = "..."
  case arrow = "->"
  case at = "@"
  case exclamation = "!"

  // Assignments.
  case assign = "="
  case walrus = ":="
  case addAssign = "+="
  case subtractAssign = "-="
  case multiplyAssign = "*="
  case divideAssign = "/="
  case floorDivideAssign = "//="
  case remainderAssign = "%="
  case matrixAssign = "@="
  case andAssign = "&="
  case orAssign = "|="
  case xorAssign = "^="
  case shiftLeftAssign = "<<="
  case shiftRightAssign = ">>="
  case powerAssign = "**="

  // Operators.
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case doubleSlash = "//"
  case percent = "%"
  case doubleStar = "**"
  case tilde = "~"
  case ampersand = "&"
  case bar = "|"
  case caret = "^"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="

  /// Finds the word that is spelled by some bytes of a text.
  init?(_ text: SourceText, _ range: ByteRange) {
    guard range.count <= Self.longest else { return nil }
    var key: UInt64 = 0
    for offset in range { key = key << 8 | UInt64(text.bytes[offset]) }
    guard let word = Self.words[key] else { return nil }
    self = word
  }

  /// Whether the word can be a name too.
  var isSoft: Bool { self == .match || self == .case || self == .type }

  /// How tightly a binary operator binds; nil if the word is none, or is `**`.
  var precedence: Int? { Self.precedences[self] }

  /// Whether the word is `+=` or the like.
  var isAugmentedAssignment: Bool { Self.augmentedAssignments.contains(self) }

  /// Whether an expression can begin with the word.
  var beginsExpression: Bool { isSoft || Self.expressionStarts.contains(self) }
}

extension PythonWord {
  /// The precedence of comparisons, `in` and `is`, which don't group from the left.
  static let comparison = 4
  /// The precedence of `not`.
  static let negation = 3
  /// The lowest precedence of operators that targets of `for` may contain: tighter than `in`.
  static let target = 5

  private static let precedences: [PythonWord: Int] = {
    let levels: [[PythonWord]] = [
      [.or], [.and], [],
      [.in, .not, .is, .less, .greater, .lessOrEqual, .greaterOrEqual, .equal, .notEqual],
      [.bar], [.caret], [.ampersand], [.shiftLeft, .shiftRight], [.plus, .minus],
      [.star, .slash, .doubleSlash, .percent, .at],
    ]
    return Dictionary(
      uniqueKeysWithValues: levels.enumerated().flatMap { level, words in
        words.map { ($0, level + 1) }
      })
  }()

  private static let augmentedAssignments: Set<PythonWord> = [
    .addAssign, .subtractAssign, .multiplyAssign, .divideAssign, .floorDivideAssign,
    .remainderAssign, .matrixAssign, .andAssign, .orAssign, .xorAssign, .shiftLeftAssign,
    .shiftRightAssign, .powerAssign,
  ]

  private static let expressionStarts: Set<PythonWord> = [
    .openParenthesis, .openBracket, .openBrace, .minus, .plus, .tilde, .star, .ellipsis, .not,
    .lambda, .await, .nothing, .true, .false, .yield,
  ]

  private static let longest = 8

  private static let words: [UInt64: PythonWord] = Dictionary(
    uniqueKeysWithValues: allCases.map { word in
      (word.rawValue.utf8.reduce(0) { $0 << 8 | UInt64($1) }, word)
    })
}
