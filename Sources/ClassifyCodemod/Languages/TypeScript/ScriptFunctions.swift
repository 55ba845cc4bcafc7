// SPDX-License-Identifier: Apache-2.0

// Functions, arrow functions and their parameters.

extension ScriptParser {
  /// Parses a function from the keyword on.
  mutating func function(isAsync: Bool) throws(SyntaxFault) -> Function {
    try expect(.function)
    _ = consume(.star)
    var function = Function(parameters: [], body: .absent, isAsync: isAsync)
    if symbol.isName { function.name = try name() }
    try parseSignature(of: &function)
    try parseBody(of: &function)
    return function
  }

  /// Parses type parameters, parameters and the return type.
  mutating func parseSignature(of function: inout Function) throws(SyntaxFault) {
    if let types = try typeParameters() { function.decorators.append(types) }
    var decorators: [Expression] = []
    function.parameters = try bracketed(.leftParenthesis, .rightParenthesis) {
      (parser) throws(SyntaxFault) in
      try parser.list(until: .rightParenthesis) { (parser) throws(SyntaxFault) in
        decorators += try parser.decorators()
        return try parser.parameter()
      }
    }
    function.decorators += decorators
    function.returns = try annotation()
  }

  /// Parses a block, which TypeScript's overloads and declarations don't have.
  mutating func parseBody(of function: inout Function) throws(SyntaxFault) {
    if isTyped, symbol != .leftBrace {
      try endStatement()
    } else {
      function.body = .statements(try block())
    }
  }

  private mutating func parameter() throws(SyntaxFault) -> Function.Parameter {
    var isProperty = false
    while isTyped, symbol.isPropertyModifier,
      peek().symbol.isName || [.this, .leftBrace, .leftBracket].contains(peek().symbol)
    {
      isProperty = true
      advance()
    }
    let isRest = consume(.ellipsis)
    var parameter = Function.Parameter(
      kind: isRest ? .rest : .ordinary, target: try pattern(), isProperty: isProperty)
    if isTyped { _ = consume(.question) }
    parameter.annotation = try annotation()
    if consume(.assign) { parameter.initial = try assignment() }
    return parameter
  }

  /// Parses a name or a destructuring pattern without its default.
  mutating func pattern() throws(SyntaxFault) -> Expression {
    switch symbol {
    case .leftBrace, .leftBracket: return try primary()
    case .this: return try primary()
    default:
      guard symbol.isName else { throw fault("a name is missing") }
      let name = try name()
      return Expression(.name(name.text), name.range)
    }
  }

  /// Parses decorators, which may be missing.
  mutating func decorators() throws(SyntaxFault) -> [Expression] {
    var decorators: [Expression] = []
    while consume(.at) { decorators.append(try postfix()) }
    return decorators
  }
}

extension ScriptSymbol {
  /// Whether a parameter with this word declares a property.
  fileprivate var isPropertyModifier: Bool {
    switch self {
    case .public, .private, .protected, .readonly, .override: true
    default: false
    }
  }
}

// MARK: Arrow functions

extension ScriptParser {
  /// Parses an arrow function, or returns nil if none begins here.
  mutating func arrowFunction() throws(SyntaxFault) -> Expression? {
    let start = start
    let isAsync =
      symbol == .async && !peek().startsLine
      && (peek().symbol.isName || peek().symbol == .leftParenthesis || peek().symbol == .less)
      && beginsArrow(at: position + 1)
    guard isAsync || beginsArrow(at: position) else { return nil }
    if isAsync { advance() }
    var function = Function(parameters: [], body: .absent, isAsync: isAsync)
    if symbol.isName {
      function.parameters = [Function.Parameter(target: try pattern())]
    } else {
      let outer = context
      context = Context()
      defer { context = outer }
      try parseSignature(of: &function)
    }
    try expect(.arrow)
    function.body = try arrowBody()
    return Expression(.function(function), range(from: start))
  }

  private mutating func arrowBody() throws(SyntaxFault) -> Function.Body {
    symbol == .leftBrace ? .statements(try block()) : .expression(try assignment())
  }

  /// Whether the parameters of an arrow function begin at a lexeme.
  private mutating func beginsArrow(at index: Int) -> Bool {
    switch lexemes[index].symbol {
    case .leftParenthesis:
      let next = lexeme(behindPartnerOf: index)
      if next.symbol == .arrow { return !next.startsLine }
      guard isTyped, next.symbol == .colon else { return false }
      if let known = arrows[index] { return known }
      let result = hasReturnType(parametersAt: index)
      arrows[index] = result
      return result
    case .less:
      guard isTyped else { return false }
      return succeeds { (parser) throws(SyntaxFault) in
        parser.position = index
        _ = try parser.typeParameters()
        return parser.symbol == .leftParenthesis && parser.beginsArrow(at: parser.position)
      }
    case let symbol:
      guard symbol.isName, index + 1 < lexemes.count else { return false }
      return lexemes[index + 1].symbol == .arrow && !lexemes[index + 1].startsLine
    }
  }

  /// Whether a return type and an arrow follow the parentheses, and where a colon must follow the
  /// function, that too.
  private mutating func hasReturnType(parametersAt index: Int) -> Bool {
    succeeds { (parser) throws(SyntaxFault) in
      parser.position = Int(parser.lexemes[index].partner) + 1
      _ = try parser.annotation()
      guard parser.symbol == .arrow, !parser.startsLine else { return false }
      guard parser.context.precedesColon else { return true }
      parser.advance()
      _ = try parser.arrowBody()
      return parser.symbol == .colon
    }
  }
}
