// SPDX-License-Identifier: Apache-2.0

// Operators, brackets and comments.

extension ScriptScanner {
  mutating func scanPunctuation() throws(SyntaxFault) {
    if bytes[offset] == ScriptByte.dot, isDigit(bytes[offset + 1]) { return scanNumber() }
    if language == .javaScript, beginsHTMLComment { return scanLineComment() }
    if bytes[offset] == ScriptByte.less, beginsElement() { return openElement() }
    guard let mark = ScriptPunctuation.first(in: word) else {
      return emit(.unknown, .unknown, length: 1)
    }
    // `a ?.5 : b` is a conditional.
    if mark.symbol == .optionalChain, isDigit(bytes[offset + 2]) {
      emit(.punctuation, .question, length: 1)
      expectsOperand = true
      return
    }
    switch mark.symbol {
    case .leftParenthesis: open(parenthesesMode, .punctuation, mark.symbol, length: 1)
    case .leftBracket: open(.brackets, .punctuation, mark.symbol, length: 1)
    case .leftBrace: open(bracesMode, .punctuation, mark.symbol, length: 1)
    case .rightParenthesis, .rightBracket, .rightBrace: try close(mark.symbol)
    case .plusPlus, .minusMinus: emit(.punctuation, mark.symbol, length: mark.length)
    case .not:
      // After an operand, it is TypeScript's `x!`.
      let isPostfix = !expectsOperand && !startsLine
      emit(.punctuation, .not, length: 1)
      expectsOperand = !isPostfix
    default:
      emit(.punctuation, mark.symbol, length: mark.length)
      expectsOperand = true
      countTypeArguments(mark.symbol)
    }
  }

  func isDigit(_ byte: UInt8) -> Bool { ScriptByte.classes[Int(byte)] == .digit }

  /// Whether `<!--`, or `-->` at the start of a line, begins a comment, as scripts of pages have it.
  private var beginsHTMLComment: Bool {
    switch bytes[offset] {
    case ScriptByte.less: starts(with: "<!--")
    case ScriptByte.minus: startsLine && starts(with: "-->")
    default: false
    }
  }

  private func starts(with text: StaticString) -> Bool {
    offset + text.utf8CodeUnitCount <= end
      && text.withUTF8Buffer { bytes[offset..<offset + $0.count].elementsEqual($0) }
  }

  /// The mode of parentheses that open here.
  private var parenthesesMode: Mode {
    switch lexemes.last?.symbol {
    case .if, .while, .for, .with: .condition
    case .await where lexemes.count > 1 && lexemes[lexemes.count - 2].symbol == .for: .condition
    default: .parentheses
    }
  }

  /// The mode of braces that open here.
  private var bracesMode: Mode {
    guard expectsOperand, let last = lexemes.last else { return .block }
    switch last.symbol {
    case .semicolon, .leftBrace, .rightBrace, .rightParenthesis, .arrow, .greater, .else, .do:
      return .block
    default: return .object
    }
  }

  private mutating func close(_ symbol: ScriptSymbol) throws(SyntaxFault) {
    guard let opening = openings.last, opening.mode.closing == symbol else {
      throw SyntaxFault(
        range: offset..<offset + 1, reason: "the bracket does not match the one before it")
    }
    openings.removeLast()
    emit(.punctuation, symbol, length: 1)
    pair(opening.lexeme)
    expectsOperand = opening.mode == .condition || opening.mode == .block
  }

  /// Finds the end of the type arguments of a JSX tag.
  private mutating func countTypeArguments(_ symbol: ScriptSymbol) {
    guard openings.last?.mode == .jsxTypeArguments else { return }
    if symbol == .less {
      openings.append(Opening(mode: .jsxTypeArguments, lexeme: lexemes.count - 1))
    }
    if symbol == .greater { openings.removeLast() }
  }
}

extension ScriptScanner.Mode {
  /// The bracket that ends the mode.
  fileprivate var closing: ScriptSymbol? {
    switch self {
    case .parentheses, .condition: .rightParenthesis
    case .brackets: .rightBracket
    case .block, .object, .interpolation, .jsxExpression: .rightBrace
    case .template, .jsxOpeningTag, .jsxClosingTag, .jsxChildren, .jsxTypeArguments: nil
    }
  }
}

// MARK: Slashes

extension ScriptScanner {
  /// Scans a comment, a regular expression, or a division.
  mutating func scanSlash() throws(SyntaxFault) {
    switch bytes[offset + 1] {
    case ScriptByte.slash: scanLineComment()
    case ScriptByte.star: try scanBlockComment()
    default:
      if expectsOperand, let end = endOfRegularExpression() {
        append(.regularExpression, .regularExpression, offset..<end)
        offset = end
        expectsOperand = false
      } else {
        let isAssignment = bytes[offset + 1] == UInt8(ascii: "=")
        emit(.punctuation, isAssignment ? .compoundAssign : .slash, length: isAssignment ? 2 : 1)
        expectsOperand = true
      }
    }
  }

  private mutating func scanLineComment() {
    let start = offset
    while offset < end, ScriptByte.classes[Int(bytes[offset])] != .lineEnd,
      bytes[offset] != 0xE2 || ScriptByte.blank(in: bytes, at: offset) != .lineEnd(3)
    {
      offset += 1
    }
    tokens.append(Token(.comment, start..<offset))
  }

  private mutating func scanBlockComment() throws(SyntaxFault) {
    let start = offset
    offset += 2
    while bytes[offset] != ScriptByte.star || bytes[offset + 1] != ScriptByte.slash {
      guard offset < end else {
        throw SyntaxFault(range: start..<start + 2, reason: "the comment is not closed")
      }
      startsLine = startsLine || ScriptByte.classes[Int(bytes[offset])] == .lineEnd
      offset += 1
    }
    offset += 2
    tokens.append(Token(.comment, start..<offset))
  }

  /// The offset after the regular expression and its flags, or nil if the line ends before.
  private func endOfRegularExpression() -> Int? {
    var position = offset + 1
    var isInClass = false
    while position < end {
      switch bytes[position] {
      case ScriptByte.lineFeed, ScriptByte.carriageReturn: return nil
      case ScriptByte.backslash: position += 1
      case ScriptByte.leftBracket: isInClass = true
      case ScriptByte.rightBracket: isInClass = false
      case ScriptByte.slash where !isInClass:
        position += 1
        while [.letter, .digit].contains(ScriptByte.classes[Int(bytes[position])]) { position += 1 }
        return position
      default: break
      }
      position += 1
    }
    return nil
  }
}
