// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
  /// Parses an operand with the members, calls and indices behind it.
  mutating func primary() throws(SyntaxFault) -> Expression {
    var base = try atom()
    while true {
      let start = base.range.lowerBound
      switch current.word {
      case .dot:
        advance()
        let name = try name()
        base = Expression(.member(Member(base: base, name: name)), start..<end)
      case .openParenthesis:
        let open = current.range.lowerBound
        let arguments = try arguments()
        base = Expression(
          .call(Call(callee: base, arguments: arguments, parentheses: open..<end)), start..<end)
      case .openBracket:
        advance()
        let indices = try indices()
        try take(.closeBracket)
        base = Expression(.subscripted(Subscripted(base: base, indices: indices)), start..<end)
      default: return base
      }
      try link()
    }
  }

  private mutating func atom() throws(SyntaxFault) -> Expression {
    let item = current
    if isAtName { return try nameExpression() }
    switch item.word {
    case .openParenthesis: return try parenthesized()
    case .openBracket: return try list()
    case .openBrace: return try braces()
    case .true: return keyword(.boolean(true))
    case .false: return keyword(.boolean(false))
    case .nothing: return keyword(.null)
    case .ellipsis: return keyword(.opaque(reason: nil, []))
    default: break
    }
    switch item.kind {
    case .string, .stringStart: return try string()
    case .number: return keyword(.number(NumberLiteral(python: text[item.range])))
    case .magic: return keyword(.opaque(reason: nil, magicNames))
    default: throw failure("an expression is missing")
    }
  }

  private mutating func keyword(_ kind: Expression.Kind) -> Expression {
    let range = current.range
    advance()
    return Expression(kind, range)
  }

  // MARK: Brackets

  private mutating func parenthesized() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    advance()
    let kind: Expression.Kind
    if at(.closeParenthesis) {
      kind = .collection(CollectionLiteral(kind: .tuple, elements: []))
    } else if at(.yield) {
      kind = .parenthesized(try yield())
    } else {
      let first = try starExpression()
      if let clauses = try comprehensionClauses() {
        kind = .comprehension(
          Comprehension(kind: .generator, element: first, clauses: clauses))
      } else if at(.comma) {
        kind = .collection(
          CollectionLiteral(kind: .tuple, elements: try elements(after: first)))
      } else {
        kind = .parenthesized(first)
      }
    }
    try take(.closeParenthesis)
    return Expression(kind, start..<end)
  }

  private mutating func list() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    advance()
    var kind = Expression.Kind.collection(CollectionLiteral(kind: .list, elements: []))
    if !at(.closeBracket) {
      let first = try starExpression()
      if let clauses = try comprehensionClauses() {
        kind = .comprehension(Comprehension(kind: .list, element: first, clauses: clauses))
      } else {
        kind = .collection(
          CollectionLiteral(kind: .list, elements: try elements(after: first)))
      }
    }
    try take(.closeBracket)
    return Expression(kind, start..<end)
  }

  private mutating func elements(
    after first: Expression
  ) throws(SyntaxFault) -> [CollectionLiteral.Element] {
    var elements = [first.asElement]
    while skip(.comma), isAtExpression { elements.append(try starExpression().asElement) }
    return elements
  }

  /// Parses a dictionary or a set, or a comprehension of one.
  private mutating func braces() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    advance()
    var kind = Expression.Kind.dictionary([])
    if !at(.closeBrace) {
      if at(.doubleStar) {
        kind = .dictionary(try entries())
      } else {
        let first = try starExpression()
        if at(.colon) {
          kind = try dictionary(firstKey: first)
        } else if let clauses = try comprehensionClauses() {
          kind = .comprehension(Comprehension(kind: .set, element: first, clauses: clauses))
        } else {
          kind = .collection(
            CollectionLiteral(kind: .set, elements: try elements(after: first)))
        }
      }
    }
    try take(.closeBrace)
    return Expression(kind, start..<end)
  }

  private mutating func dictionary(firstKey key: Expression) throws(SyntaxFault) -> Expression.Kind
  {
    let first = try entry(key)
    if let clauses = try comprehensionClauses() {
      return .comprehension(
        Comprehension(kind: .dictionary, key: key, element: first.value, clauses: clauses))
    }
    return .dictionary([first] + (skip(.comma) ? try entries() : []))
  }

  private mutating func entries() throws(SyntaxFault) -> [DictionaryEntry] {
    var entries: [DictionaryEntry] = []
    while !at(.closeBrace) {
      let start = current.range.lowerBound
      if skip(.doubleStar) {
        let value = try disjunction()
        entries.append(DictionaryEntry(key: .spread, value: value, range: start..<end))
      } else {
        entries.append(try entry(try expression()))
      }
      guard skip(.comma) else { break }
    }
    return entries
  }

  private mutating func entry(_ key: Expression) throws(SyntaxFault) -> DictionaryEntry {
    try take(.colon)
    let value = try namedExpression()
    return DictionaryEntry(
      key: .expression(key), value: value, range: key.range.lowerBound..<end)
  }

  // MARK: Comprehensions

  /// Parses the clauses of a comprehension; nil if there are none.
  private mutating func comprehensionClauses() throws(SyntaxFault) -> [Comprehension.Clause]? {
    var clauses: [Comprehension.Clause] = []
    while at(.for) || (at(.async) && item(1).word == .for) {
      let isAsync = skip(.async)
      advance()
      let target = try targets()
      try take(.in)
      let iterable = try disjunction()
      var conditions: [Expression] = []
      while skip(.if) { conditions.append(try disjunction()) }
      clauses.append(
        Comprehension.Clause(
          target: target, iterable: iterable, conditions: conditions, isAsync: isAsync))
    }
    return clauses.isEmpty ? nil : clauses
  }

  // MARK: Arguments and indices

  /// Parses the arguments of a call or the bases of a class, with their parentheses.
  mutating func arguments() throws(SyntaxFault) -> [Argument] {
    try take(.openParenthesis)
    var arguments: [Argument] = []
    while !at(.closeParenthesis) {
      arguments.append(try argument())
      if !at(.closeParenthesis) { try take(.comma) }
    }
    advance()
    return arguments
  }

  private mutating func argument() throws(SyntaxFault) -> Argument {
    let start = current.range.lowerBound
    var label = Argument.Label.positional
    var value: Expression
    if skip(.star) {
      (label, value) = (.spread, try expression())
    } else if skip(.doubleStar) {
      (label, value) = (.keywordSpread, try expression())
    } else if isAtName, item(1).word == .assign {
      label = .keyword(try name())
      advance()
      value = try namedExpression()
    } else {
      value = try namedExpression()
      if let clauses = try comprehensionClauses() {
        value = Expression(
          .comprehension(Comprehension(kind: .generator, element: value, clauses: clauses)),
          start..<end)
      }
    }
    return Argument(label: label, value: value, range: start..<end)
  }

  private mutating func indices() throws(SyntaxFault) -> [Expression] {
    var indices: [Expression] = []
    while !at(.closeBracket) {
      indices.append(try index())
      guard skip(.comma) else { break }
    }
    guard !indices.isEmpty else { throw failure("the index is missing") }
    return indices
  }

  private mutating func index() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    var parts: [Expression] = []
    if !at(.colon) {
      let first = try starExpression()
      guard at(.colon) else { return first }
      parts.append(first)
    }
    while skip(.colon) {
      if isAtExpression { parts.append(try expression()) }
    }
    return Expression(.opaque(reason: nil, parts), start..<end)
  }
}

extension NumberLiteral {
  /// Reads a number as Python spells it.
  fileprivate init(python spelling: String) {
    let digits = spelling.replacing("_", with: "").lowercased()
    let integer: Int? =
      switch digits.prefix(2) {
      case "0x": Int(digits.dropFirst(2), radix: 16)
      case "0o": Int(digits.dropFirst(2), radix: 8)
      case "0b": Int(digits.dropFirst(2), radix: 2)
      // `010` is no number.
      case let start where start.first == "0": digits.contains { $0 != "0" } ? nil : 0
      default: Int(digits)
      }
    self.init(spelling: spelling, integer: integer)
  }
}
