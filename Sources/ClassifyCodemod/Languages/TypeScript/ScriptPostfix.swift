// SPDX-License-Identifier: Apache-2.0

// Members, calls and what else follows an operand.

extension ScriptParser {
  /// Parses an operand with all that follows it.
  mutating func postfix() throws(SyntaxFault) -> Expression {
    var base = symbol == .new ? try construction() : try primary()
    while let next = try link(after: base) {
      try extendChain()
      base = next
    }
    guard symbol == .plusPlus || symbol == .minusMinus, !startsLine else { return base }
    let spelling = text[lexemes[position].range]
    advance()
    return Expression(.unary(spelling, base), range(from: base.range.lowerBound))
  }

  /// Parses a member, call, index, or template behind an expression, or returns nil.
  ///
  /// - Parameters:
  ///   - base: The expression before.
  ///   - isCallee: Whether the base follows `new`, which calls and `?.` end.
  /// - Returns: The longer expression, or nil if nothing follows.
  /// - Throws: If what follows is not understood.
  private mutating func link(
    after base: Expression, isCallee: Bool = false
  ) throws(SyntaxFault) -> Expression? {
    let start = base.range.lowerBound
    switch symbol {
    case .dot:
      advance()
      return try member(of: base, isOptional: false)
    case .optionalChain where !isCallee:
      advance()
      switch symbol {
      case .leftParenthesis: return try call(base, isOptional: true)
      case .leftBracket: return try index(base, isOptional: true)
      case .less where isTyped:
        let arguments = try typeArguments()
        let callee = Expression(
          .subscripted(Subscripted(base: base, indices: arguments)), range(from: start))
        return try call(callee, isOptional: true)
      default: return try member(of: base, isOptional: true)
      }
    case .leftParenthesis where !isCallee: return try call(base, isOptional: false)
    case .leftBracket: return try index(base, isOptional: false)
    case .templateStart:
      let literal = try template()
      return Expression(.opaque(reason: nil, [base, literal]), range(from: start))
    case .not where isTyped && !startsLine:
      advance()
      return Expression(.cast(base, type: nil), range(from: start))
    case .less where isTyped:
      guard succeeds({ (parser) throws(SyntaxFault) in try parser.hasTypeArguments() }) else {
        return nil
      }
      let arguments = try typeArguments()
      return Expression(
        .subscripted(Subscripted(base: base, indices: arguments)), range(from: start))
    default: return nil
    }
  }

  private mutating func member(
    of base: Expression, isOptional: Bool
  ) throws(SyntaxFault) -> Expression {
    let range = lexemes[position].range
    guard symbol.isWord || symbol == .privateName else { throw fault("a name is missing") }
    advance()
    let member = Member(
      base: base, name: Name(text: text[range], range: range), isOptional: isOptional)
    return Expression(.member(member), self.range(from: base.range.lowerBound))
  }

  private mutating func index(
    _ base: Expression, isOptional: Bool
  ) throws(SyntaxFault) -> Expression {
    let index = try bracketed(.leftBracket, .rightBracket) { (parser) throws(SyntaxFault) in
      try parser.expression()
    }
    let subscripted = Subscripted(base: base, indices: [index], isOptional: isOptional)
    return Expression(.subscripted(subscripted), range(from: base.range.lowerBound))
  }

  private mutating func call(
    _ callee: Expression, isOptional: Bool
  ) throws(SyntaxFault) -> Expression {
    let parentheses = start
    let arguments = try arguments()
    let call = Call(
      callee: callee, arguments: arguments, parentheses: range(from: parentheses),
      isOptional: isOptional)
    return Expression(.call(call), range(from: callee.range.lowerBound))
  }

  private mutating func arguments() throws(SyntaxFault) -> [Argument] {
    try bracketed(.leftParenthesis, .rightParenthesis) { (parser) throws(SyntaxFault) in
      try parser.list(until: .rightParenthesis) { (parser) throws(SyntaxFault) in
        let start = parser.start
        let isSpread = parser.consume(.ellipsis)
        let value = try parser.assignment()
        return Argument(
          label: isSpread ? .spread : .positional, value: value, range: parser.range(from: start))
      }
    }
  }

  /// Parses `new X(…)`, `new X`, or `new.target`.
  private mutating func construction() throws(SyntaxFault) -> Expression {
    let keyword = lexemes[position].range
    advance()
    if symbol == .dot {
      advance()
      return try member(of: Expression(.name("new"), keyword), isOptional: false)
    }
    var callee =
      symbol == .new
      ? try nested { (parser) throws(SyntaxFault) in try parser.construction() } : try primary()
    while let next = try link(after: callee, isCallee: true) {
      try extendChain()
      callee = next
    }
    let parentheses = symbol == .leftParenthesis ? start : range(from: 0).upperBound
    let arguments = symbol == .leftParenthesis ? try arguments() : []
    let call = Call(
      callee: callee, arguments: arguments, parentheses: range(from: parentheses), isNew: true)
    return Expression(.call(call), range(from: keyword.lowerBound))
  }

  /// Whether `<` here begins type arguments: something follows that can't be an operand.
  private mutating func hasTypeArguments() throws(SyntaxFault) -> Bool {
    _ = try typeArguments()
    switch symbol {
    case .leftParenthesis, .templateStart: return true
    case .less, .greater, .plus, .minus: return false
    default: return startsLine || !symbol.beginsExpression
    }
  }
}
