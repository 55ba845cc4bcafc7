// SPDX-License-Identifier: Apache-2.0

// Classes and their members.

extension ScriptParser {
  mutating func classDeclaration() throws(SyntaxFault) -> TypeDeclaration {
    var type = TypeDeclaration(kind: .class, name: nil, bases: [], members: [])
    type.decorators = try decorators()
    // Decorators may stand before `export` as well.
    if consume(.export) { _ = consume(.default) }
    type.decorators += try decorators()
    if symbol != .class { advance() }
    try expect(.class)
    if symbol.isName, symbol != .implements || peek().symbol == .leftBrace {
      type.name = try name()
    }
    type.decorators += try typeParameters().map { [$0] } ?? []
    if consume(.extends) { type.bases = try heritage() }
    if isTyped, consume(.implements) {
      type.bases += try list(until: .leftBrace) { (parser) throws(SyntaxFault) in
        let base = try parser.type()
        return Argument(label: .positional, value: base, range: base.range)
      }
    }
    type.members = try bracketed(.leftBrace, .rightBrace) { (parser) throws(SyntaxFault) in
      parser.recovering { (parser) throws(SyntaxFault) in try parser.classMember() }
    }
    return type
  }

  /// A class expression: its parts as expressions.
  mutating func classExpression() throws(SyntaxFault) -> Expression {
    let start = start
    let type = try classDeclaration()
    var parts = type.decorators + type.bases.map(\.value)
    for member in type.members {
      switch member.kind {
      case .function(let function): parts.append(Expression(.function(function), member.range))
      case .block(let body):
        let function = Function(parameters: [], body: .statements(body))
        parts.append(Expression(.function(function), member.range))
      default:
        for case .expression(let part) in member.children { parts.append(part) }
      }
    }
    return Expression(.opaque(reason: nil, parts), range(from: start))
  }

  /// Parses a member with its decorators; those of a field are statements before it.
  private mutating func classMember() throws(SyntaxFault) -> [Statement] {
    guard !consume(.semicolon) else { return [] }
    let start = start
    var decorators = try decorators()
    let behind = self.start
    var isAsync = false
    while symbol.isMemberModifier, modifiesMember {
      if symbol == .static, peek().symbol == .leftBrace {
        advance()
        return [Statement(.block(try block()), range(from: start))]
      }
      isAsync = isAsync || symbol == .async
      if symbol == .get || symbol == .set {
        decorators.append(Expression(.name(text[lexemes[position].range]), lexemes[position].range))
      }
      advance()
    }
    _ = consume(.star)
    if isTyped, let signature = try indexSignature() {
      try endStatement()
      return [Statement(.opaque(reason: nil, signature, []), range(from: start))]
    }
    let property = try propertyName()
    if isTyped, symbol == .question || symbol == .not { advance() }
    if symbol == .leftParenthesis || symbol == .less {
      var function = Function(
        name: property.name, parameters: [], body: .absent, isAsync: isAsync,
        decorators: decorators + property.computed)
      try parseSignature(of: &function)
      try parseBody(of: &function)
      return [Statement(.function(function), range(from: start))]
    }
    var field = Assignment(targets: [property.expression])
    field.annotation = try annotation()
    if consume(.assign) { field.value = try assignment() }
    try endStatement()
    return decorators.map { Statement(.expression($0), $0.range) }
      + [Statement(.assignments([field]), range(from: behind))]
  }

  /// Whether a member's name follows the modifier, which is no name then.
  private var modifiesMember: Bool {
    let next = peek()
    if symbol == .async, next.startsLine { return false }
    return next.symbol.isWord
      || [.string, .number, .privateName, .leftBracket, .star].contains(next.symbol)
      || symbol == .static && next.symbol == .leftBrace
  }
}

extension ScriptSymbol {
  fileprivate var isMemberModifier: Bool {
    switch self {
    case .public, .private, .protected, .static, .readonly, .abstract, .override, .declare,
      .accessor, .async, .get, .set:
      true
    default: false
    }
  }
}
