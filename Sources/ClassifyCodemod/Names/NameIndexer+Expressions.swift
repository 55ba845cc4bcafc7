// SPDX-License-Identifier: Apache-2.0

// MARK: Expressions

extension NameIndexer {
  mutating func index(_ expression: Expression) {
    switch expression.kind {
    case .name(let text): names.occurrences[text, default: []].append(expression)
    case .member(let member):
      names.members[member.name.text, default: []].append(expression)
      index(member.base)
    case .call(let call):
      if let name = call.callee.unwrapped.lastName {
        names.calls[name, default: []].append(expression)
      }
      indexChain(expression)
    case .subscripted(let subscripted):
      if subscripted.indices.count == 1, case .string(let literal) = subscripted.indices[0].kind,
        let key = literal.value
      {
        names.keyedMembers[key, default: []].append(expression)
      }
      indexChain(expression)
    case .operation(let operation) where Self.shortCircuits.contains(operation.spelling):
      index(operation.left)
      withRegion(operation.right.range) { $0.index(operation.right) }
    case .conditional(let test, let then, let other):
      let count = assignmentCount
      index(test)
      // Python writes the test behind the value that sees its names.
      if isPython, assignmentCount > count { names.loops.append(expression.range) }
      withRegion(then.range) { $0.index(then) }
      withRegion(other.range) { $0.index(other) }
    case .assignment(let target, let spelling, let value):
      assignmentCount += 1
      let isConditional = Self.conditionalAssignments.contains(spelling)
      withRegion(isConditional ? value.range : region) { indexer in
        indexer.index(value)
        if spelling != "=", spelling != ":=" { indexer.index(target) }
        indexer.bind(target: target, effect: expression.range.upperBound, isWrite: true) { path in
          NameIndexer.assignments.contains(spelling) ? .value(value, path) : .unclear
        }
      }
    case .opaque: withRegion(expression.range) { $0.indexChildren(of: expression) }
    case .function(let function): index(function, range: expression.range, isStatement: false)
    case .comprehension(let comprehension): index(comprehension, expression.range)
    case .yield(let value):
      if let value { names.addYielded(value, in: names.functionScope(of: scope)) }
      indexChildren(of: expression)
    default: indexChildren(of: expression)
    }
  }

  mutating func index(annotation: Expression) {
    names.annotations.append(annotation)
    index(annotation)
  }

  /// Indexes a call or subscript; behind a `?.` its parts may not be executed.
  private mutating func indexChain(_ expression: Expression) {
    let isOptional = !isPython && expression.isOptionalChain
    withRegion(isOptional ? expression.range : region) { $0.indexChildren(of: expression) }
  }

  private mutating func indexChildren(of expression: Expression) {
    for child in expression.children {
      switch child {
      case .expression(let part): index(part)
      case .statement(let part): index(part)
      }
    }
  }

  private mutating func index(_ comprehension: Comprehension, _ range: ByteRange) {
    let first = comprehension.clauses.first?.iterable
    if let first { index(first) }
    let count = assignmentCount
    withRegion(range) { indexer in
      indexer.withScope(.comprehension, range, hole: first?.range) { indexer in
        for (position, clause) in comprehension.clauses.enumerated() {
          if position > 0 { indexer.index(clause.iterable) }
          // The element is written before the clause and sees its names.
          indexer.bind(target: clause.target, effect: range.lowerBound) {
            .value(clause.iterable, [.element] + $0)
          }
          for condition in clause.conditions { indexer.index(condition) }
        }
        if let key = comprehension.key { indexer.index(key) }
        indexer.index(comprehension.element)
      }
    }
    if assignmentCount > count { names.loops.append(range) }
  }

  mutating func index(_ function: Function, range: ByteRange, isStatement: Bool) {
    let isMethod = names.scopes[scope].kind == .type
    if let name = function.name, isStatement {
      let effect = isPython ? range.upperBound : region.lowerBound
      bind(name, .function(range), effect: effect)
    }
    names.functions[range] = FunctionNames(
      function: function, range: range, type: isMethod ? names.scopes[scope].owner : nil,
      isProperty: isMethod && isProperty(function))
    for decorator in function.decorators { index(decorator) }
    for parameter in function.parameters {
      if let annotation = parameter.annotation { index(annotation: annotation) }
      if let initial = parameter.initial { index(initial) }
    }
    if let returns = function.returns { index(annotation: returns) }
    indexProperties(of: function, range)
    let body: ByteRange
    switch function.body {
    case .expression(let value): body = value.range
    case .statements(let statements):
      guard let first = statements.first else { return }
      body = first.range.lowerBound..<max(range.upperBound, first.range.upperBound)
    case .absent: return
    }
    withScope(.function, body, owner: range) { indexer in
      for (position, parameter) in function.parameters.enumerated() {
        indexer.bind(
          target: parameter.target, annotation: parameter.annotation, effect: body.lowerBound
        ) { .parameter(range, position, $0) }
      }
      switch function.body {
      case .expression(let value):
        indexer.names.addReturned(value, in: indexer.scope)
        indexer.index(value)
      case .statements(let statements): indexer.index(statements)
      case .absent: break
      }
    }
  }

  /// Binds `constructor(private client: X)` as members of the class.
  private mutating func indexProperties(of function: Function, _ range: ByteRange) {
    for (position, parameter) in function.parameters.enumerated() where parameter.isProperty {
      bind(
        target: parameter.target, annotation: parameter.annotation,
        effect: parameter.target.range.upperBound
      ) { .parameter(range, position, $0) }
    }
  }

  private func isProperty(_ function: Function) -> Bool {
    let names = FunctionNames(function: function, range: 0..<0).decoratorNames
    if !names.isDisjoint(with: ["property", "cached_property"]) { return true }
    guard !isPython, let tree = self.names.file.tree, let name = function.name,
      let token = tree.tokenBefore(name.range)
    else { return false }
    return self.names.file.text.matches("get", in: token.range)
  }
}

extension FileNames {
  mutating func addReturned(_ value: Expression, in scope: Int) {
    if let owner = scopes[scope].owner { functions[owner]?.returned.append(value) }
  }

  mutating func addYielded(_ value: Expression, in scope: Int) {
    if let owner = scopes[scope].owner { functions[owner]?.yielded.append(value) }
  }
}

extension Expression {
  /// Whether a chain of members, calls and subscripts contains a `?.`.
  fileprivate var isOptionalChain: Bool {
    var part = self
    while true {
      switch part.kind {
      case .member(let member):
        if member.isOptional { return true }
        part = member.base
      case .call(let call):
        if call.isOptional { return true }
        part = call.callee
      case .subscripted(let subscripted):
        if subscripted.isOptional { return true }
        part = subscripted.base
      case .cast(let inner, _): part = inner
      default: return false
      }
    }
  }
}
