// SPDX-License-Identifier: Apache-2.0

extension FlowTracer {
  // MARK: Statements

  mutating func follow(_ part: Expression, _ value: V1Value, in statement: Statement) {
    switch statement.kind {
    case .assignments(let assignments):
      for assignment in assignments {
        if assignment.targets.contains(where: { $0.range == part.range }) {
          escape(.reassigned, part, value)
        }
        guard assignment.value?.range == part.range else { continue }
        for target in assignment.targets {
          if hasNoOtherValue(target, assignment.spelling, value) {
            assign(part, value, to: target)
          } else {
            pass(part, value)
          }
        }
      }
    case .return:
      use(part, value, part.range, .returned)
      escape(.returned, part, value)
    case .expression: use(part, value, part.range, .discarded)
    case .conditional: use(part, value, part.range, .truth)
    case .loop(let loop):
      if case .each(let target, let iterable, _) = loop.head {
        guard iterable.range == part.range else { return escape(.reassigned, part, value) }
        use(part, value, part.range, .iteration(target: target))
        bind(target, to: SDKNames.element(of: value))
      } else {
        use(part, value, part.range, .truth)
      }
    case .with(let items, _, _):
      for item in items {
        if item.target?.range == part.range { escape(.reassigned, part, value) }
        guard item.value.range == part.range, let target = item.target else { continue }
        assign(part, value, to: target)
      }
    case .choice(_, let cases):
      use(part, value, part.range, .choice)
      // `case other:` gives the value a further name.
      let captures = names.isPython ? cases.flatMap { $0.patterns.flatMap(\.boundNames) } : []
      if captures.contains(where: { !names.reads(of: $0).isEmpty }) {
        escape(.unclear, part, value)
      }
    case .opaque where names.file.tree.map { isAssertion(statement, $0) } ?? false:
      use(part, value, part.range, .truth)
    case .raise, .export, .opaque, .function, .type, .attempt, .block, .import, .simple:
      pass(part, value)
    }
  }

  func isAssertion(_ statement: Statement, _ tree: SyntaxTree) -> Bool {
    tree.tokens(in: statement.range).first.map { names.file.text.matches("assert", in: $0.range) }
      ?? false
  }

  // MARK: Names

  mutating func assign(_ part: Expression, _ value: V1Value, to target: Expression) {
    use(part, value, target.range, .assigned)
    switch target.unwrapped.kind {
    case .name, .dictionary, .collection: bind(target, to: value)
    default: escape(.stored, part, value)
    }
  }

  /// Whether an assignment gives its target a value in any case, or the target has no other one:
  /// `r ??= await …` keeps what `r` has.
  func hasNoOtherValue(_ target: Expression, _ spelling: String, _ value: V1Value) -> Bool {
    if spelling == "=" || spelling == ":=" { return true }
    guard NameIndexer.assignments.contains(spelling), case .name(let name) = target.unwrapped.kind,
      let scope = names.scope(of: name, at: target.range.lowerBound)
    else { return false }
    let bindings = (names.scopes[scope].bindings[name] ?? []).filter { binding in
      if case .declared = binding.source { false } else { true }
    }
    var resolver = self.resolver
    return resolver.resolve(bindings, in: names).meaning.value == value
  }

  /// Follows what a target gets: a value, or the members that a pattern takes out of it.
  mutating func bind(_ target: Expression, to value: V1Value?) {
    if let value { take(target, from: value) }
    bind(target)
  }

  /// Notes the members of a value that a pattern names.
  private mutating func take(_ target: Expression, from value: V1Value) {
    switch target.kind {
    case .name: break
    case .parenthesized(let inner), .cast(let inner, _): take(inner, from: value)
    case .dictionary(let entries):
      // Other values have other members in v2, whatever is taken out of them.
      guard [.job, .item, .classification].contains(value) else {
        return escape(.unclear, target, value)
      }
      for entry in entries { take(entry, from: value) }
    default: escape(.unclear, target, value)
    }
  }

