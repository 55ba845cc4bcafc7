// SPDX-License-Identifier: Apache-2.0

// Variables, functions, types and modules of declarations.

extension ScriptParser {
  /// Parses a declaration, or returns nil where a statement begins.
  mutating func declaration() throws(SyntaxFault) -> Statement.Kind? {
    switch symbol {
    case .import where peek().symbol != .leftParenthesis && peek().symbol != .dot:
      return try importStatement()
    case .function: return .function(try function(isAsync: false))
    case .async where peek().symbol == .function && !peek().startsLine:
      advance()
      return .function(try function(isAsync: true))
    case .class, .at: return .type(try classDeclaration())
    case .const where peek().symbol == .enum:
      advance()
      return .type(try enumeration())
    case .enum: return .type(try enumeration())
    default: break
    }
    if isTyped, let kind = try typedDeclaration() { return kind }
    guard let keyword = declarationKeyword() else { return nil }
    let target = try pattern()
    let assignments = try declarators(keyword: keyword, first: target)
    try endStatement()
    if let requirement = requirement(in: assignments) { return .import(requirement) }
    return .assignments(assignments)
  }

  /// Passes over `const`, `let`, `var`, `using` or `await using`, and returns it.
  mutating func declarationKeyword() -> String? {
    switch symbol {
    case .const, .var:
      advance()
      return text[lexemes[position - 1].range]
    case .let:
      guard peek().symbol.isName || [.leftBracket, .leftBrace].contains(peek().symbol) else {
        return nil
      }
      advance()
      return "let"
    case .await where peek().symbol == .using && peek(2).symbol.isName && !peek(2).startsLine:
      advance()
      return declarationKeyword()
    case .using where peek().symbol.isName && peek().symbol != .of && !peek().startsLine:
      advance()
      return "const"
    default: return nil
    }
  }

  /// Parses the rest of a declaration of variables behind its first target.
  mutating func declarators(
    keyword: String, first: Expression
  ) throws(SyntaxFault) -> [Assignment] {
    var assignments: [Assignment] = []
    var target = first
    while true {
      // `let x!: T` is assigned elsewhere.
      if isTyped, symbol == .not { advance() }
      var assignment = Assignment(targets: [target], keyword: keyword)
      assignment.annotation = try annotation()
      if consume(.assign) { assignment.value = try self.assignment() }
      assignments.append(assignment)
      guard consume(.comma) else { return assignments }
      target = try pattern()
    }
  }

  private mutating func typedDeclaration() throws(SyntaxFault) -> Statement.Kind? {
    let next = peek()
    switch symbol {
    case .interface where next.symbol.isName && !next.startsLine:
      return .type(try interface())
    case .type where next.symbol.isName && !next.startsLine: return .type(try alias())
    case .namespace where next.symbol.isName && !next.startsLine,
      .module where (next.symbol.isName || next.symbol == .string) && !next.startsLine,
      .global where next.symbol == .leftBrace:
      return .type(try moduleDeclaration())
    case .abstract where next.symbol == .class: return .type(try classDeclaration())
    case .declare
    where next.symbol.isWord && next.symbol != .in && next.symbol != .instanceof
      && !next.startsLine:
      advance()
      guard let kind = try declaration() else { throw fault("a declaration is missing") }
      return kind
    default: return nil
    }
  }

  private mutating func interface() throws(SyntaxFault) -> TypeDeclaration {
    advance()
    var type = TypeDeclaration(kind: .interface, name: try name(), bases: [], members: [])
    type.decorators = try typeParameters().map { [$0] } ?? []
    if consume(.extends) { type.bases = try heritage() }
    type.members = try bracketed(.leftBrace, .rightBrace) { (parser) throws(SyntaxFault) in
      parser.recovering { (parser) throws(SyntaxFault) in try parser.interfaceMember() }
    }
    return type
  }

  private mutating func alias() throws(SyntaxFault) -> TypeDeclaration {
    advance()
    var type = TypeDeclaration(kind: .alias, name: try name(), bases: [], members: [])
    type.decorators = try typeParameters().map { [$0] } ?? []
    try expect(.assign)
    type.aliased = try self.type()
    try endStatement()
    return type
  }

  private mutating func enumeration() throws(SyntaxFault) -> TypeDeclaration {
    try expect(.enum)
    var type = TypeDeclaration(kind: .enumeration, name: try name(), bases: [], members: [])
    type.members = try bracketed(.leftBrace, .rightBrace) { (parser) throws(SyntaxFault) in
      try parser.list(until: .rightBrace) { (parser) throws(SyntaxFault) in
        let start = parser.start
        var member = Assignment(targets: [try parser.propertyName().expression])
        if parser.consume(.assign) { member.value = try parser.assignment() }
        return Statement(.assignments([member]), parser.range(from: start))
      }
    }
    return type
  }

  private mutating func moduleDeclaration() throws(SyntaxFault) -> TypeDeclaration {
    let isGlobal = consume(.global)
    if !isGlobal { advance() }
    var type = TypeDeclaration(kind: .module, name: nil, bases: [], members: [])
    if !isGlobal, !consume(.string) {
      type.name = try name()
      while consume(.dot) { type.name = try name() }
    }
    if symbol == .leftBrace {
      type.members = try block()
    } else {
      try endStatement()
    }
    return type
  }

  /// Parses the types behind `extends` or `implements`.
  mutating func heritage() throws(SyntaxFault) -> [Argument] {
    var bases: [Argument] = []
    repeat {
      let base = try heritageType()
      bases.append(Argument(label: .positional, value: base, range: base.range))
    } while consume(.comma)
    return bases
  }

  /// Parses an expression with type arguments: the base of a class may be any expression.
  private mutating func heritageType() throws(SyntaxFault) -> Expression {
    var base = try postfix()
    while isTyped, symbol == .less {
      let start = base.range.lowerBound
      let arguments = try typeArguments()
      base = Expression(
        .subscripted(Subscripted(base: base, indices: arguments)), range(from: start))
    }
    return base
  }
}
