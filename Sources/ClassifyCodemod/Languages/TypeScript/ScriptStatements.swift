// SPDX-License-Identifier: Apache-2.0

// Statements and blocks.

extension ScriptParser {
  /// Parses statements up to a closing brace, or the end.
  mutating func statements() -> [Statement] {
    recovering { (parser) throws(SyntaxFault) in try parser.statement() }
  }

  /// Parses statements or members up to a closing brace, or the end.
  ///
  /// - Parameters:
  ///   - isCase: Whether a further `case` ends them as well.
  ///   - parse: Parses one of them.
  /// - Returns: All of them; those that are not understood are opaque.
  mutating func recovering(
    isCase: Bool = false, _ parse: (inout ScriptParser) throws(SyntaxFault) -> [Statement]
  ) -> [Statement] {
    var result: [Statement] = []
    while symbol != .end, symbol != .rightBrace {
      if isCase, symbol == .case || symbol == .default { break }
      let first = position
      do {
        result += try parse(&self)
      } catch {
        position = first
        passUnclear()
        let range = range(from: lexemes[first].range.lowerBound)
        faults.append(SyntaxFault(range: range, reason: error.reason))
        result.append(Statement(.opaque(reason: error.reason, [], []), range))
      }
    }
    return result
  }

  /// Passes over at least one lexeme, up to what looks like the end of a statement.
  private mutating func passUnclear() {
    repeat {
      let isBrace = symbol == .leftBrace
      if consume(.semicolon) { return }
      position = max(position, Int(lexemes[position].partner))
      advance()
      if isBrace, startsLine { return }
    } while symbol != .end && symbol != .rightBrace && !(startsLine && symbol.beginsStatement)
  }

  /// Parses a statement; `export default class X {}` is two.
  mutating func statement() throws(SyntaxFault) -> [Statement] {
    try nested { (parser) throws(SyntaxFault) in
      let start = parser.start
      if parser.symbol == .export { return try parser.export() }
      if let kind = try parser.declaration() {
        return [Statement(kind, parser.range(from: start))]
      }
      let kind = try parser.statementKind()
      return [Statement(kind, parser.range(from: start))]
    }
  }

  /// Parses a block, or the one statement in its place.
  mutating func body() throws(SyntaxFault) -> [Statement] {
    symbol == .leftBrace ? try block() : try statement()
  }

  mutating func block() throws(SyntaxFault) -> [Statement] {
    try bracketed(.leftBrace, .rightBrace) { (parser) throws(SyntaxFault) in parser.statements() }
  }

  /// Passes over a semicolon, which may be missing at the end of a line or block.
  mutating func endStatement() throws(SyntaxFault) {
    guard !consume(.semicolon), symbol != .rightBrace, symbol != .end, !startsLine else { return }
    throw fault("a semicolon is missing")
  }

  private mutating func statementKind() throws(SyntaxFault) -> Statement.Kind {
    switch symbol {
    case .leftBrace: return .block(try block())
    case .if: return try conditional()
    case .for: return .loop(try forLoop())
    case .while:
      advance()
      let test = try parenthesized()
      return .loop(Loop(head: .condition(test, isPostfix: false), body: try body()))
    case .do: return .loop(try doLoop())
    case .switch: return try choice()
    case .try: return .attempt(try attempt())
    case .return: return .return(try operand())
    case .throw: return .raise(try operand())
    case .break, .continue:
      advance()
      if symbol.isName, !startsLine { advance() }
      try endStatement()
      return .simple
    case .debugger:
      advance()
      try endStatement()
      return .simple
    case .semicolon:
      advance()
      return .simple
    case .with:
      advance()
      let subject = try parenthesized()
      return .opaque(reason: nil, [subject], try body())
    default:
      guard symbol.isName, peek().symbol == .colon else { return try expressionStatement() }
      // A label.
      advance()
      advance()
      return .opaque(reason: nil, [], try statement())
    }
  }

  private mutating func expressionStatement() throws(SyntaxFault) -> Statement.Kind {
    let expression = try expression()
    try endStatement()
    guard case .assignment(let target, let spelling, var value) = expression.kind else {
      return .expression(expression)
    }
    var targets = [target]
    while spelling == "=", case .assignment(let next, "=", let inner) = value.kind {
      targets.append(next)
      value = inner
    }
    return .assignments([Assignment(targets: targets, spelling: spelling, value: value)])
  }

  /// Parses the value of `return` or `throw`, which stands on the same line.
  private mutating func operand() throws(SyntaxFault) -> Expression? {
    advance()
    let isMissing =
      startsLine || symbol == .semicolon || symbol == .rightBrace || symbol == .end
    let value = isMissing ? nil : try expression()
    try endStatement()
    return value
  }

  /// Parses the expression in parentheses that follows a keyword.
  mutating func parenthesized() throws(SyntaxFault) -> Expression {
    try bracketed(.leftParenthesis, .rightParenthesis) { (parser) throws(SyntaxFault) in
      try parser.expression()
    }
  }

  private mutating func conditional() throws(SyntaxFault) -> Statement.Kind {
    var branches: [Statement.Branch] = []
    while consume(.if) {
      let test = try parenthesized()
      branches.append(Statement.Branch(test: test, body: try body()))
      guard consume(.else) else { return .conditional(branches, other: nil) }
    }
    return .conditional(branches, other: try body())
  }

  private mutating func choice() throws(SyntaxFault) -> Statement.Kind {
    advance()
    let subject = try parenthesized()
    let cases = try bracketed(.leftBrace, .rightBrace) { (parser) throws(SyntaxFault) in
      var cases: [Statement.Case] = []
      while parser.symbol != .rightBrace {
        var patterns: [Expression] = []
        if !parser.consume(.default) {
          try parser.expect(.case)
          patterns = [try parser.expression()]
        }
        try parser.expect(.colon)
        let body = parser.recovering(isCase: true) { (parser) throws(SyntaxFault) in
          try parser.statement()
        }
        cases.append(Statement.Case(patterns: patterns, body: body))
      }
      return cases
    }
    return .choice(subject: subject, cases: cases)
  }

  private mutating func attempt() throws(SyntaxFault) -> Attempt {
    advance()
    var attempt = Attempt(body: try block(), handlers: [])
    if consume(.catch) {
      var handler = Attempt.Handler(body: [])
      if symbol == .leftParenthesis {
        handler.target = try bracketed(.leftParenthesis, .rightParenthesis) {
          (parser) throws(SyntaxFault) in
          let target = try parser.pattern()
          handler.type = try parser.annotation()
          return target
        }
      }
      handler.body = try block()
      attempt.handlers.append(handler)
    }
    if consume(.finally) { attempt.finally = try block() }
    return attempt
  }
}

extension ScriptSymbol {
  /// Whether a word at the start of a line most likely begins a statement.
  fileprivate var beginsStatement: Bool {
    switch self {
    case .break, .class, .const, .continue, .export, .for, .function, .if, .import, .return,
      .switch, .throw, .try, .var, .while, .interface, .let, .enum:
      true
    default: false
    }
  }
}
