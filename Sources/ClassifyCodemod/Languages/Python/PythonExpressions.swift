// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
  /// Parses `yield`, or expressions that are a tuple if commas separate them.
  mutating func expressions() throws(SyntaxFault) -> Expression {
    if at(.yield) { return try yield() }
    return try tuple { parser throws(SyntaxFault) in try parser.starExpression() }
  }

  /// Parses the targets of `for`.
  mutating func targets() throws(SyntaxFault) -> Expression {
    try tuple { parser throws(SyntaxFault) in try parser.target() }
  }

  /// Parses one target, which can't contain `in` outside brackets.
  mutating func target() throws(SyntaxFault) -> Expression {
    try nested { parser throws(SyntaxFault) in
      let start = parser.current.range.lowerBound
      let isSpread = parser.skip(.star)
      let target = try parser.binary(PythonWord.target)
      return isSpread ? Expression(.spread(target), start..<parser.end) : target
    }
  }

  private mutating func tuple(
    of element: (inout Self) throws(SyntaxFault) -> Expression
  ) throws(SyntaxFault) -> Expression {
    let first = try element(&self)
    guard at(.comma) else { return first }
    var elements = [first]
    while skip(.comma), isAtExpression { elements.append(try element(&self)) }
    return Expression(
      .collection(CollectionLiteral(kind: .tuple, elements: elements.map(\.asElement))),
      first.range.lowerBound..<end)
  }

  mutating func yield() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    advance()
    if skip(.from) {
      let value = try expression()
      return Expression(.yield(value), start..<end)
    }
    let value = isAtExpression ? try expressions() : nil
    return Expression(.yield(value), start..<end)
  }

  /// Parses `*x` or an expression.
  mutating func starExpression() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    guard skip(.star) else { return try namedExpression() }
    let value = try target()
    return Expression(.spread(value), start..<end)
  }

  /// Parses `name := value`, an expression or, in a case, `pattern as name`.
  mutating func namedExpression() throws(SyntaxFault) -> Expression {
    let value = try expression()
    if at(.walrus), case .name = value.kind {
      advance()
      let assigned = try expression()
      return Expression(
        .assignment(target: value, spelling: ":=", value: assigned),
        value.range.lowerBound..<end)
    }
    if isPattern, skip(.as) {
      let name = try nameExpression()
      return Expression(
        .assignment(target: name, spelling: "as", value: value), value.range.lowerBound..<end)
    }
    return value
  }

  /// Parses an expression without commas.
  mutating func expression() throws(SyntaxFault) -> Expression {
    try nested { parser throws(SyntaxFault) in
      if parser.at(.lambda) { return try parser.lambda() }
      let then = try parser.binary(1)
      guard !parser.isPattern, parser.skip(.if) else { return then }
      let test = try parser.disjunction()
      try parser.take(.else)
      let other = try parser.expression()
      return Expression(
        .conditional(test: test, then: then, other: other),
        then.range.lowerBound..<parser.end)
    }
  }

  private mutating func lambda() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    advance()
    let parameters = try parameters(until: .colon)
    try take(.colon)
    let body = try expression()
    return Expression(
      .function(Function(parameters: parameters, body: .expression(body))), start..<end)
  }

  /// Parses an expression without commas, `lambda` and `if` outside brackets.
  mutating func disjunction() throws(SyntaxFault) -> Expression {
    try nested { parser throws(SyntaxFault) in try parser.binary(1) }
  }

  // MARK: Operators

  /// Parses operands and operators that bind at least as tightly as a precedence.
  private mutating func binary(_ minimum: Int) throws(SyntaxFault) -> Expression {
    var left = try minimum <= PythonWord.negation && at(.not) ? negation() : unary()
    while let precedence = current.word?.precedence, precedence >= minimum {
      if precedence == PythonWord.comparison {
        guard !(at(.not) && item(1).word != .in) else { return left }
        left = try comparison(left)
        continue
      }
      let (spelling, range) = binaryOperator()
      let right = try nested { parser throws(SyntaxFault) in try parser.binary(precedence + 1) }
      left = try operation(left, spelling, range, right)
    }
    return left
  }

  private mutating func negation() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    advance()
    let value = try nested { parser throws(SyntaxFault) in
      try parser.binary(PythonWord.negation)
    }
    return Expression(.unary("not", value), start..<end)
  }

  /// Parses one comparison, or a chain of them, which is opaque.
  private mutating func comparison(_ first: Expression) throws(SyntaxFault) -> Expression {
    var operands = [first]
    var spelling = ""
    var range = 0..<0
    while current.word?.precedence == PythonWord.comparison,
      !(at(.not) && item(1).word != .in)
    {
      (spelling, range) = binaryOperator()
      operands.append(
        try nested { parser throws(SyntaxFault) in
          try parser.binary(PythonWord.comparison + 1)
        })
    }
    guard operands.count > 2 else { return try operation(first, spelling, range, operands[1]) }
    try link()
    return Expression(.opaque(reason: nil, operands), first.range.lowerBound..<end)
  }

  private mutating func operation(
    _ left: Expression, _ spelling: String, _ range: ByteRange, _ right: Expression
  ) throws(SyntaxFault) -> Expression {
    try link()
    return Expression(
      .operation(
        Operation(spelling: spelling, operatorRange: range, left: left, right: right)),
      left.range.lowerBound..<end)
  }

  /// Passes over an operator, which has two words if it is `not in` or `is not`.
  private mutating func binaryOperator() -> (spelling: String, range: ByteRange) {
    let first = current
    advance()
    var words = [first]
    if (first.word == .not && at(.in)) || (first.word == .is && at(.not)) {
      words.append(current)
      advance()
    }
    return (
      words.compactMap { $0.word?.rawValue }.joined(separator: " "), first.range.lowerBound..<end
    )
  }

  private mutating func unary() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    switch current.word {
    case .plus, .minus, .tilde:
      let spelling = text[current.range]
      advance()
      let value = try nested { parser throws(SyntaxFault) in try parser.unary() }
      return Expression(.unary(spelling, value), start..<end)
    default: return try power()
    }
  }

  private mutating func power() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    var base: Expression
    if skip(.await) {
      let awaited = try nested { parser throws(SyntaxFault) in try parser.primary() }
      base = Expression(.await(awaited), start..<end)
    } else {
      base = try primary()
    }
    guard at(.doubleStar) else { return base }
    let (spelling, range) = binaryOperator()
    let exponent = try nested { parser throws(SyntaxFault) in try parser.unary() }
    base = try operation(base, spelling, range, exponent)
    return base
  }
}

extension Expression {
  /// The expression as an element of a collection: `*x` is `x` and spread.
  var asElement: CollectionLiteral.Element {
    if case .spread(let value) = kind {
      return CollectionLiteral.Element(value: value, isSpread: true)
    }
    return CollectionLiteral.Element(value: self)
  }
}