  private mutating func take(_ entry: DictionaryEntry, from value: V1Value) {
    guard let name = entry.keyName else { return escape(.unclear, entry.value, value) }
    use(entry.value, value, entry.range, .member(name))
    guard case .entity(.value(let part))? = SDKNames.member(name.text, of: .value(value)) else {
      return
    }
    var target = entry.value
    if case .assignment(let inner, _, _) = target.kind { target = inner }
    take(target, from: part)
    guard part.isTraced, case .name(let text) = target.kind else { return }
    let reads = names.reads(of: Name(text: text, range: target.range))
    if let read = reads.first(where: { resolver.resolve($0, in: names).meaning.value != part }) {
      escape(.reassigned, read, part)
    }
  }

  /// Follows the names of a target: their uses in the same function, and in functions inside it.
  mutating func bind(_ target: Expression) {
    for name in target.boundNames {
      let occurrences = names.reads(of: name)
      if names.scopes[names.scopeIndex(at: name.range.lowerBound)].kind == .type {
        // A member of the class, which is read as `self.name` or `Class.name` too.
        escape(.stored, Expression(.name(name.text), name.range), .job)
      }
      var isNoted = false
      for occurrence in occurrences {
        guard let value = resolver.resolve(occurrence, in: names).meaning.value else {
          // Another value can be in the name, or it is no part of v1 in the first place.
          if target.lastName != nil { escape(.reassigned, occurrence, .job) }
          continue
        }
        if !isNoted {
          isNoted = true
          flow.bindings.append(LocalBinding(name: name, value: value))
        }
        if isCaptured(occurrence, name) { escape(.captured, occurrence, value) }
        `continue`(occurrence, value)
      }
      if names.scopes[0].bindings[name.text]?.contains(where: { $0.name.range == name.range })
        == true, resolver.isImported(name.text, from: names)
      {
        // The file may never read it itself.
        escape(.passed, occurrences.first ?? Expression(.name(name.text), name.range), .job)
      }
    }
  }

  /// Whether an occurrence is in a function that is not called at once.
  func isCaptured(_ occurrence: Expression, _ name: Name) -> Bool {
    guard let scope = names.scope(of: name.text, at: occurrence.range.lowerBound) else {
      return false
    }
    let home = names.functionScope(of: scope)
    var current = names.functionScope(of: names.scopeIndex(at: occurrence.range.lowerBound))
    while current != home {
      guard let owner = names.scopes[current].owner, let function = names.functions[owner],
        isCalledAtOnce(Expression(.function(function.function), owner)),
        let parent = names.scopes[current].parent
      else { return true }
      current = names.functionScope(of: parent)
    }
    return false
  }

  func isCalledAtOnce(_ function: Expression) -> Bool {
    guard case .expression(let outer)? = parents[parents.wrapped(function)],
      case .call(let call) = outer.kind
    else { return false }
    if call.callee.unwrapped.range == function.range { return true }
    if case .member(let method) = call.callee.kind {
      return Self.sequenceMethods.contains(method.name.text)
        || ["then", "sort"].contains(method.name.text)
    }
    let builtin = names.builtin(call.callee) ?? ""
    return ["filter", "map", "sorted", "any", "all", "max", "min"].contains(builtin)
  }

  mutating func bindIteration(over rows: Expression) {
    let rows = parents.wrapped(rows)
    switch parents[rows] {
    case .statement(let statement):
      if case .loop(let loop) = statement.kind, case .each(let target, _, _) = loop.head {
        bind(target)
      }
    case .expression(let outer):
      if case .comprehension(let comprehension) = outer.kind {
        for clause in comprehension.clauses where clause.iterable.range == rows.range {
          bind(clause.target)
        }
      } else {
        escape(.unclear, rows, .items)
      }
    case nil: break
    }
  }
}

extension DictionaryEntry {
  /// The key with its bytes; nil for a key that is computed or spread.
  fileprivate var keyName: Name? {
    switch key {
    case .name(let name): return name
    case .shorthand:
      if case .name(let text) = value.kind { return Name(text: text, range: value.range) }
      guard case .assignment(let target, _, _) = value.kind, case .name(let text) = target.kind
      else { return nil }
      return Name(text: text, range: target.range)
    case .expression(let expression):
      guard case .string(let literal) = expression.kind, literal.parts.count == 1,
        case .text(let text, let range)? = literal.parts.first
      else { return nil }
      return Name(text: text, range: range)
    case .spread: return nil
    }
  }
}
