// SPDX-License-Identifier: Apache-2.0

// Operands of types, type arguments and type parameters.

extension ScriptParser {
  mutating func primaryType() throws(SyntaxFault) -> Expression {
    let start = start
    switch symbol {
    case .leftBrace: return try objectType()
    case .leftBracket: return try tupleType()
    case .leftParenthesis:
      let inner = try bracketed(.leftParenthesis, .rightParenthesis) {
        (parser) throws(SyntaxFault) in try parser.type()
      }
      return Expression(.parenthesized(inner), range(from: start))
    case .string, .number, .true, .false, .null, .undefined: return try primary()
    case .templateStart: return try template(ofTypes: true)
    case .minus:
      advance()
      let number = try primary()
      return Expression(.unary("-", number), range(from: start))
    case .typeof:
      advance()
      let operand = try namedType()
      return Expression(.unary("typeof", operand), range(from: start))
    default: return try namedType()
    }
  }

  /// Parses `a.b.C<D>` or `import("m").C`.
  private mutating func namedType() throws(SyntaxFault) -> Expression {
    let start = start
    var type: Expression
    if symbol == .import {
      type = Expression(.name("import"), lexemes[position].range)
      advance()
      let parentheses = self.start
      let arguments = try bracketed(.leftParenthesis, .rightParenthesis) {
        (parser) throws(SyntaxFault) in
        try parser.list(until: .rightParenthesis) { (parser) throws(SyntaxFault) in
          let value = try parser.assignment()
          return Argument(label: .positional, value: value, range: value.range)
        }
      }
      let call = Call(callee: type, arguments: arguments, parentheses: range(from: parentheses))
      type = Expression(.call(call), range(from: start))
    } else {
      guard symbol.isName || symbol == .this || symbol == .void || symbol == .super else {
        throw fault("a type is missing")
      }
      let name = try name()
      type = Expression(.name(name.text), name.range)
    }
    while true {
      if consume(.dot) {
        guard symbol.isWord || symbol == .privateName else { throw fault("a name is missing") }
        let range = lexemes[position].range
        advance()
        let member = Member(base: type, name: Name(text: text[range], range: range))
        type = Expression(.member(member), self.range(from: start))
      } else if symbol == .less, !startsLine {
        let arguments = try typeArguments()
        type = Expression(
          .subscripted(Subscripted(base: type, indices: arguments)), range(from: start))
      } else {
        return type
      }
      try extendChain()
    }
  }

  /// Parses `<A, B>`.
  mutating func typeArguments() throws(SyntaxFault) -> [Expression] {
    let first = position
    guard !comparisons.contains(first) else { throw fault("a type is missing") }
    do {
      return try bracketed(.less, .greater) { (parser) throws(SyntaxFault) in
        try parser.list(until: .greater) { (parser) throws(SyntaxFault) in try parser.type() }
      }
    } catch {
      comparisons.insert(first)
      throw error
    }
  }

  /// Parses `<T extends C = D>`: the constraints and defaults, or nil if there are none.
  mutating func typeParameters() throws(SyntaxFault) -> Expression? {
    guard isTyped, symbol == .less else { return nil }
    let start = start
    var types: [Expression] = []
    _ = try bracketed(.less, .greater) { (parser) throws(SyntaxFault) in
      try parser.list(until: .greater) { (parser) throws(SyntaxFault) in
        while [.const, .in, .out].contains(parser.symbol), parser.peek().symbol.isWord,
          parser.peek().symbol != .extends
        {
          parser.advance()
        }
        _ = try parser.name()
        if parser.consume(.extends) { types.append(try parser.type()) }
        if parser.consume(.assign) { types.append(try parser.type()) }
      }
    }
    return types.isEmpty ? nil : Expression(.opaque(reason: nil, types), range(from: start))
  }

  private mutating func tupleType() throws(SyntaxFault) -> Expression {
    let start = start
    let elements = try bracketed(.leftBracket, .rightBracket) { (parser) throws(SyntaxFault) in
      try parser.list(until: .rightBracket) { (parser) throws(SyntaxFault) in
        let isSpread = parser.consume(.ellipsis)
        parser.passLabel()
        let start = parser.start
        var type = try parser.type()
        if parser.consume(.question) {
          type = Expression(.unary("?", type), parser.range(from: start))
        }
        return CollectionLiteral.Element(value: type, isSpread: isSpread)
      }
    }
    return Expression(
      .collection(CollectionLiteral(kind: .tuple, elements: elements)), range(from: start))
  }

  /// Passes over `name:` or `name?:` of a tuple's element.
  private mutating func passLabel() {
    guard symbol.isWord else { return }
    if peek().symbol == .colon {
      position += 2
    } else if peek().symbol == .question, peek(2).symbol == .colon {
      position += 3
    }
  }
}
