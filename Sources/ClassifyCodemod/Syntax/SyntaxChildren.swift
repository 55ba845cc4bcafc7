// SPDX-License-Identifier: Apache-2.0

/// A direct part of a statement or an expression.
enum SyntaxNode: Sendable {
  case expression(Expression)
  case statement(Statement)

  var range: ByteRange {
    switch self {
    case .expression(let expression): expression.range
    case .statement(let statement): statement.range
    }
  }

  /// The direct parts in the order of the syntax.
  var children: [SyntaxNode] {
    switch self {
    case .expression(let expression): expression.children
    case .statement(let statement): statement.children
    }
  }

  /// Visits the node and all its parts, parents first.
  ///
  /// - Parameter visit: Returns false to leave out the parts of a node.
  func walk(_ visit: (SyntaxNode) -> Bool) {
    var pending = [self]
    while let node = pending.popLast() {
      if visit(node) { pending.append(contentsOf: node.children.reversed()) }
    }
  }
}

extension SyntaxTree {
  /// Visits all nodes of the file, parents first.
  func walk(_ visit: (SyntaxNode) -> Bool) {
    for statement in statements { SyntaxNode.statement(statement).walk(visit) }
  }
}

extension Expression {
  /// The direct parts; names after dots and keys that are no expressions are none.
  var children: [SyntaxNode] {
    switch kind {
    case .name, .number, .boolean, .null, .undefined, .regularExpression: return []
    case .member(let member): return [.expression(member.base)]
    case .call(let call):
      return [.expression(call.callee)] + call.arguments.map { .expression($0.value) }
    case .subscripted(let subscripted):
      return [.expression(subscripted.base)] + subscripted.indices.nodes
    case .await(let part), .unary(_, let part), .spread(let part), .parenthesized(let part):
      return [.expression(part)]
    case .string(let literal):
      return literal.parts.compactMap { part in
        if case .expression(let expression) = part { .expression(expression) } else { nil }
      }
    case .collection(let literal): return literal.elements.map { .expression($0.value) }
    case .dictionary(let entries): return entries.flatMap(\.nodes)
    case .operation(let operation):
      return [.expression(operation.left), .expression(operation.right)]
    case .conditional(let test, let then, let other): return [test, then, other].nodes
    case .comprehension(let comprehension): return comprehension.nodes
    case .function(let function): return function.nodes
    case .assignment(let target, _, let value): return [target, value].nodes
    case .cast(let part, let type): return [part].nodes + type.nodes
    case .yield(let part): return part.nodes
    case .opaque(_, let parts): return parts.nodes
    }
  }
}

extension Statement {
  /// The direct parts.
  var children: [SyntaxNode] {
    switch kind {
    case .import, .simple: return []
    case .export(_, let value): return value.nodes
    case .assignments(let assignments):
      return assignments.flatMap { $0.targets.nodes + $0.annotation.nodes + $0.value.nodes }
    case .function(let function): return function.nodes
    case .type(let type):
      return type.decorators.nodes + type.bases.map { .expression($0.value) }
        + type.aliased.nodes + type.members.nodes
    case .conditional(let branches, let other):
      return branches.flatMap { [.expression($0.test)] + $0.body.nodes } + (other ?? []).nodes
    case .loop(let loop): return loop.head.nodes + loop.body.nodes + (loop.other ?? []).nodes
    case .with(let items, let body, _):
      return items.flatMap { [$0.value].nodes + $0.target.nodes } + body.nodes
    case .attempt(let attempt): return attempt.nodes
    case .choice(let subject, let cases):
      return [.expression(subject)]
        + cases.flatMap { $0.patterns.nodes + $0.guardTest.nodes + $0.body.nodes }
    case .block(let statements): return statements.nodes
    case .return(let value), .raise(let value): return value.nodes
    case .expression(let expression): return [.expression(expression)]
    case .opaque(_, let expressions, let statements): return expressions.nodes + statements.nodes
    }
  }
}

extension DictionaryEntry {
  fileprivate var nodes: [SyntaxNode] {
    if case .expression(let key) = key { return [key, value].nodes }
    return [value].nodes
  }
}

extension Comprehension {
  fileprivate var nodes: [SyntaxNode] {
    key.nodes + [element].nodes
      + clauses.flatMap { [$0.target, $0.iterable].nodes + $0.conditions.nodes }
  }
}

extension Function {
  fileprivate var nodes: [SyntaxNode] {
    let heads = parameters.flatMap { [$0.target].nodes + $0.annotation.nodes + $0.initial.nodes }
    switch body {
    case .expression(let value): return decorators.nodes + heads + returns.nodes + [value].nodes
    case .statements(let body): return decorators.nodes + heads + returns.nodes + body.nodes
    case .absent: return decorators.nodes + heads + returns.nodes
    }
  }
}

extension Loop.Head {
  fileprivate var nodes: [SyntaxNode] {
    switch self {
    case .condition(let test, _): [.expression(test)]
    case .each(let target, let iterable, _): [target, iterable].nodes
    case .other(let statements): statements.nodes
    }
  }
}

extension Attempt {
  fileprivate var nodes: [SyntaxNode] {
    body.nodes + handlers.flatMap { $0.type.nodes + $0.target.nodes + $0.body.nodes }
      + (other ?? []).nodes + (finally ?? []).nodes
  }
}

extension Sequence<Expression> {
  fileprivate var nodes: [SyntaxNode] { map { .expression($0) } }
}

extension Sequence<Statement> {
  fileprivate var nodes: [SyntaxNode] { map { .statement($0) } }
}

extension Expression? {
  fileprivate var nodes: [SyntaxNode] { map { [.expression($0)] } ?? [] }
}
