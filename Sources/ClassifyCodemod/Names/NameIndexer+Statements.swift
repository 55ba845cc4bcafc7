// SPDX-License-Identifier: Apache-2.0

// MARK: Statements

extension NameIndexer {
  mutating func index(_ statements: [Statement]) {
    for statement in statements { index(statement) }
  }

  mutating func index(_ statement: Statement) {
    switch statement.kind {
    case .import(let declaration): index(declaration, statement)
    case .export(let items, let value):
      for item in items { names.exportedNames[item.alias?.text ?? item.name.text] = item.name.text }
      if let value {
        names.exportedValues["default"] = value
        index(value)
      }
    case .assignments(let assignments):
      for assignment in assignments { index(assignment, end: statement.range.upperBound) }
    case .function(let function): index(function, range: statement.range, isStatement: true)
    case .type(let declaration): index(declaration, range: statement.range)
    case .conditional(let branches, let other):
      for (position, branch) in branches.enumerated() {
        let rest = branch.test.range.lowerBound..<statement.range.upperBound
        withRegion(position == 0 ? region : rest) { $0.index(branch.test) }
        indexBranch(branch.body)
      }
      indexBranch(other ?? [])
    case .loop(let loop): index(loop, statement.range)
    case .with(let items, let body, _):
      for (position, item) in items.enumerated() {
        // The items in front of it can suppress what is raised behind them.
        let rest = item.value.range.lowerBound..<statement.range.upperBound
        withRegion(position == 0 ? region : rest) { indexer in
          indexer.index(item.value)
          if let target = item.target {
            indexer.bind(target: target, effect: target.range.upperBound) {
              .value(item.value, [.entered] + $0)
            }
          }
        }
      }
      indexBranch(body)
    case .attempt(let attempt):
      indexBranch(attempt.body)
      for handler in attempt.handlers { index(handler) }
      indexBranch(attempt.other ?? [])
      index(attempt.finally ?? [])
    case .choice(let subject, let cases):
      index(subject)
      for choice in cases { index(choice) }
    case .block(let body):
      if isPython {
        index(body)
      } else {
        withScope(.block, statement.range) { $0.index(body) }
      }
    case .return(let value):
      guard let value else { return }
      names.addReturned(value, in: names.functionScope(of: scope))
      index(value)
    case .raise(let value):
      if let value { index(value) }
    case .expression(let value): index(value)
    case .simple: indexOuterNames(statement)
    case .opaque(_, let expressions, let statements):
      withRegion(statement.range) { indexer in
        for expression in expressions { indexer.index(expression) }
      }
      indexBranch(statements)
    }
  }

  // MARK: Parts that may not be executed

  private mutating func index(_ handler: Attempt.Handler) {
    if let type = handler.type { index(type) }
    guard let target = handler.target else { return indexBranch(handler.body) }
    let start = target.range.lowerBound
    let range = start..<(handler.body.last?.range.upperBound ?? target.range.upperBound)
    let bindTarget = { (indexer: inout NameIndexer) in
      indexer.bind(target: target, effect: target.range.upperBound) { _ in .unclear }
      indexer.indexBranch(handler.body)
    }
    withRegion(range) { indexer in
      if indexer.isPython {
        bindTarget(&indexer)
      } else {
        indexer.withScope(.block, range, bindTarget)
      }
    }
  }

  private mutating func index(_ choice: Statement.Case) {
    let head = choice.patterns.map(\.range) + (choice.guardTest.map { [$0.range] } ?? [])
    guard let start = head.first?.lowerBound, let end = head.last?.upperBound else {
      return indexBranch(choice.body)
    }
    withRegion(start..<max(end, choice.body.last?.range.upperBound ?? end)) { indexer in
      for pattern in choice.patterns {
        if indexer.isPython { indexer.bindCaptures(of: pattern) } else { indexer.index(pattern) }
      }
      if let test = choice.guardTest { indexer.index(test) }
      indexer.indexBranch(choice.body)
    }
  }

  /// Binds the names of a pattern of `match`, which are all that stand alone.
  private mutating func bindCaptures(of pattern: Expression) {
    switch pattern.kind {
    case .name: bind(target: pattern, effect: pattern.range.upperBound) { _ in .unclear }
    case .call(let call):
      index(call.callee)
      for argument in call.arguments { bindCaptures(of: argument.value) }
    case .dictionary(let entries):
      for entry in entries {
        if case .expression(let key) = entry.key { index(key) }
        bindCaptures(of: entry.value)
      }
    case .collection, .spread, .parenthesized, .operation, .opaque, .cast, .assignment:
      for case .expression(let part) in pattern.children { bindCaptures(of: part) }
    default: index(pattern)
    }
  }

  private mutating func index(_ declaration: Import, _ statement: Statement) {
    names.imports.append((statement, declaration))
    guard !declaration.isReexport else {
      names.reexports.append(declaration)
      return
    }
    // ECMAScript's imports hold in the whole file.
    let effect = isPython ? statement.range.upperBound : 0
    guard let items = declaration.items else {
      let first = declaration.module.prefix { $0 != "." }
      let name = declaration.alias ?? Name(text: String(first), range: declaration.moduleRange)
      if isPython || declaration.alias != nil {
        bind(name, .imported(declaration, nil), effect: effect)
      }
      return
    }
    for item in items {
      if let local = item.localName {
        let range = item.alias?.range ?? item.name.range
        bind(Name(text: local, range: range), .imported(declaration, item), effect: effect)
      } else {
        names.scopes[scope].wildcards.append(declaration)
      }
    }
  }

