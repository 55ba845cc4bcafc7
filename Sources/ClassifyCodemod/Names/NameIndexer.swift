// SPDX-License-Identifier: Apache-2.0

/// Builds the ``FileNames`` of a file in one walk over its tree.
struct NameIndexer {
  /// The operators after which the target has the value, or keeps its own.
  static let assignments: Set<String> = ["=", ":=", "??=", "||="]
  /// The operators after which the target may keep its own value.
  static let conditionalAssignments: Set<String> = ["??=", "||=", "&&="]
  /// The operators whose right side may not be executed.
  static let shortCircuits: Set<String> = ["and", "or", "&&", "||", "??"]

  var names: FileNames
  /// The current scope.
  var scope = 0
  /// The innermost conditionally executed part.
  var region: ByteRange
  /// The number of assignments inside expressions so far.
  var assignmentCount = 0
  private var loopDepth = 0
  /// The names that `global` or `nonlocal` moves to an outer scope, by scope.
  private var outerNames: [Int: [String: Bool]] = [:]
  /// Assignments without `const`, `let` or `var`: the scope is known when all declarations are.
  private var pendingWrites: [(binding: Binding, scope: Int)] = []

  init(_ names: FileNames) {
    self.names = names
    region = names.scopes[0].range
  }

  var isPython: Bool { names.isPython }

  /// Returns the names, after assignments have found their declarations.
  consuming func finished() -> FileNames {
    let starts = names.scopes.map(\.range.lowerBound)
    for index in names.scopes.indices {
      names.scopes[index].children.sort { starts[$0] < starts[$1] }
    }
    for write in pendingWrites {
      let offset = write.binding.name.range.lowerBound
      let target = names.scope(of: write.binding.name.text, at: offset) ?? 0
      var binding = write.binding
      binding.isRemote = names.functionScope(of: target) != names.functionScope(of: write.scope)
      names.scopes[target].bindings[binding.name.text, default: []].append(binding)
    }
    for name in names.occurrences.keys {
      names.occurrences[name]?.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
    return names
  }

  // MARK: Scopes

  /// Runs a step in a new scope.
  mutating func withScope(
    _ kind: Scope.Kind, _ range: ByteRange, owner: ByteRange? = nil, hole: ByteRange? = nil,
    _ body: (inout NameIndexer) -> Void
  ) {
    let outer = scope
    names.scopes.append(
      Scope(kind: kind, range: range, hole: hole, parent: outer, owner: owner))
    scope = names.scopes.count - 1
    names.scopes[outer].children.append(scope)
    if kind == .function {
      let (region, depth) = (region, loopDepth)
      (self.region, loopDepth) = (range, 0)
      body(&self)
      (self.region, loopDepth) = (region, depth)
    } else {
      body(&self)
    }
    scope = outer
  }

  /// Runs a step for a part that may not be executed.
  mutating func withRegion(_ range: ByteRange, _ body: (inout NameIndexer) -> Void) {
    let outer = region
    region = range
    body(&self)
    region = outer
  }

  /// Indexes statements that may not be executed, or more than once.
  mutating func indexBranch(_ statements: [Statement], isLoop: Bool = false) {
    guard let first = statements.first, let last = statements.last else { return }
    let range = first.range.lowerBound..<last.range.upperBound
    if isLoop { loopDepth += 1 }
    withRegion(range) { indexer in
      if indexer.isPython {
        indexer.index(statements)
      } else {
        indexer.withScope(.block, range) { $0.index(statements) }
      }
    }
    if isLoop {
      loopDepth -= 1
      names.loops.append(range)
    }
  }

  // MARK: Bindings

  /// Binds a name in the scope that the language says.
  mutating func bind(
    _ name: Name, _ source: Binding.Source, annotation: Expression? = nil, effect: Int,
    keyword: String? = nil, isWrite: Bool = false
  ) {
    var binding = Binding(
      name: name, source: source, annotation: annotation, effect: effect, region: region,
      isRepeated: loopDepth > 0)
    guard isPython else {
      if isWrite {
        pendingWrites.append((binding, scope))
      } else {
        let target = keyword == "var" ? names.functionScope(of: scope) : scope
        names.scopes[target].bindings[name.text, default: []].append(binding)
      }
      return
    }
    var target = scope
    // An assignment expression binds outside the comprehension that contains it.
    if isWrite {
      while names.scopes[target].kind == .comprehension, let parent = names.scopes[target].parent {
        target = parent
      }
    }
    if let isGlobal = outerNames[target]?[name.text] {
      binding.isRemote = true
      var outer = isGlobal ? 0 : names.scopes[target].parent
      while !isGlobal, let index = outer, names.scopes[index].kind != .function {
        outer = names.scopes[index].parent
      }
      target = outer ?? 0
    }
    names.scopes[target].bindings[name.text, default: []].append(binding)
  }

  /// Reads `global a, b` and `nonlocal a`.
  mutating func indexOuterNames(_ statement: Statement) {
    guard isPython, let tree = names.file.tree else { return }
    let words = tree.tokens(in: statement.range).filter { $0.kind == .name }
      .map { names.file.text[$0.range] }
    guard let keyword = words.first, keyword == "global" || keyword == "nonlocal" else { return }
    for word in words.dropFirst() { outerNames[scope, default: [:]][word] = keyword == "global" }
  }

  /// Binds the names of a target: a name, a member, or a pattern.
  ///
  /// The last argument makes the source of a part of the value.
  mutating func bind(
    target: Expression, annotation: Expression? = nil, effect: Int, keyword: String? = nil,
    isWrite: Bool = false, path: [Binding.Projection] = [],
    _ source: ([Binding.Projection]) -> Binding.Source
  ) {
    func part(_ inner: Expression, _ step: Binding.Projection?, _ indexer: inout NameIndexer) {
      indexer.bind(
        target: inner, effect: effect, keyword: keyword, isWrite: isWrite,
        path: path + (step.map { [$0] } ?? []), source)
    }
    switch target.kind {
    case .name(let text):
      bind(
        Name(text: text, range: target.range), source(path), annotation: annotation,
        effect: effect, keyword: keyword, isWrite: isWrite)
    case .member(let member):
      index(member.base)
      names.memberWrites[member.name.text, default: []].append(
        MemberWrite(
          base: member.base, target: target, source: source(path), annotation: annotation))
    case .collection(let literal):
      for (position, element) in literal.elements.enumerated() {
        if element.isSpread {
          bind(target: element.value, effect: effect, keyword: keyword, isWrite: isWrite) { _ in
            .unclear
          }
        } else {
          part(element.value, .index(position), &self)
        }
      }
    case .dictionary(let entries):
      for entry in entries {
        if let name = entry.shorthandName ?? entry.name {
          part(entry.value, .key(name), &self)
        } else {
          bind(target: entry.value, effect: effect, keyword: keyword, isWrite: isWrite) { _ in
            .unclear
          }
        }
      }
    case .assignment(let inner, _, let initial):
      index(initial)
      part(inner, nil, &self)
    case .parenthesized(let inner), .cast(let inner, _), .spread(let inner):
      part(inner, nil, &self)
    default: index(target)
    }
  }
}

extension DictionaryEntry {
  /// The name of `{ name = initial }` in a pattern.
  fileprivate var shorthandName: String? {
    guard case .shorthand = key, case .assignment(let target, _, _) = value.kind else { return nil }
    return target.lastName
  }
}
