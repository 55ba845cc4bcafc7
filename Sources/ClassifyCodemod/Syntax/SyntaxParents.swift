// SPDX-License-Identifier: Apache-2.0

/// The nodes around the expressions and statements of a file.
struct SyntaxParents: Sendable {
  private var parents: [ByteRange: SyntaxNode] = [:]
  /// The number of statements in the body that contains a statement.
  private var bodyCounts: [ByteRange: Int] = [:]
  /// The statements before others of the same body, by the offsets at which those begin.
  private var predecessors: [Int: ByteRange] = [:]

  /// Creates the nodes; none for a file without a syntax tree.
  init(_ file: SourceFile) {
    guard let tree = file.tree else { return }
    // The top level may be empty.
    add(tree.statements, count: .max)
    tree.walk { node in
      for child in node.children {
        if case .expression(let expression) = child { parents[expression.range] = node }
      }
      for body in node.bodies { add(body, count: body.count) }
      return true
    }
  }

  private mutating func add(_ body: [Statement], count: Int) {
    for statement in body { bodyCounts[statement.range] = count }
    for (first, second) in zip(body, body.dropFirst()) {
      predecessors[second.range.lowerBound] = first.range
    }
  }

  // MARK: Expressions

  /// The direct parent of an expression.
  subscript(expression: Expression) -> SyntaxNode? { parents[expression.range] }

  /// The expression that an expression is a direct part of, or nil below a statement.
  func parentExpression(of expression: Expression) -> Expression? {
    if case .expression(let parent) = self[expression] { parent } else { nil }
  }

  /// The innermost statement that contains an expression.
  func statement(around expression: Expression) -> Statement? {
    var node = self[expression]
    while let current = node {
      switch current {
      case .statement(let statement): return statement
      case .expression(let outer): node = self[outer]
      }
    }
    return nil
  }

  /// The calls around an expression in the same statement and function, innermost first.
  func calls(around expression: Expression) -> [Call] {
    var calls: [Call] = []
    var node = self[expression]
    while case .expression(let outer)? = node {
      if case .function = outer.kind { break }
      if case .call(let call) = outer.kind { calls.append(call) }
      node = self[outer]
    }
    return calls
  }

  /// The expression with the parentheses, casts and `await` around it.
  func wrapped(_ expression: Expression) -> Expression {
    var result = expression
    while case .expression(let outer)? = self[result] {
      switch outer.kind {
      case .parenthesized, .await: result = outer
      case .cast(let inner, _) where inner.range == result.range: result = outer
      default: return result
      }
    }
    return result
  }

  // MARK: Statements

  /// Whether a statement is the only one of its body, which must not become empty.
  func isOnlyStatement(_ statement: Statement) -> Bool { bodyCounts[statement.range] == 1 }

  /// The statement before the one that begins at an offset, in the same body.
  func predecessor(ofStatementAt offset: Int) -> ByteRange? { predecessors[offset] }
}

extension SyntaxNode {
  /// The bodies of a node; each needs at least one statement in Python.
  fileprivate var bodies: [[Statement]] {
    switch self {
    case .expression(let expression):
      if case .function(let function) = expression.kind { function.bodies } else { [] }
    case .statement(let statement):
      switch statement.kind {
      case .function(let function): function.bodies
      case .type(let type): [type.members]
      case .conditional(let branches, let other): branches.map(\.body) + [other ?? []]
      case .loop(let loop): [loop.body, loop.other ?? []]
      case .with(_, let body, _): [body]
      case .attempt(let attempt):
        [attempt.body, attempt.other ?? [], attempt.finally ?? []] + attempt.handlers.map(\.body)
      case .choice(_, let cases): cases.map(\.body)
      case .block(let statements): [statements]
      default: []
      }
    }
  }
}

extension Function {
  fileprivate var bodies: [[Statement]] {
    if case .statements(let body) = body { [body] } else { [] }
  }
}
