// SPDX-License-Identifier: Apache-2.0

extension SiteFinder {
  // MARK: References

  /// Finds classifiers and jobs that are no receivers of calls.
  mutating func findReferences() {
    for name in ["classifier", "jobs"] {
      for expression in names.members[name] ?? [] { findReference(expression) }
    }
    findUnpackings()
    findKeyedClassifiers()
    for name in SDKNames.operationNames {
      for expression in names.members[name] ?? [] {
        guard !isCallee(expression), case .member(let member) = expression.kind,
          let base = resolver.entity(of: member.base, in: names), base.hasOperations
        else { continue }
        let resolution = resolver.resolve(expression, in: names)
        guard case .entity(let entity) = resolution.meaning, case .operation = entity,
          !isPatched(expression)
        else { continue }
        add(
          .reference(expression, entity), expression.range, resolution.steps,
          sources: resolution.sources)
      }
    }
  }

  /// Finds `client["classifier"]`, behind which nothing is followed.
  private mutating func findKeyedClassifiers() {
    guard !names.isPython else { return }
    for expression in names.keyedMembers["classifier"] ?? [] {
      guard case .subscripted(let subscripted) = expression.kind else { continue }
      let client = resolver.resolve(subscripted.base, in: names)
      guard resolver.resolveMember("classifier", of: client).meaning.isOfClassifier else {
        continue
      }
      add(.mention(.unclearSyntax), expression.range, client.steps)
    }
  }

  mutating func findReference(_ expression: Expression) {
    let resolution = resolver.resolve(expression, in: names)
    let entity: Entity
    switch resolution.meaning {
    case .entity(let found) where found.hasOperations: entity = found
    case .rawAccess: entity = .classifier(names.isPython ? .python : .typeScript, isAsync: false)
    default: return
    }
    guard !isReceiver(expression), !isPatched(expression) else { return }
    add(
      .reference(expression, entity), expression.range, resolution.steps,
      sources: resolution.sources)
    guard let target = aliasTarget(of: expression) else { return }
    for name in target.boundNames { findOccurrences(of: name) }
  }

  /// Finds the places where an alias is no receiver of a call.
  private mutating func findOccurrences(of name: Name) {
    for occurrence in names.occurrences[name.text] ?? []
    where !isReceiver(occurrence) && covered.insert(occurrence.range).inserted {
      let resolution = resolver.resolve(occurrence, in: names)
      guard let entity = resolution.meaning.entity, entity.hasOperations else { continue }
      add(
        .reference(occurrence, entity), occurrence.range, resolution.steps,
        sources: resolution.sources)
    }
  }

  /// Finds what patterns take out of a client or classifier: `const { classifier } = client`.
  private mutating func findUnpackings() {
    let keys = SDKNames.operationNames.union(["classifier", "jobs"])
    let bindings = names.scopes.flatMap { $0.bindings.values.joined() }
      .filter { binding in binding.unpackedKey.map(keys.contains) ?? false }
      .sorted { $0.name.range.lowerBound < $1.name.range.lowerBound }
    for binding in bindings {
      let resolution = resolver.resolve(binding, in: names)
      guard let entity = resolution.meaning.entity, entity.isFunctionOrOwner else { continue }
      if !isUnpackedReference(binding) {
        let name = Expression(.name(binding.name.text), binding.name.range)
        add(
          .reference(name, entity), name.range, resolution.steps, sources: resolution.sources)
      }
      findOccurrences(of: binding.name)
    }
  }

  /// Whether the unpacked value is a site already: `const { jobs } = client.classifier`.
  private func isUnpackedReference(_ binding: Binding) -> Bool {
    guard case .value(let value, let path) = binding.source, path.count == 1 else { return false }
    return sites.contains { site in
      if case .reference(let expression, _) = site.kind {
        expression.range == value.unwrapped.range
      } else {
        false
      }
    }
  }

  func isCallee(_ expression: Expression) -> Bool {
    guard case .expression(let outer)? = parents[expression], case .call(let call) = outer.kind
    else { return false }
    return call.callee.range == expression.range
  }

  /// Whether an expression is the base of a member that v1 has.
  mutating func isReceiver(_ expression: Expression) -> Bool {
    guard case .expression(let outer)? = parents[parents.wrapped(expression)],
      case .member = outer.kind
    else { return false }
    switch resolver.resolve(outer, in: names).meaning {
    case .entity: return true
    // `with_raw_response` returns something else than v1's values.
    default: return false
    }
  }

  /// Whether an expression is replaced by a test: `client.classifier.classify = AsyncMock()`.
  func isPatched(_ expression: Expression) -> Bool {
    TestDoubles.isReplaced(expression, parents)
  }

  /// The target of `jobs = client.classifier.jobs`.
  func aliasTarget(of expression: Expression) -> Expression? {
    guard case .statement(let statement)? = parents[parents.wrapped(expression)],
      case .assignments(let assignments) = statement.kind
    else { return nil }
    return assignments.first { $0.value?.unwrapped.range == expression.range }?.targets.first
  }
}

extension Binding {
  /// The member that a pattern takes: `classifier` of `{ classifier: c }`.
  fileprivate var unpackedKey: String? {
    switch source {
    case .value(_, let path), .parameter(_, _, let path):
      if case .key(let name)? = path.last { name } else { nil }
    case .imported, .declared, .function, .type, .unclear: nil
    }
  }
}

extension Entity {
  /// Whether it is a function of v1, or has such members.
  fileprivate var isFunctionOrOwner: Bool {
    if case .operation = self { true } else { hasOperations }
  }
}
