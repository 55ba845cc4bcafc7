// SPDX-License-Identifier: Apache-2.0

/// What a token of ECMAScript or TypeScript is to the parser: its kind, keyword, or operator class.
enum ScriptSymbol: UInt8, Sendable {
  // MARK: Kinds

  case end
  case unknown
  case privateName
  case number
  case string
  case templateStart
  case templateText
  case templateEnd
  case regularExpression
  case jsxText
  /// The `<` that begins a JSX element; its partner is the `>` that ends it.
  case jsxStart
  /// The `{` of an expression in JSX.
  case jsxBrace
  /// A name, an operator or a string inside a JSX tag.
  case jsxPart

  // MARK: Punctuation

  case leftParenthesis
  case rightParenthesis
  case leftBracket
  case rightBracket
  case leftBrace
  case rightBrace
  /// `${`.
  case interpolation
  case semicolon
  case comma
  case dot
  case optionalChain
  case ellipsis
  case colon
  case question
  case arrow
  case at
  case assign
  /// `+=`, `??=` and the like; those that begin with `>` consist of several tokens.
  case compoundAssign
  case not
  case tilde
  case plusPlus
  case minusMinus
  case nullish
  case or
  case and
  case bar
  case caret
  case ampersand
  case equality
  case less
  /// `<=`.
  case relational
  /// One `>`: the parser joins `>=`, `>>` and the like, as `>` also closes type arguments.
  case greater
  /// `<<`.
  case shift
  case plus
  case minus
  case star
  case slash
  case percent
  case power

  // MARK: Reserved words

  case `break`
  case `case`
  case `catch`
  case `class`
  case const
  case `continue`
  case debugger
  case `default`
  case delete
  case `do`
  case `else`
  case `enum`
  case export
  case extends
  case `false`
  case finally
  case `for`
  case function
  case `if`
  case `import`
  case `in`
  case instanceof
  case new
  case null
  case `return`
  case `super`
  case `switch`
  case this
  case `throw`
  case `true`
  case `try`
  case typeof
  case `var`
  case void
  case `while`
  case with

  // MARK: Names, some of which are keywords in their place

  case identifier
  case abstract
  case accessor
  case `as`
  case asserts
  case async
  case await
  case declare
  case from
  case get
  case global
  case implements
  case infer
  case interface
  case `is`
  case keyof
  case `let`
  case module
  case namespace
  case of
  case out
  case override
  case `private`
  case protected
  case `public`
  case readonly
  case satisfies
  case set
  case `static`
  case type
  case undefined
  case unique
  case using
  case yield

  /// Whether a variable can have this name.
  var isName: Bool { rawValue >= Self.identifier.rawValue }

  /// Whether it is a name or a reserved word, as after a dot.
  var isWord: Bool { rawValue >= Self.break.rawValue }
}

// MARK: Words

extension ScriptSymbol {
  /// Whether an expression, and so a regular expression or JSX, follows the word.
  var expectsOperand: Bool {
    switch self {
    case .case, .default, .delete, .do, .else, .extends, .in, .instanceof, .new, .return, .throw,
      .typeof, .void, .await, .yield:
      true
    default: false
    }
  }

  /// The symbol of a word.
  static func word(_ bytes: ArraySlice<UInt8>) -> ScriptSymbol {
    guard let first = bytes.first, wordLengths.contains(bytes.count),
      first >= 0x61, first <= 0x7A
    else { return .identifier }
    for word in words[Int(first - 0x61)]
    where word.spelling.count == bytes.count && word.spelling.elementsEqual(bytes) {
      return word.symbol
    }
    return .identifier
  }

  private static let wordLengths = 2...10

  /// The keywords by their first letter.
  private static let words: [[(spelling: [UInt8], symbol: ScriptSymbol)]] = {
    var table: [[(spelling: [UInt8], symbol: ScriptSymbol)]] = Array(repeating: [], count: 26)
    for value in Self.break.rawValue...Self.yield.rawValue {
      guard let symbol = ScriptSymbol(rawValue: value), symbol != .identifier else { continue }
      let spelling = Array("\(symbol)".utf8)
      table[Int(spelling[0] - 0x61)].append((spelling, symbol))
    }
    return table
  }()
}
