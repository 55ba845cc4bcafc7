// SPDX-License-Identifier: Apache-2.0

// Imports and exports.

extension ScriptParser {
  mutating func importStatement() throws(SyntaxFault) -> Statement.Kind {
    advance()
    var result = Import(module: "", moduleRange: 0..<0)
    if symbol == .string {
      try parseModule(of: &result)
      return .import(result)
    }
    // `import type X from`, but not `import type from`.
    if symbol == .type, peek().beginsImports, peek().symbol != .from || peek(2).symbol == .from {
      result.isTypeOnly = isTyped
      advance()
    } else if symbol.isName, text.matches("defer", in: lexemes[position].range),
      peek().symbol == .star
    {
      advance()
    }
    var items: [Import.Item] = []
    if symbol.isName {
      let local = try name()
      if isTyped, consume(.assign) { return try importEquals(local, result) }
      items.append(Import.Item(name: Name(text: "default", range: local.range), alias: local))
      if symbol != .from { try expect(.comma) }
    }
    if symbol == .star {
      items.append(try namespace())
    } else if symbol == .leftBrace {
      items += try specifiers()
    }
    try expect(.from)
    result.items = items
    try parseModule(of: &result)
    return .import(result)
  }

  /// Parses `"m" with { type: "json" };`.
  private mutating func parseModule(of result: inout Import) throws(SyntaxFault) {
    let range = lexemes[position].range
    try expect(.string)
    result.moduleRange = range.lowerBound + 1..<range.upperBound - 1
    result.module = ScriptString.value(of: result.moduleRange, in: text)
    let isAssert = symbol.isName && text.matches("assert", in: lexemes[position].range)
    if !startsLine && (isAssert || symbol == .with) {
      advance()
      _ = try object()
    }
    try endStatement()
  }

  /// Parses `import x = require("m")` or `import x = a.b` behind the equals sign.
  private mutating func importEquals(
    _ local: Name, _ imported: Import
  ) throws(SyntaxFault) -> Statement.Kind {
    let value = try assignment()
    try endStatement()
    let assignment = Assignment(
      targets: [Expression(.name(local.text), local.range)], value: value, keyword: "const")
    return requirement(in: [assignment]).map { .import($0) } ?? .assignments([assignment])
  }

  /// Parses `* as x`, or `*` alone.
  private mutating func namespace() throws(SyntaxFault) -> Import.Item {
    let star = lexemes[position].range
    advance()
    let alias = consume(.as) ? try specifierName() : nil
    return Import.Item(name: Name(text: "*", range: star), alias: alias)
  }

  /// Parses `{ a, b as c, type D }`.
  private mutating func specifiers() throws(SyntaxFault) -> [Import.Item] {
    try bracketed(.leftBrace, .rightBrace) { (parser) throws(SyntaxFault) in
      try parser.list(until: .rightBrace) { (parser) throws(SyntaxFault) in
        // `type` is a modifier in `type X` and `type as as X`, a name in `type` and `type as X`.
        let isType =
          parser.symbol == .type && ![.comma, .rightBrace].contains(parser.peek().symbol)
          && (parser.peek().symbol != .as
            || [.as, .comma, .rightBrace].contains(parser.peek(2).symbol)
            || parser.peek(2).symbol.isWord && parser.peek(3).symbol.isWord)
        if isType { parser.advance() }
        let name = try parser.specifierName()
        let alias = parser.consume(.as) ? try parser.specifierName() : nil
        return Import.Item(name: name, alias: alias, isTypeOnly: isType)
      }
    }
  }

  /// Parses a name or a string in its place.
  private mutating func specifierName() throws(SyntaxFault) -> Name {
    guard symbol == .string else { return try name() }
    let range = lexemes[position].range
    advance()
    let content = range.lowerBound + 1..<range.upperBound - 1
    return Name(text: ScriptString.value(of: content, in: text), range: range)
  }

