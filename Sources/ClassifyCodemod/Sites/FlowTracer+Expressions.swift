// SPDX-License-Identifier: Apache-2.0

extension FlowTracer {
  // MARK: Expressions

  mutating func follow(_ part: Expression, _ value: V1Value, in outer: Expression) {
    switch outer.kind {
    case .await, .parenthesized, .cast: `continue`(outer, value)
    case .member(let member): follow(part, value, member, in: outer)
    case .subscripted(let subscripted):
      guard subscripted.base.range == part.range else {
        return pass(part, value)
      }
      let index = subscripted.indices.count == 1 ? subscripted.indices[0].integer : nil
      use(part, value, outer.range, .index(index))
      if !follow(outer) { escape(.unclear, part, value) }
    case .call(let call): follow(part, value, asArgumentOf: call, outer)
    case .operation(let operation): follow(part, value, operation, in: outer)
    case .conditional(let test, _, _):
      if test.range == part.range {
        use(part, value, part.range, .truth)
      } else {
        followChoice(of: part, value, outer)
      }
    case .unary(let spelling, _):
      use(part, value, part.range, .truth)
      if spelling != "not", spelling != "!" { escape(.unclear, part, value) }
    case .assignment(let target, let spelling, let source):
      guard source.range == part.range else { return escape(.reassigned, part, value) }
      guard hasNoOtherValue(target, spelling, value) else { return pass(part, value) }
      assign(part, value, to: target)
      `continue`(outer, value)
    case .comprehension(let comprehension):
      follow(part, value, comprehension, outer)
    case .function:
      // The value of a lambda or an arrow function.
      use(part, value, part.range, .returned)
      escape(.returned, part, value)
    case .spread, .yield, .opaque, .string, .collection, .dictionary: pass(part, value)
    case .name, .number, .boolean, .null, .undefined, .regularExpression: break
    }
  }

  /// Follows the value of a larger expression if it is a v1 value too.
  @discardableResult
  mutating func follow(_ outer: Expression) -> Bool {
    guard let value = resolver.resolve(outer, in: names).meaning.value else { return false }
    `continue`(outer, value)
    return true
  }

  mutating func `continue`(_ expression: Expression, _ value: V1Value) {
    if value.isTraced { pending.append((expression, value)) }
  }

  mutating func follow(
    _ part: Expression, _ value: V1Value, _ member: Member, in outer: Expression
  ) {
    if case .expression(let around)? = parents[outer], case .call(let call) = around.kind,
      call.callee.range == outer.range
    {
      return follow(part, value, method: member.name, call, around)
    }
    use(part, value, outer.range, .member(member.name))
    if let next = resolver.resolve(outer, in: names).meaning.value {
      `continue`(outer, next)
    } else {
      // A cast gives the value another type.
      escape(.unclear, part, value)
    }
  }

  static let comparisons: Set<String> = [
    "==", "!=", "===", "!==", "in", "not in", "is", "is not", "<", ">", "<=", ">=",
  ]

  mutating func follow(
    _ part: Expression, _ value: V1Value, _ operation: Operation, in outer: Expression
  ) {
    if Self.comparisons.contains(operation.spelling) {
      return use(part, value, outer.range, .comparison(operation))
    }
    switch operation.spelling {
    case "and", "&&":
      if part.range == operation.left.range {
        use(part, value, part.range, .truth)
      } else {
        followChoice(of: part, value, outer)
      }
    case "or", "||", "??":
      if isCondition(outer) {
        use(part, value, part.range, .truth)
      } else {
        followChoice(of: part, value, outer)
      }
    default: pass(part, value)
    }
  }

  /// Follows a value that a larger expression can have, beside other values.
  private mutating func followChoice(
    of part: Expression, _ value: V1Value, _ outer: Expression
  ) {
    use(part, value, outer.range, .assigned)
    if !follow(outer) { escape(.unclear, part, value) }
  }

  /// Whether only the truth of an expression counts.
  func isCondition(_ expression: Expression) -> Bool {
    var part = expression
    while let parent = parents[part] {
      switch parent {
      case .statement(let statement):
        switch statement.kind {
        case .conditional(let branches, _): return branches.contains { $0.test.range == part.range }
        case .loop(let loop):
          if case .condition(let test, _) = loop.head { return test.range == part.range }
          return false
        default: return false
        }
      case .expression(let outer):
        switch outer.kind {
        case .conditional(let test, _, _) where test.range == part.range: return true
        case .unary("not", _), .unary("!", _): return true
        case .parenthesized: part = outer
        case .operation(let operation)
        where ["and", "&&", "or", "||"].contains(operation.spelling):
          part = outer
        case .comprehension(let comprehension):
          return comprehension.clauses.contains { clause in
            clause.conditions.contains { $0.range == part.range }
          }
        default: return false
        }
      }
    }
    return false
  }

  mutating func follow(
    _ part: Expression, _ value: V1Value, _ comprehension: Comprehension, _ outer: Expression
  ) {
    if let clause = comprehension.clauses.first(where: { $0.iterable.range == part.range }) {
      use(part, value, outer.range, .iteration(target: clause.target))
      bind(clause.target, to: SDKNames.element(of: value))
    } else if comprehension.clauses.contains(where: { clause in
      clause.conditions.contains { $0.range == part.range }
    }) {
      use(part, value, part.range, .truth)
    } else {
      pass(part, value)
      // A list of the items themselves is read like them.
      follow(outer)
    }
  }
}
