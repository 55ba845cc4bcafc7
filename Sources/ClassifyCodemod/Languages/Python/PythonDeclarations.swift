// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
  mutating func decorators() throws(SyntaxFault) -> [Expression] {
    var decorators: [Expression] = []
    while skip(.at) {
      decorators.append(try namedExpression())
      guard current.kind == .newline else { throw failure("the decorator's line does not end") }
      advance()
    }
    return decorators
  }

  mutating func function(
    _ decorators: [Expression], isAsync: Bool
  ) throws(SyntaxFault) -> Function {
    advance()
    let name = try name()
    try typeParameters()
    try take(.openParenthesis)
    let parameters = try parameters(until: .closeParenthesis)
    try take(.closeParenthesis)
    let returns = skip(.arrow) ? try expressions() : nil
    guard at(.colon) else { throw failure("`:` is missing") }
    return Function(
      name: name, parameters: parameters, returns: returns, body: .statements(block()),
      isAsync: isAsync, decorators: decorators)
  }

  mutating func classDeclaration(_ decorators: [Expression]) throws(SyntaxFault) -> TypeDeclaration
  {
    advance()
    let name = try name()
    try typeParameters()
    let bases = at(.openParenthesis) ? try arguments() : []
    guard at(.colon) else { throw failure("`:` is missing") }
    return TypeDeclaration(
      kind: .class, name: name, bases: bases, decorators: decorators, members: block())
  }

  /// Parses the parameters of a function or, without annotations, of a lambda.
  mutating func parameters(until closer: PythonWord) throws(SyntaxFault) -> [Function.Parameter] {
    var parameters: [Function.Parameter] = []
    var kind = Function.Parameter.Kind.ordinary
    while !at(closer) {
      switch current.word {
      case .slash: advance()
      case .star where item(1).word == .comma:
        advance()
        kind = .keywordOnly
      case .star:
        advance()
        parameters.append(try parameter(.rest, until: closer))
        kind = .keywordOnly
      case .doubleStar:
        advance()
        parameters.append(try parameter(.keywordRest, until: closer))
      default: parameters.append(try parameter(kind, until: closer))
      }
      if !at(closer) { try take(.comma) }
    }
    return parameters
  }

  private mutating func parameter(
    _ kind: Function.Parameter.Kind, until closer: PythonWord
  ) throws(SyntaxFault) -> Function.Parameter {
    let target = try nameExpression()
    let annotation = closer != .colon && skip(.colon) ? try starExpression() : nil
    let initial = skip(.assign) ? try expression() : nil
    return Function.Parameter(
      kind: kind, target: target, annotation: annotation, initial: initial)
  }

  /// Passes over `[T: Bound = Default, *Ts, **P]`; type parameters are no part of the tree.
  mutating func typeParameters() throws(SyntaxFault) {
    guard skip(.openBracket) else { return }
    while !at(.closeBracket) {
      if !skip(.star) { _ = skip(.doubleStar) }
      _ = try name()
      if skip(.colon) { _ = try expression() }
      if skip(.assign) { _ = try starExpression() }
      if !at(.closeBracket) { try take(.comma) }
    }
    advance()
  }
}
