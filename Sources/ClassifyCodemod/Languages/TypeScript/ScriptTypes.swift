// SPDX-License-Identifier: Apache-2.0

// Types of TypeScript as expressions.

extension ScriptParser {
  /// Parses `: T`, or returns nil if there is no colon; JavaScript has none.
  mutating func annotation() throws(SyntaxFault) -> Expression? {
    guard isTyped, consume(.colon) else { return nil }
    return try with(Context()) { (parser) throws(SyntaxFault) in try parser.type() }
  }

  mutating func type() throws(SyntaxFault) -> Expression {
    try nested { (parser) throws(SyntaxFault) in
      let start = parser.start
      if let type = try parser.functionType() { return type }
      if let predicate = try parser.predicate() { return predicate }
      let left = try parser.union()
      guard parser.symbol == .extends, !parser.startsLine, parser.context.allowsConditionalTypes
      else { return left }
      return try parser.conditionalType(left, from: start)
    }
  }

  /// Parses `(a: A) => B`, `<T>(a: T) => B` or `new () => B`, or returns nil.
  private mutating func functionType() throws(SyntaxFault) -> Expression? {
    let start = start
    switch symbol {
    case .leftParenthesis:
      guard lexeme(behindPartnerOf: position).symbol == .arrow, beginsParameters else { return nil }
    case .less: break
    case .abstract where peek().symbol == .new:
      advance()
      advance()
    case .new: advance()
    default: return nil
    }
    var function = Function(parameters: [], body: .absent)
    try parseSignature(of: &function)
    try expect(.arrow)
    function.returns = try type()
    return Expression(.function(function), range(from: start))
  }

  /// Whether the parenthesis here opens parameters, and not a type that an arrow follows, as in
  /// `(): ((a: A) => B) => {}`.
  private var beginsParameters: Bool {
    let first = peek()
    if first.symbol == .rightParenthesis || first.symbol == .ellipsis { return true }
    let isPattern = first.symbol == .leftBrace || first.symbol == .leftBracket
    guard isPattern || first.symbol.isName || first.symbol == .this else { return false }
    let next = isPattern ? lexeme(behindPartnerOf: position + 1) : peek(2)
    return [.colon, .comma, .question, .assign, .rightParenthesis].contains(next.symbol)
  }

  /// Parses `x is T`, `asserts x` or `asserts x is T`, or returns nil.
  private mutating func predicate() throws(SyntaxFault) -> Expression? {
    let start = start
    if symbol == .asserts, peek().symbol.isName || peek().symbol == .this, !peek().startsLine,
      peek().symbol != .is || peek(2).symbol == .is
    {
      let keyword = text[lexemes[position].range]
      advance()
      if let predicate = try predicate() {
        return Expression(.unary(keyword, predicate), range(from: start))
      }
      let subject = try primary()
      return Expression(.unary(keyword, subject), range(from: start))
    }
    guard symbol.isName || symbol == .this, peek().symbol == .is, !peek().startsLine else {
      return nil
    }
    let subject = try primary()
    let operatorRange = lexemes[position].range
    advance()
    let type = try type()
    let operation = Operation(
      spelling: "is", operatorRange: operatorRange, left: subject, right: type)
    return Expression(.operation(operation), range(from: start))
  }

  private mutating func conditionalType(
    _ left: Expression, from start: Int
  ) throws(SyntaxFault) -> Expression {
    let operatorRange = lexemes[position].range
    advance()
    var inner = context
    inner.allowsConditionalTypes = false
    let right = try with(inner) { (parser) throws(SyntaxFault) in try parser.type() }
    let operation = Operation(
      spelling: "extends", operatorRange: operatorRange, left: left, right: right)
    let test = Expression(.operation(operation), range(from: start))
    try expect(.question)
    let then = try with(Context()) { (parser) throws(SyntaxFault) in try parser.type() }
    try expect(.colon)
    let other = try with(Context()) { (parser) throws(SyntaxFault) in try parser.type() }
    return Expression(.conditional(test: test, then: then, other: other), range(from: start))
  }

  private mutating func union() throws(SyntaxFault) -> Expression {
    try joined(by: .bar) { (parser) throws(SyntaxFault) in
      try parser.joined(by: .ampersand) { (parser) throws(SyntaxFault) in
        // A function type ends the list.
        if let function = try parser.functionType() { return function }
        return try parser.prefixedType()
      }
    }
  }

  /// Parses operands with an operator between them, and maybe before the first one.
  private mutating func joined(
    by joint: ScriptSymbol, _ parse: (inout ScriptParser) throws(SyntaxFault) -> Expression
  ) throws(SyntaxFault) -> Expression {
    _ = consume(joint)
    var left = try parse(&self)
    let start = left.range.lowerBound
    var members: [Expression] = [left]
    while symbol == joint {
      let operatorRange = lexemes[position].range
      advance()
      let right = try parse(&self)
      members.append(right)
      guard members.count <= Self.unionLimit else { continue }
      try extendChain()
      let operation = Operation(
        spelling: text[operatorRange], operatorRange: operatorRange, left: left, right: right)
      left = Expression(.operation(operation), range(from: start))
    }
    // A very long union is flat.
    return members.count <= Self.unionLimit
      ? left : Expression(.opaque(reason: nil, members), range(from: start))
  }

  /// The number of members of a union that is modelled.
  private static var unionLimit: Int { 50 }

  private mutating func prefixedType() throws(SyntaxFault) -> Expression {
    let start = start
    switch symbol {
    case .keyof, .unique, .readonly:
      guard peek().symbol.beginsType, !peek().startsLine else { return try postfixType() }
      let keyword = text[lexemes[position].range]
      advance()
      let operand = try nested { (parser) throws(SyntaxFault) in try parser.prefixedType() }
      return Expression(.unary(keyword, operand), range(from: start))
    case .infer where peek().symbol.isName && !peek().startsLine: return try inferredType()
    default: return try postfixType()
    }
  }

  /// Parses `infer T` or `infer T extends C`.
  private mutating func inferredType() throws(SyntaxFault) -> Expression {
    let start = start
    advance()
    let name = try pattern()
    var constraints: [Expression] = []
    var inner = Context()
    inner.allowsConditionalTypes = false
    let isConstrained =
      symbol == .extends
      && succeeds { (parser) throws(SyntaxFault) in
        parser.advance()
        _ = try parser.with(inner) { (parser) throws(SyntaxFault) in try parser.type() }
        return parser.symbol != .question
      }
    if isConstrained {
      advance()
      constraints = [try with(inner) { (parser) throws(SyntaxFault) in try parser.type() }]
    }
    return Expression(.opaque(reason: nil, [name] + constraints), range(from: start))
  }

  /// Parses a type with `[]`, `[index]` and type arguments behind it.
  private mutating func postfixType() throws(SyntaxFault) -> Expression {
    var type = try primaryType()
    let start = type.range.lowerBound
    while symbol == .leftBracket, !startsLine {
      let indices = try bracketed(.leftBracket, .rightBracket) { (parser) throws(SyntaxFault) in
        parser.symbol == .rightBracket ? [] : [try parser.type()]
      }
      try extendChain()
      type = Expression(.subscripted(Subscripted(base: type, indices: indices)), range(from: start))
    }
    return type
  }
}

extension ScriptSymbol {
  /// Whether a type can begin with the symbol.
  var beginsType: Bool {
    switch self {
    case .extends, .is, .as: false
    case .string, .number, .templateStart, .leftParenthesis, .leftBracket, .leftBrace, .minus,
      .less, .bar, .ampersand:
      true
    default: isWord
    }
  }
}
