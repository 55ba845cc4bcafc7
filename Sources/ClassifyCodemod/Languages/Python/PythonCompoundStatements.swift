// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
  /// Parses a statement with blocks; nil if none begins here.
  mutating func compoundStatement() throws(SyntaxFault) -> Statement? {
    let start = current.range.lowerBound
    let decorators = try decorators()
    let isAsync = at(.async)
    if isAsync { advance() }
    let kind: Statement.Kind
    switch current.word {
    case .def: kind = .function(try function(decorators, isAsync: isAsync))
    case .class where !isAsync: kind = .type(try classDeclaration(decorators))
    case _ where !decorators.isEmpty: throw failure("a function or class is missing")
    case .for: kind = .loop(forLoop(isAsync: isAsync))
    case .with: kind = with(isAsync: isAsync)
    case _ where isAsync: throw failure("`async` belongs to no statement")
    case .if: kind = conditional()
    case .while: kind = .loop(whileLoop())
    case .try: kind = .attempt(try attempt())
    case .match where isAtMatch: kind = match()
    default: return nil
    }
    return Statement(kind, start..<end)
  }

  // MARK: Headers and blocks

  /// Parses a part of a statement's first line; if it is not understood, only that part is lost.
  private mutating func header<Part>(
    _ parse: (inout Self) throws(SyntaxFault) -> Part, otherwise: (Expression) -> Part
  ) -> Part {
    let (mark, start) = (mark, current.range.lowerBound)
    do throws(SyntaxFault) {
      let part = try parse(&self)
      guard at(.colon) else { throw failure("`:` is missing") }
      return part
    } catch {
      let range = recover(from: mark, at: start, error)
      return otherwise(Expression(.opaque(reason: error.reason, []), range))
    }
  }

  private mutating func header(
    _ parse: (inout Self) throws(SyntaxFault) -> Expression
  ) -> Expression {
    header(parse, otherwise: { $0 })
  }

  /// Parses `:` and a block, on the same line or indented.
  mutating func block() -> [Statement] {
    let start = current.range.lowerBound
    let hasColon = skip(.colon)
    if current.kind == .newline {
      advance()
      if current.kind == .indent { return indentedStatements() }
      // A header that was not understood can have had its block on its line.
      if hasColon { faults.append(SyntaxFault(range: start..<end, reason: "the block is missing")) }
      return []
    }
    guard hasColon else {
      faults.append(failure("`:` is missing"))
      return []
    }
    var statements: [Statement] = []
    simpleStatements(into: &statements)
    return statements
  }

  private mutating func otherwise() -> [Statement]? { skip(.else) ? block() : nil }

  // MARK: Branches and loops

  private mutating func conditional() -> Statement.Kind {
    var branches: [Statement.Branch] = []
    repeat {
      advance()
      let test = header { parser throws(SyntaxFault) in try parser.namedExpression() }
      branches.append(Statement.Branch(test: test, body: block()))
    } while at(.elif)
    return .conditional(branches, other: otherwise())
  }

  private mutating func whileLoop() -> Loop {
    advance()
    let test = header { parser throws(SyntaxFault) in try parser.namedExpression() }
    let body = block()
    return Loop(head: .condition(test, isPostfix: false), body: body, other: otherwise())
  }

  private mutating func forLoop(isAsync: Bool) -> Loop {
    advance()
    let head = header(
      { parser throws(SyntaxFault) -> Loop.Head in
        let target = try parser.targets()
        try parser.take(.in)
        return .each(target: target, iterable: try parser.expressions(), isAsync: isAsync)
      },
      otherwise: { .condition($0, isPostfix: false) })
    let body = block()
    return Loop(head: head, body: body, other: otherwise())
  }

  private mutating func attempt() throws(SyntaxFault) -> Attempt {
    advance()
    var attempt = Attempt(body: block(), handlers: [])
    let mark = mark
    while skip(.except) {
      _ = skip(.star)
      var target: Expression?
      var type: Expression?
      if !at(.colon) {
        type = header { parser throws(SyntaxFault) in
          let type = try parser.expressions()
          if parser.skip(.as) { target = try parser.nameExpression() }
          return type
        }
      }
      attempt.handlers.append(Attempt.Handler(type: type, target: target, body: block()))
    }
    attempt.other = otherwise()
    attempt.finally = skip(.finally) ? block() : nil
    if attempt.handlers.isEmpty, attempt.finally == nil {
      reset(to: mark)
      faults.append(failure("`except` or `finally` is missing"))
    }
    return attempt
  }

  // MARK: with

  private mutating func with(isAsync: Bool) -> Statement.Kind {
    advance()
    let items = header(
      { parser throws(SyntaxFault) in try parser.withItems() },
      otherwise: { [Statement.WithItem(value: $0)] })
    return .with(items, body: block(), isAsync: isAsync)
  }

  /// Parses the items; parentheses around all of them are tried first.
  private mutating func withItems() throws(SyntaxFault) -> [Statement.WithItem] {
    let mark = mark
    if skip(.openParenthesis) {
      let items: [Statement.WithItem]? = try? withItemList()
      if let items, skip(.closeParenthesis), at(.colon) { return items }
      reset(to: mark)
    }
    return try withItemList()
  }

  private mutating func withItemList() throws(SyntaxFault) -> [Statement.WithItem] {
    var items: [Statement.WithItem] = []
    repeat {
      if at(.closeParenthesis), !items.isEmpty { break }
      let value = try namedExpression()
      items.append(Statement.WithItem(value: value, target: skip(.as) ? try target() : nil))
    } while skip(.comma)
    return items
  }

  // MARK: match

  /// Whether `match` begins a statement: its line ends with a colon, and a case follows.
  private var isAtMatch: Bool {
    var distance = 1
    while item(distance).kind != .newline, item(distance).kind != .end { distance += 1 }
    return distance > 2 && item(distance - 1).word == .colon
      && item(distance + 1).kind == .indent && item(distance + 2).word == .case
  }

  private mutating func match() -> Statement.Kind {
    advance()
    let subject = header { parser throws(SyntaxFault) in try parser.expressions() }
    _ = skip(.colon)
    advance()
    advance()
    var cases: [Statement.Case] = []
    while skip(.case) {
      var choice = header(
        { parser throws(SyntaxFault) -> Statement.Case in
          let patterns = try parser.patterns()
          let test = parser.skip(.if) ? try parser.namedExpression() : nil
          return Statement.Case(patterns: patterns, guardTest: test, body: [])
        },
        otherwise: { Statement.Case(patterns: [$0], body: []) })
      choice.body = block()
      cases.append(choice)
    }
    if current.kind != .dedent, let last = cases.indices.last {
      faults.append(failure("`case` is missing"))
      while current.kind != .dedent, current.kind != .end { statement(into: &cases[last].body) }
    }
    advance()
    return .choice(subject: subject, cases: cases)
  }

  /// Parses the alternatives of a case; none for `_`.
  private mutating func patterns() throws(SyntaxFault) -> [Expression] {
    isPattern = true
    defer { isPattern = false }
    let pattern = try expressions()
    if case .name("_") = pattern.kind { return [] }
    var alternatives: [Expression] = []
    var rest = pattern
    while case .operation(let operation) = rest.kind, operation.spelling == "|" {
      alternatives.append(operation.right)
      rest = operation.left
    }
    return [rest] + alternatives.reversed()
  }
}
