// SPDX-License-Identifier: Apache-2.0

// Expressions with operators, from the comma to prefix operators.

extension ScriptParser {
  /// Parses an expression, with commas.
  mutating func expression() throws(SyntaxFault) -> Expression {
    let first = try assignment()
    guard symbol == .comma else { return first }
    var parts = [first]
    while consume(.comma) { parts.append(try assignment()) }
    return Expression(.opaque(reason: nil, parts), range(from: first.range.lowerBound))
  }

  /// Parses an expression without commas outside brackets.
  mutating func assignment() throws(SyntaxFault) -> Expression {
    try nested { (parser) throws(SyntaxFault) in
      if let function = try parser.arrowFunction() { return function }
      if parser.symbol == .yield { return try parser.yield() }
      let target = try parser.conditional()
      guard let spelling = parser.assignmentOperator() else { return target }
      let value = try parser.assignment()
      return Expression(
        .assignment(target: target, spelling: spelling, value: value),
        parser.range(from: target.range.lowerBound))
    }
  }

  /// Passes over an assignment operator and returns it, or nil.
  private mutating func assignmentOperator() -> String? {
    let start = start
    switch symbol {
    case .assign, .compoundAssign: advance()
    case .greater:
      let count = greaterCount
      guard count > 2, peek(count - 1).symbol == .assign else { return nil }
      position += count
    default: return nil
    }
    return text[range(from: start)]
  }

  private mutating func yield() throws(SyntaxFault) -> Expression {
    let start = start
    advance()
    let isStar = consume(.star)
    guard isStar || !startsLine && symbol.beginsExpression else {
      return Expression(.yield(nil), range(from: start))
    }
    let value = try assignment()
    return Expression(.yield(value), range(from: start))
  }

  private mutating func conditional() throws(SyntaxFault) -> Expression {
    let test = try binary(above: 0)
    guard consume(.question) else { return test }
    let then = try with(Context(precedesColon: true)) { (parser) throws(SyntaxFault) in
      try parser.assignment()
    }
    try expect(.colon)
    let other = try assignment()
    return Expression(
      .conditional(test: test, then: then, other: other), range(from: test.range.lowerBound))
  }
}

// MARK: Binary operators

extension ScriptParser {
  /// The number of links of one chain of operators that are modelled.
  private static let chainLimit = 100

  /// Parses operators that bind stronger than a precedence.
  private mutating func binary(above minimum: UInt8) throws(SyntaxFault) -> Expression {
    var left = try unary()
    let start = left.range.lowerBound
    // A very long chain is flat.
    var chain: [Expression] = []
    var count = 0
    while let (precedence, length) = binaryOperator, precedence > minimum {
      let operatorStart = self.start
      let spelling = symbol
      position += length
      let operatorRange = range(from: operatorStart)
      if spelling == .as || spelling == .satisfies {
        let type = try castType()
        try extendChain()
        left = Expression(.cast(left, type: type), range(from: start))
        continue
      }
      let outer = height
      height = 0
      let right =
        spelling == .power
        ? try nested { (parser) throws(SyntaxFault) in try parser.binary(above: precedence - 1) }
        : try binary(above: precedence)
      height = max(outer, height)
      count += 1
      if count > Self.chainLimit {
        chain.append(right)
        continue
      }
      try extendChain()
      let operation = Operation(
        spelling: text[operatorRange], operatorRange: operatorRange, left: left, right: right)
      left = Expression(.operation(operation), range(from: start))
    }
    return chain.isEmpty
      ? left : Expression(.opaque(reason: nil, [left] + chain), range(from: start))
  }

  /// The type behind `as` or `satisfies`; `const` is no type.
  private mutating func castType() throws(SyntaxFault) -> Expression? {
    guard symbol != .const else {
      advance()
      return nil
    }
    return try type()
  }

  /// The precedence and the number of lexemes of the binary operator here, or nil.
  private var binaryOperator: (precedence: UInt8, length: Int)? {
    switch symbol {
    case .nullish, .or: return (1, 1)
    case .and: return (2, 1)
    case .bar: return (3, 1)
    case .caret: return (4, 1)
    case .ampersand: return (5, 1)
    case .equality: return (6, 1)
    case .less, .relational, .instanceof: return (7, 1)
    case .in: return context.allowsIn ? (7, 1) : nil
    case .as, .satisfies: return isTyped && !startsLine ? (7, 1) : nil
    case .greater:
      let count = greaterCount
      let isAssignment = peek(count - 1).symbol == .assign
      if isAssignment { return count == 2 ? (7, 2) : nil }
      return (count == 1 ? 7 : 8, count)
    case .shift: return (8, 1)
    case .plus, .minus: return (9, 1)
    case .star, .slash, .percent: return (10, 1)
    case .power: return (11, 1)
    default: return nil
    }
  }

  /// The number of adjacent lexemes that form one operator with the `>` here: `>`, `>=`, `>>=`.
  private var greaterCount: Int {
    var count = 1
    while count < 4, peek(count).range.lowerBound == peek(count - 1).range.upperBound,
      [.greater, .assign].contains(peek(count).symbol), peek(count - 1).symbol == .greater
    {
      count += 1
    }
    return count
  }
}

// MARK: Prefix operators

extension ScriptParser {
  mutating func unary() throws(SyntaxFault) -> Expression {
    switch symbol {
    case .not, .tilde, .plus, .minus, .plusPlus, .minusMinus, .typeof, .void, .delete:
      return try prefixed { .unary($0, $1) }
    case .await where peek().symbol.beginsExpression:
      return try prefixed { .await($1) }
    case .less where isTyped: return try assertion()
    default: return try postfix()
    }
  }

  private mutating func prefixed(
    _ kind: (String, Expression) -> Expression.Kind
  ) throws(SyntaxFault) -> Expression {
    let range = lexemes[position].range
    advance()
    let operand = try nested { (parser) throws(SyntaxFault) in try parser.unary() }
    return Expression(kind(text[range], operand), self.range(from: range.lowerBound))
  }

  /// Parses `<T>x`.
  private mutating func assertion() throws(SyntaxFault) -> Expression {
    let start = start
    advance()
    let type = try castType()
    try expect(.greater)
    let operand = try nested { (parser) throws(SyntaxFault) in try parser.unary() }
    return Expression(.cast(operand, type: type), range(from: start))
  }
}

extension ScriptSymbol {
  /// Whether an expression can begin with the symbol.
  var beginsExpression: Bool {
    switch self {
    case .privateName, .number, .string, .templateStart, .regularExpression, .jsxStart,
      .leftParenthesis, .leftBracket, .leftBrace, .not, .tilde, .plusPlus, .minusMinus, .plus,
      .minus, .less, .class, .delete, .false, .function, .import, .new, .null, .super, .this,
      .true, .typeof, .void, .at, .slash:
      true
    case .as, .satisfies: false
    default: isName
    }
  }
}
