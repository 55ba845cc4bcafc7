// SPDX-License-Identifier: Apache-2.0

// Operands: names, literals, brackets, functions and JSX.

extension ScriptParser {
  mutating func primary() throws(SyntaxFault) -> Expression {
    let range = lexemes[position].range
    switch symbol {
    case .leftParenthesis:
      let inner = try parenthesized()
      return Expression(.parenthesized(inner), self.range(from: range.lowerBound))
    case .leftBracket: return try array()
    case .leftBrace: return try object()
    case .string:
      advance()
      return ScriptString.expression(range, in: text)
    case .templateStart: return try template()
    case .number: return literal(.number(ScriptNumber.literal(text[range])))
    case .regularExpression: return literal(.regularExpression)
    case .true: return literal(.boolean(true))
    case .false: return literal(.boolean(false))
    case .null: return literal(.null)
    case .undefined: return literal(.undefined)
    case .jsxStart: return try element()
    case .class, .at: return try classExpression()
    case .function: return try functionExpression()
    case .async where peek().symbol == .function && !peek().startsLine:
      return try functionExpression()
    case .this, .super, .import, .privateName: return literal(.name(text[range]))
    default:
      guard symbol.isName else { throw fault("an expression is missing") }
      return literal(.name(text[range]))
    }
  }

  private mutating func literal(_ kind: Expression.Kind) -> Expression {
    let range = lexemes[position].range
    advance()
    return Expression(kind, range)
  }

  private mutating func functionExpression() throws(SyntaxFault) -> Expression {
    let start = start
    let isAsync = consume(.async)
    let function = try function(isAsync: isAsync)
    return Expression(.function(function), range(from: start))
  }

  /// Parses a template with its interpolations, which are types in a type.
  mutating func template(ofTypes isType: Bool = false) throws(SyntaxFault) -> Expression {
    let start = start
    try expect(.templateStart)
    var parts: [StringLiteral.Part] = []
    while symbol != .templateEnd {
      if symbol == .templateText {
        let range = lexemes[position].range
        parts.append(.text(ScriptString.value(of: range, in: text), range))
        advance()
      } else {
        let part = try bracketed(.interpolation, .rightBrace) { (parser) throws(SyntaxFault) in
          isType ? try parser.type() : try parser.expression()
        }
        parts.append(.expression(part))
      }
    }
    advance()
    let literal = StringLiteral(parts: parts, prefix: "", quote: "`")
    return Expression(.string(literal), range(from: start))
  }

  /// Parses a JSX element: the expressions in its braces, those of inner elements included.
  private mutating func element() throws(SyntaxFault) -> Expression {
    let start = start
    let last = Int(lexemes[position].partner)
    var parts: [Expression] = []
    while position < last {
      guard symbol == .jsxBrace else {
        advance()
        continue
      }
      advance()
      _ = consume(.ellipsis)
      guard symbol != .rightBrace else { continue }
      let part = try with(Context()) { (parser) throws(SyntaxFault) in try parser.expression() }
      parts.append(part)
      try expect(.rightBrace)
    }
    advance()
    return Expression(.opaque(reason: nil, parts), range(from: start))
  }
}
