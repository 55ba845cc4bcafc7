// SPDX-License-Identifier: Apache-2.0

/// Finds the tokens of ECMAScript and TypeScript, with templates, regular expressions and JSX.
///
/// Whether `/` begins a regular expression and `<` begins JSX follows from the token before and, for
/// brackets, from what precedes the opening one.
struct ScriptScanner {
  /// What the scanner is inside of.
  enum Mode: UInt8 {
    case parentheses
    /// The parentheses after `if`, `while`, `for` or `with`, which a statement follows.
    case condition
    case brackets
    /// Braces around statements or members, which a statement follows.
    case block
    /// Braces around an object literal.
    case object
    case template
    case interpolation
    case jsxOpeningTag
    case jsxClosingTag
    case jsxChildren
    case jsxExpression
    /// The type arguments of a JSX tag.
    case jsxTypeArguments
  }

  struct Opening {
    var mode: Mode
    /// The index of the lexeme that opened it.
    var lexeme: Int
    /// The name of a JSX element.
    var name: ByteRange = 0..<0
  }

  /// The bytes of the file and ``padding`` zeros, so that a few bytes can be read ahead.
  let bytes: ContiguousArray<UInt8>
  let end: Int
  let language: Language
  var offset: Int
  var tokens: ContiguousArray<Token> = []
  var lexemes: ContiguousArray<ScriptLexeme> = []
  var openings: [Opening] = []
  /// Whether an operand may begin, and no operator.
  var expectsOperand = true
  /// Whether a line ended since the last lexeme.
  var startsLine = true
  /// The last places of `</name`, for names that might be type parameters.
  var closingTags: [ArraySlice<UInt8>: Int] = [:]

  static let padding = 4

  init(_ text: SourceText, language: Language) {
    end = text.count
    bytes = text.bytes + repeatElement(0, count: Self.padding)
    self.language = language
    offset = text.contentStart
    tokens.reserveCapacity(end / 4)
    lexemes.reserveCapacity(end / 4)
  }

  /// Scans the whole file.
  ///
  /// - Throws: If a string, a comment, a bracket or an element is not closed.
  mutating func scan() throws(SyntaxFault) {
    scanShebang()
    while offset < end {
      switch openings.last?.mode {
      case .template: try scanTemplateText()
      case .jsxChildren: try scanChildren()
      case .jsxOpeningTag, .jsxClosingTag: try scanTag()
      default: try scanToken()
      }
    }
    if let open = openings.last {
      throw SyntaxFault(
        range: lexemes[open.lexeme].range, reason: "what begins here is not closed")
    }
    emit(.end, .end, length: 0)
  }

  private mutating func scanShebang() {
    guard bytes[offset] == ScriptByte.hash, bytes[offset + 1] == ScriptByte.exclamation else {
      return
    }
    let start = offset
    passLine()
    tokens.append(Token(.shebang, start..<offset))
  }

  private mutating func scanToken() throws(SyntaxFault) {
    switch ScriptByte.classes[Int(bytes[offset])] {
    case .blank: offset += 1
    case .lineEnd:
      offset += 1
      startsLine = true
    case .letter: scanName()
    case .digit: scanNumber()
    case .quote: try scanString()
    case .backtick: open(.template, .stringStart, .templateStart, length: 1)
    case .slash: try scanSlash()
    case .hash: scanPrivateName()
    case .nonASCII: if !passBlank() { scanName() }
    case .punctuation: try scanPunctuation()
    case .unknown: emit(.unknown, .unknown, length: 1)
    }
  }

  /// Passes over a space or line end outside ASCII, and returns false if none begins here.
  mutating func passBlank() -> Bool {
    switch ScriptByte.blank(in: bytes, at: offset) {
    case .blank(let length): offset += length
    case .lineEnd(let length):
      offset += length
      startsLine = true
    case nil: return false
    }
    return true
  }

  private mutating func scanName() {
    let start = offset
    passName()
    // After a dot, keywords are names.
    let isMember = lexemes.last.map { $0.symbol == .dot || $0.symbol == .optionalChain } ?? false
    let symbol = isMember ? .identifier : ScriptSymbol.word(bytes[start..<offset])
    expectsOperand = symbol.expectsOperand
    append(.name, symbol, start..<offset)
  }

  private mutating func scanPrivateName() {
    let start = offset
    offset += 1
    passName()
    expectsOperand = false
    append(
      offset == start + 1 ? .unknown : .privateName, offset == start + 1 ? .unknown : .privateName,
      start..<offset)
  }

  /// Passes over the letters and digits of a name.
  mutating func passName() {
    while true {
      switch ScriptByte.classes[Int(bytes[offset])] {
      case .letter, .digit: offset += 1
      case .nonASCII where ScriptByte.blank(in: bytes, at: offset) == nil: offset += 1
      default: return
      }
    }
  }

  /// Passes over all bytes before the next line end.
  mutating func passLine() {
    while offset < end, bytes[offset] != ScriptByte.lineFeed,
      bytes[offset] != ScriptByte.carriageReturn
    {
      offset += 1
    }
  }
}

// MARK: Tokens

extension ScriptScanner {
  /// Appends a token that begins at the offset, and moves behind it.
  mutating func emit(_ kind: Token.Kind, _ symbol: ScriptSymbol, length: Int) {
    append(kind, symbol, offset..<offset + length)
    offset += length
  }

  /// Appends a token.
  mutating func append(_ kind: Token.Kind, _ symbol: ScriptSymbol, _ range: ByteRange) {
    tokens.append(Token(kind, range))
    lexemes.append(
      ScriptLexeme(symbol, range, startsLine: startsLine, index: lexemes.count))
    startsLine = false
  }

  /// Appends a token that opens a mode.
  mutating func open(
    _ mode: Mode, _ kind: Token.Kind, _ symbol: ScriptSymbol, length: Int
  ) {
    openings.append(Opening(mode: mode, lexeme: lexemes.count))
    emit(kind, symbol, length: length)
    expectsOperand = true
  }

  /// Makes a lexeme and the last one partners.
  mutating func pair(_ index: Int) {
    let last = lexemes.count - 1
    lexemes[index].partner = Int32(truncatingIfNeeded: last)
    lexemes[last].partner = Int32(truncatingIfNeeded: index)
  }

  /// The four bytes at the offset, the first one lowest.
  var word: UInt32 {
    UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8 | UInt32(bytes[offset + 2]) << 16
      | UInt32(bytes[offset + 3]) << 24
  }
}
