// SPDX-License-Identifier: Apache-2.0

// Members of interfaces and object types.

/// A member of an interface or an object type.
private enum TypeMember {
  case property(ScriptPropertyName, Expression?)
  case method(ScriptPropertyName, Function, ByteRange)
  /// Call, construct and index signatures, and mapped types.
  case signature([Expression])
}

extension ScriptParser {
  /// Parses a member of an interface: fields are assignments, methods are functions.
  mutating func interfaceMember() throws(SyntaxFault) -> [Statement] {
    let start = start
    let member = try typeMember()
    try endMember()
    let range = range(from: start)
    switch member {
    case .property(let property, let type):
      let field = Assignment(targets: [property.expression], annotation: type)
      return [Statement(.assignments([field]), range)]
    case .method(let property, var function, _):
      function.decorators += property.computed
      return [Statement(.function(function), range)]
    case .signature(let types): return [Statement(.opaque(reason: nil, types, []), range)]
    }
  }

  /// Parses `{ a: A; b(): B }`: a dictionary, or opaque if a member is no property or method.
  mutating func objectType() throws(SyntaxFault) -> Expression {
    let start = start
    var entries: [DictionaryEntry] = []
    var others: [Expression] = []
    var isClear = true
    try bracketed(.leftBrace, .rightBrace) { (parser) throws(SyntaxFault) in
      while parser.symbol != .rightBrace {
        let memberStart = parser.start
        let member = try parser.typeMember()
        let range = parser.range(from: memberStart)
        try parser.endMember()
        switch member {
        case .property(let property, let type):
          guard let type else { continue }
          entries.append(DictionaryEntry(key: property.key, value: type, range: range))
          others += property.computed + [type]
        case .method(let property, let function, let signature):
          let value = Expression(.function(function), signature)
          entries.append(DictionaryEntry(key: property.key, value: value, range: range))
          others += property.computed + [value]
        case .signature(let types):
          isClear = false
          others += types
        }
      }
    }
    let kind: Expression.Kind = isClear ? .dictionary(entries) : .opaque(reason: nil, others)
    return Expression(kind, range(from: start))
  }

  /// Passes over the end of a member: a semicolon, a comma or a line end.
  private mutating func endMember() throws(SyntaxFault) {
    if !consume(.comma) { try endStatement() }
  }

  private mutating func typeMember() throws(SyntaxFault) -> TypeMember {
    while [.readonly, .get, .set].contains(symbol), peek().beginsMemberName { advance() }
    if symbol == .plus || symbol == .minus { advance() }
    _ = consume(.readonly, before: .leftBracket)
    if let signature = try indexSignature() { return .signature(signature) }
    let start = start
    let isConstructor = symbol == .new && [.leftParenthesis, .less].contains(peek().symbol)
    if isConstructor { advance() }
    if symbol == .leftParenthesis || symbol == .less {
      var function = Function(parameters: [], body: .absent)
      try parseSignature(of: &function)
      return .signature([Expression(.function(function), range(from: start))])
    }
    let property = try propertyName()
    _ = consume(.question)
    guard symbol == .leftParenthesis || symbol == .less else {
      return .property(property, try annotation())
    }
    let signature = self.start
    var function = Function(name: property.name, parameters: [], body: .absent)
    try parseSignature(of: &function)
    return .method(property, function, range(from: signature))
  }

  private mutating func consume(_ word: ScriptSymbol, before next: ScriptSymbol) -> Bool {
    symbol == word && peek().symbol == next && consume(word)
  }

  /// Parses `[key: K]: V` or the mapped `[K in T as U]?: V`, or returns nil.
  mutating func indexSignature() throws(SyntaxFault) -> [Expression]? {
    guard symbol == .leftBracket, peek().symbol.isWord,
      peek(2).symbol == .colon || peek(2).symbol == .in
    else { return nil }
    var types = try bracketed(.leftBracket, .rightBracket) { (parser) throws(SyntaxFault) in
      parser.position += 2
      let key = try parser.type()
      return parser.consume(.as) ? [key, try parser.type()] : [key]
    }
    if symbol == .plus || symbol == .minus { advance() }
    _ = consume(.question)
    if let value = try annotation() { types.append(value) }
    return types
  }
}

extension ScriptLexeme {
  fileprivate var beginsMemberName: Bool {
    symbol.isWord || [.string, .number, .leftBracket].contains(symbol)
  }
}