  private mutating func index(_ assignment: Assignment, end: Int) {
    if let annotation = assignment.annotation { index(annotation: annotation) }
    if let value = assignment.value { index(value) }
    // A name of Python's annotation without a value is bound elsewhere.
    let isWrite = !isPython && assignment.keyword == nil && names.scopes[scope].kind != .type
    // `for (x in object)` gives the name a value, perhaps.
    let isForIn = isWrite && assignment.value == nil
    let isConditional = isForIn || Self.conditionalAssignments.contains(assignment.spelling)
    for target in assignment.targets {
      if assignment.spelling != "=" { index(target) }
      withRegion(isConditional ? target.range : region) { indexer in
        indexer.bind(
          target: target, annotation: assignment.annotation,
          effect: assignment.value?.range.upperBound ?? target.range.upperBound,
          keyword: assignment.keyword, isWrite: isWrite
        ) { path in
          guard NameIndexer.assignments.contains(assignment.spelling) else { return .unclear }
          return assignment.value.map { .value($0, path) } ?? (isForIn ? .unclear : .declared)
        }
      }
      indexExport(target, assignment.value)
    }
  }

  /// Reads `module.exports = value` and `exports.name = value`.
  private mutating func indexExport(_ target: Expression, _ value: Expression?) {
    guard !isPython, scope == 0, let value, case .member(let member) = target.kind else { return }
    if member.name.text == "exports", member.base.lastName == "module" {
      names.exportedValues["default"] = value
      guard case .dictionary(let entries) = value.kind else { return }
      for entry in entries {
        if let name = entry.name { names.exportedValues[name] = entry.value }
      }
    } else if member.base.lastName == "exports" {
      names.exportedValues[member.name.text] = value
    }
  }

  mutating func index(_ declaration: TypeDeclaration, range: ByteRange) {
    if let name = declaration.name {
      bind(name, .type(range), effect: isPython ? range.upperBound : region.lowerBound)
    }
    for decorator in declaration.decorators { index(decorator) }
    for base in declaration.bases { index(base.value) }
    if let aliased = declaration.aliased { index(aliased) }
    let start = declaration.members.first?.range.lowerBound ?? range.upperBound
    withScope(.type, start..<max(start, range.upperBound), owner: range) { indexer in
      indexer.names.types[range] = TypeNames(
        declaration: declaration, range: range, scope: indexer.scope)
      indexer.index(declaration.members)
    }
  }

  private mutating func index(_ loop: Loop, _ range: ByteRange) {
    switch loop.head {
    case .condition(let test, _):
      index(test)
      indexBranch(loop.body, isLoop: true)
      // The condition is evaluated again after the body.
      if !loop.body.isEmpty { names.loops[names.loops.count - 1] = range }
    case .each(let target, let iterable, _):
      index(iterable)
      let start = loop.body.first?.range.lowerBound ?? iterable.range.upperBound
      let end = loop.body.last?.range.upperBound ?? iterable.range.upperBound
      let keyword = declarationKeyword(of: target)
      // The iterable is read before the target has its value.
      let bindTarget = { (indexer: inout NameIndexer) in
        indexer.bind(
          target: target, effect: iterable.range.upperBound, keyword: keyword,
          isWrite: !indexer.isPython && keyword == nil
        ) { .value(iterable, [.element] + $0) }
        indexer.indexBranch(loop.body, isLoop: true)
      }
      withRegion(min(target.range.lowerBound, start)..<end) { indexer in
        if indexer.isPython {
          bindTarget(&indexer)
        } else {
          // The target lives in the block of ECMAScript's loops, around the body.
          indexer.withScope(.block, start..<max(start, end), bindTarget)
        }
      }
    case .other(let statements):
      withScope(.block, range) { $0.index(statements, around: loop.body, range) }
    }
    indexBranch(loop.other ?? [])
  }

  /// Indexes what stands between the parentheses of ECMAScript's `for`, and the body.
  private mutating func index(_ head: [Statement], around body: [Statement], _ range: ByteRange) {
    for (position, statement) in head.enumerated() {
      // The condition and the step are executed again, or never.
      let isFirst = position == 0 && isBehindParenthesis(statement)
      withRegion(isFirst ? region : statement.range) { $0.index(statement) }
    }
    indexBranch(body, isLoop: true)
    names.loops.append(range)
  }

  private func isBehindParenthesis(_ statement: Statement) -> Bool {
    names.file.tree?.tokenBefore(statement.range)
      .map { names.file.text.matches("(", in: $0.range) } ?? false
  }

  /// The keyword of `for (const x of y)`; nil if the target is declared elsewhere.
  private func declarationKeyword(of target: Expression) -> String? {
    guard !isPython, let token = names.file.tree?.tokenBefore(target.range) else { return nil }
    let word = names.file.text[token.range]
    return ["const", "let", "var", "using"].contains(word) ? word : nil
  }
}