  /// The import that `const x = require("m")` or `const { a, b: c } = require("m")` is.
  func requirement(in assignments: [Assignment]) -> Import? {
    guard let assignment = assignments.first, assignments.count == 1,
      case .call(let call)? = assignment.value?.kind, case .name("require") = call.callee.kind,
      call.arguments.count == 1, case .string(let literal) = call.arguments[0].value.kind,
      let module = literal.value
    else { return nil }
    let range = call.arguments[0].value.range
    var result = Import(
      module: module, moduleRange: range.lowerBound + 1..<range.upperBound - 1, items: [])
    switch assignment.targets[0].kind {
    case .name(let name):
      let local = Name(text: name, range: assignment.targets[0].range)
      result.items = [Import.Item(name: Name(text: "*", range: local.range), alias: local)]
    case .dictionary(let entries):
      for entry in entries {
        guard case .name(let text) = entry.value.kind, let name = entry.name else { return nil }
        let local = Name(text: text, range: entry.value.range)
        if case .name(let key) = entry.key {
          result.items?.append(Import.Item(name: key, alias: local))
        } else {
          result.items?.append(Import.Item(name: Name(text: name, range: local.range)))
        }
      }
    default: return nil
    }
    return result
  }
}

// MARK: Exports

extension ScriptParser {
  /// Parses `export` and what follows it.
  ///
  /// The default export of a declaration with a name is an export of that name, then the
  /// declaration.
  mutating func export() throws(SyntaxFault) -> [Statement] {
    let start = start
    let keyword = position
    advance()
    switch symbol {
    case .default:
      advance()
      return try defaultExport(from: start, keyword: keyword)
    case .star, .leftBrace: return [Statement(try exportedNames(), range(from: start))]
    case .type where peek().symbol == .leftBrace || peek().symbol == .star:
      advance()
      return [Statement(try exportedNames(isTypeOnly: true), range(from: start))]
    case .assign:
      advance()
      let value = try expression()
      try endStatement()
      return [Statement(.export(names: [], value: value), range(from: start))]
    case .as:
      // `export as namespace X;`
      advance()
      advance()
      _ = try name()
      try endStatement()
      return [Statement(.simple, range(from: start))]
    default:
      guard let kind = try declaration() else { throw fault("a declaration is missing") }
      return [Statement(kind, range(from: start))]
    }
  }

  private mutating func exportedNames(
    isTypeOnly: Bool = false
  ) throws(SyntaxFault) -> Statement.Kind {
    let items = symbol == .star ? [try namespace()] : try specifiers()
    guard consume(.from) else {
      try endStatement()
      return .export(names: items, value: nil)
    }
    var result = Import(
      module: "", moduleRange: 0..<0, items: items, isReexport: true, isTypeOnly: isTypeOnly)
    try parseModule(of: &result)
    return .import(result)
  }

  private mutating func defaultExport(
    from start: Int, keyword: Int
  ) throws(SyntaxFault) -> [Statement] {
    let exported = range(from: start)
    let declarationStart = self.start
    let isInterface =
      isTyped && symbol == .interface && peek().symbol.isName && !peek().startsLine
    let isDeclaration =
      isInterface || [.function, .class, .at].contains(symbol)
      || symbol == .abstract && peek().symbol == .class
      || symbol == .async && peek().symbol == .function && !peek().startsLine
    guard isDeclaration, let kind = try declaration() else {
      let value = try assignment()
      try endStatement()
      return [Statement(.export(names: [], value: value), range(from: start))]
    }
    let name: Name? =
      switch kind {
      case .function(let function): function.name
      case .type(let type): type.name
      default: nil
      }
    guard let name else {
      return [Statement(kind, range(from: start))]
    }
    let alias = Name(text: "default", range: lexemes[keyword + 1].range)
    return [
      Statement(.export(names: [Import.Item(name: name, alias: alias)], value: nil), exported),
      Statement(kind, range(from: declarationStart)),
    ]
  }
}

extension ScriptLexeme {
  /// Whether what an import statement imports begins.
  fileprivate var beginsImports: Bool {
    symbol.isName || symbol == .leftBrace || symbol == .star
  }
}
