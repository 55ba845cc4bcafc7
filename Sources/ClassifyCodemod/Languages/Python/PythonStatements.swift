// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
  /// Parses one statement, or all simple statements of a line.
  mutating func statement(into statements: inout [Statement]) {
    let (mark, start) = (mark, current.range.lowerBound)
    switch current.kind {
    case .newline, .dedent: advance()
    case .indent:
      let reason = "the indentation is greater than that of the line before"
      faults.append(failure(reason))
      let body = indentedStatements()
      statements.append(
        Statement(.opaque(reason: reason, [], body), (body.first?.range.lowerBound ?? end)..<end))
    default:
      do throws(SyntaxFault) {
        if let compound = try compoundStatement() {
          statements.append(compound)
        } else {
          simpleStatements(into: &statements)
        }
      } catch {
        statements.append(opaqueStatement(from: mark, at: start, error))
      }
    }
  }

  /// Parses the simple statements up to the end of the line.
  mutating func simpleStatements(into statements: inout [Statement]) {
    while true {
      let (mark, start, count) = (mark, current.range.lowerBound, statements.count)
      do throws(SyntaxFault) {
        try simpleStatement(into: &statements)
        let hasSemicolon = skip(.semicolon)
        if hasSemicolon, let last = statements.popLast() {
          statements.append(Statement(last.kind, last.range.lowerBound..<end))
        }
        if current.kind == .end { return }
        if current.kind == .newline {
          advance()
          return
        }
        guard hasSemicolon else {
          throw failure("`\(text[current.range])` does not belong to the statement before it")
        }
      } catch {
        statements.removeLast(statements.count - count)
        statements.append(opaqueStatement(from: mark, at: start, error))
        return
      }
    }
  }

  /// Passes over the rest of a line that is not understood, and parses the block behind it.
  private mutating func opaqueStatement(
    from mark: Mark, at start: Int, _ fault: SyntaxFault
  ) -> Statement {
    _ = recover(from: mark, at: start, fault)
    if current.kind == .newline { advance() }
    let body = current.kind == .indent ? indentedStatements() : []
    return Statement(.opaque(reason: fault.reason, [], body), start..<max(start, end))
  }

  private mutating func simpleStatement(
    into statements: inout [Statement]
  ) throws(SyntaxFault) {
    let start = current.range.lowerBound
    let kind: Statement.Kind
    switch current.word {
    case .import:
      try imports(into: &statements)
      return
    case .from: kind = .import(try fromImport())
    case .pass, .break, .continue:
      advance()
      kind = .simple
    case .global, .nonlocal:
      advance()
      repeat { _ = try name() } while skip(.comma)
      kind = .simple
    case .return:
      advance()
      kind = .return(isAtExpression ? try expressions() : nil)
    case .raise: kind = .raise(try raise())
    case .del:
      advance()
      var parts = [try target()]
      while skip(.comma), isAtExpression { parts.append(try target()) }
      kind = .opaque(reason: nil, parts, [])
    case .assert:
      advance()
      var parts = [try expression()]
      if skip(.comma) { parts.append(try expression()) }
      kind = .opaque(reason: nil, parts, [])
    case .type where isAtTypeAlias: kind = try typeAlias()
    default: kind = current.kind == .magic ? magic() : try expressionStatement()
    }
    statements.append(Statement(kind, start..<end))
  }

  /// A line for IPython.
  private mutating func magic() -> Statement.Kind {
    let names = magicNames
    advance()
    return names.isEmpty ? .simple : .opaque(reason: nil, names, [])
  }

  private mutating func raise() throws(SyntaxFault) -> Expression? {
    advance()
    guard isAtExpression else { return nil }
    let value = try expression()
    guard skip(.from) else { return value }
    let cause = try expression()
    return Expression(.opaque(reason: nil, [value, cause]), value.range.lowerBound..<end)
  }

  // MARK: Imports

  private mutating func imports(into statements: inout [Statement]) throws(SyntaxFault) {
    var start = current.range.lowerBound
    advance()
    repeat {
      let nameStart = current.range.lowerBound
      if statements.last?.range.lowerBound == start { start = nameStart }
      let (module, range) = try moduleName()
      let alias = skip(.as) ? try name() : nil
      statements.append(
        Statement(
          .import(Import(module: module, moduleRange: range, items: nil, alias: alias)),
          start..<end))
    } while skip(.comma)
  }

  private mutating func fromImport() throws(SyntaxFault) -> Import {
    advance()
    let (module, range) = try moduleName()
    try take(.import)
    var items: [Import.Item] = []
    if at(.star) {
      items.append(Import.Item(name: Name(text: "*", range: current.range)))
      advance()
    } else {
      let isParenthesized = skip(.openParenthesis)
      repeat {
        if isParenthesized, at(.closeParenthesis), !items.isEmpty { break }
        let name = try name()
        items.append(Import.Item(name: name, alias: skip(.as) ? try self.name() : nil))
      } while skip(.comma)
      if isParenthesized { try take(.closeParenthesis) }
    }
    return Import(module: module, moduleRange: range, items: items)
  }

  /// Parses `a.b`, `..`, `.a`.
  private mutating func moduleName() throws(SyntaxFault) -> (String, ByteRange) {
    let start = current.range.lowerBound
    var module = ""
    while at(.dot) || at(.ellipsis) {
      module += text[current.range]
      advance()
    }
    if module.isEmpty || !at(.import) {
      module += try name().text
      while skip(.dot) { module += try "." + name().text }
    }
    return (module, start..<end)
  }

  // MARK: Assignments

  private mutating func expressionStatement() throws(SyntaxFault) -> Statement.Kind {
    let first = try expressions()
    defer {
      // `name?` of IPython.
      if current.kind == .magic { advance() }
    }
    if skip(.colon) {
      let annotation = try expression()
      let value = skip(.assign) ? try expressions() : nil
      return .assignments([Assignment(targets: [first], annotation: annotation, value: value)])
    }
    if let word = current.word, word.isAugmentedAssignment {
      advance()
      return .assignments([
        Assignment(targets: [first], spelling: word.rawValue, value: try expressions())
      ])
    }
    guard at(.assign) else { return .expression(first) }
    var targets = [first]
    while skip(.assign) { targets.append(try expressions()) }
    let value = targets.removeLast()
    return .assignments([Assignment(targets: targets, value: value)])
  }

  /// Whether `type` begins `type Name = …` or `type Name[…] = …`.
  private var isAtTypeAlias: Bool {
    let (name, next) = (item(1), item(2).word)
    return name.kind == .name && name.word?.isSoft != false
      && (next == .assign || next == .openBracket)
  }

  private mutating func typeAlias() throws(SyntaxFault) -> Statement.Kind {
    advance()
    let name = try name()
    try typeParameters()
    try take(.assign)
    return .type(
      TypeDeclaration(
        kind: .alias, name: name, bases: [], members: [], aliased: try expression()))
  }
}
