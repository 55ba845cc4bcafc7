// SPDX-License-Identifier: Apache-2.0

// Arrays, objects and the names of their properties.

/// The name of a property or member.
struct ScriptPropertyName {
  let key: DictionaryEntry.Key
  /// The name, or the expression between brackets.
  let expression: Expression
  /// The name if it is not computed; without quotes.
  let name: Name?

  /// What a computed name contains.
  var computed: [Expression] { name == nil ? [expression] : [] }
}

extension ScriptParser {
  mutating func propertyName() throws(SyntaxFault) -> ScriptPropertyName {
    let range = lexemes[position].range
    switch symbol {
    case .leftBracket:
      let key = try bracketed(.leftBracket, .rightBracket) { (parser) throws(SyntaxFault) in
        try parser.assignment()
      }
      return ScriptPropertyName(key: .expression(key), expression: key, name: nil)
    case .string, .number:
      let key = try primary()
      let text = if case .string(let literal) = key.kind { literal.value } else { text[range] }
      return ScriptPropertyName(
        key: .expression(key), expression: key, name: Name(text: text ?? "", range: range))
    case .privateName: advance()
    default:
      guard symbol.isWord else { throw fault("the name of a property is missing") }
      advance()
    }
    let name = Name(text: text[range], range: range)
    return ScriptPropertyName(
      key: .name(name), expression: Expression(.name(name.text), range), name: name)
  }

  mutating func array() throws(SyntaxFault) -> Expression {
    let start = start
    let elements = try bracketed(.leftBracket, .rightBracket) { (parser) throws(SyntaxFault) in
      try parser.list(until: .rightBracket) { (parser) throws(SyntaxFault) in
        if parser.symbol == .comma {
          // A hole.
          let place = parser.start..<parser.start
          return CollectionLiteral.Element(value: Expression(.undefined, place))
        }
        let isSpread = parser.consume(.ellipsis)
        return CollectionLiteral.Element(value: try parser.assignment(), isSpread: isSpread)
      }
    }
    return Expression(
      .collection(CollectionLiteral(kind: .list, elements: elements)), range(from: start))
  }

  mutating func object() throws(SyntaxFault) -> Expression {
    let start = start
    let entries = try bracketed(.leftBrace, .rightBrace) { (parser) throws(SyntaxFault) in
      try parser.list(until: .rightBrace) { (parser) throws(SyntaxFault) in try parser.entry() }
    }
    return Expression(.dictionary(entries), range(from: start))
  }

  private mutating func entry() throws(SyntaxFault) -> DictionaryEntry {
    let start = start
    if consume(.ellipsis) {
      let value = try assignment()
      return DictionaryEntry(key: .spread, value: value, range: range(from: start))
    }
    var isAsync = false
    while [.async, .get, .set].contains(symbol), peek().beginsPropertyName {
      isAsync = isAsync || symbol == .async
      advance()
    }
    _ = consume(.star)
    let isName = symbol.isName
    let property = try propertyName()
    switch symbol {
    case .colon:
      advance()
      let value = try assignment()
      return DictionaryEntry(key: property.key, value: value, range: range(from: start))
    case .leftParenthesis, .less:
      let valueStart = self.start
      var function = Function(
        name: property.name, parameters: [], body: .absent, isAsync: isAsync)
      try parseSignature(of: &function)
      function.body = .statements(try block())
      let value = Expression(.function(function), range(from: valueStart))
      return DictionaryEntry(key: property.key, value: value, range: range(from: start))
    case .assign where isName:
      // A default inside a destructuring pattern.
      advance()
      let initial = try assignment()
      let value = Expression(
        .assignment(target: property.expression, spelling: "=", value: initial),
        range(from: start))
      return DictionaryEntry(key: property.key, value: value, range: range(from: start))
    default:
      guard isName else { throw fault("a colon is missing") }
      let value = property.expression.range == range(from: start) ? property.expression : nil
      guard var value else { throw fault("a colon is missing") }
      if property.name?.text == "undefined" { value.kind = .undefined }
      return DictionaryEntry(key: .shorthand, value: value, range: range(from: start))
    }
  }
}

extension ScriptLexeme {
  /// Whether the name of a property, or the star of a generator, begins.
  fileprivate var beginsPropertyName: Bool {
    symbol.isWord || [.string, .number, .privateName, .leftBracket, .star].contains(symbol)
  }
}
