// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The scopes, bindings and calls of one file.
struct FileNames: Sendable {
  /// The maximum number of scopes inside the hole of one.
  private static let maximumHoles = 8

  let file: SourceFile
  /// The scopes; the first one is that of the file.
  var scopes: [Scope]
  var functions: [ByteRange: FunctionNames] = [:]
  var types: [ByteRange: TypeNames] = [:]
  /// The parts that can be executed more than once.
  var loops: [ByteRange] = []
  /// The calls by the last name of what they call.
  var calls: [String: [Expression]] = [:]
  /// The names that are read, in ascending order.
  var occurrences: [String: [Expression]] = [:]
  /// The members that are read, by their names.
  var members: [String: [Expression]] = [:]
  /// The members that are read by a name in quotes, `base["name"]`, by that name.
  var keyedMembers: [String: [Expression]] = [:]
  /// The assignments to members, by the member's name.
  var memberWrites: [String: [MemberWrite]] = [:]
  /// What other files see under another name: `export { a as b }`.
  var exportedNames: [String: String] = [:]
  /// `export default value`, `module.exports = value`, `exports.name = value`.
  var exportedValues: [String: Expression] = [:]
  /// `export … from "m"`.
  var reexports: [Import] = []
  /// The type annotations.
  var annotations: [Expression] = []
  var imports: [(statement: Statement, import: Import)] = []
  private var memory = FileMemory()

  var path: FilePath { file.path }
  var isPython: Bool { file.language == .python || file.language == .notebook }

  private init(unindexed file: SourceFile) {
    self.file = file
    scopes = [Scope(kind: .module, range: 0..<file.text.count + 1)]
  }

  init(file: SourceFile) {
    var indexer = NameIndexer(FileNames(unindexed: file))
    indexer.index(file.tree?.statements ?? [])
    self = indexer.finished()
  }

  /// Returns the innermost scope around an offset.
  func scopeIndex(at offset: Int) -> Int {
    var index = 0
    while true {
      let children = scopes[index].children
      // The last child that begins at or before the offset.
      var low = 0
      var high = children.count
      while low < high {
        let middle = (low + high) / 2
        if scopes[children[middle]].range.lowerBound <= offset {
          low = middle + 1
        } else {
          high = middle
        }
      }
      // Scopes in the hole of another one begin inside it, so that the last is not always it.
      let near = children[max(0, low - Self.maximumHoles)..<low]
      guard
        let inner = near.last(where: {
          scopes[$0].range.contains(offset) && scopes[$0].hole?.contains(offset) != true
        })
      else { return index }
      index = inner
    }
  }

  /// The innermost function or file around a scope.
  func functionScope(of index: Int) -> Int {
    var index = index
    while scopes[index].kind != .function, let parent = scopes[index].parent { index = parent }
    return index
  }

  /// Returns the scope in which a name is bound for an offset, or nil.
  func scope(of name: String, at offset: Int) -> Int? {
    let start = scopeIndex(at: offset)
    var index: Int? = start
    // Python's class bodies are invisible for the functions in them; members of a class are no
    // names in TypeScript.
    var sawFunction = false
    while let current = index {
      let scope = scopes[current]
      let isVisible = scope.kind != .type || isPython && !sawFunction
      if isVisible, scope.bindings[name] != nil { return current }
      if scope.kind == .function || scope.kind == .comprehension { sawFunction = true }
      index = scope.parent
    }
    return nil
  }

  /// Returns the name of a function of the language, such as `range` or `Array.from`; nil for
  /// another expression, and where the file binds the name.
  func builtin(_ callee: Expression) -> String? {
    switch callee.kind {
    case .name(let name): return isUnbound(name, at: callee.range.lowerBound) ? name : nil
    case .member(let member):
      guard case .name(let base) = member.base.kind,
        isUnbound(base, at: callee.range.lowerBound)
      else { return nil }
      return "\(base).\(member.name.text)"
    default: return nil
    }
  }

  /// Whether nothing in the file binds a name, and no import of unknown names may do so.
  private func isUnbound(_ name: String, at offset: Int) -> Bool {
    scope(of: name, at: offset) == nil
      && scopes[0].wildcards.allSatisfy { SDKModules.sdk(of: $0.module, isPython: isPython) != nil }
  }

  /// Returns the bindings of a name that can give it its value at an offset.
  func bindings(of name: String, at offset: Int) -> [Binding] {
    guard let scope = scope(of: name, at: offset), let bindings = scopes[scope].bindings[name]
    else { return [] }
    return functionScope(of: scope) == functionScope(of: scopeIndex(at: offset))
      ? reaching(bindings, at: offset) : bindings
  }

  /// Returns the reads that can get the value that is bound to a name at its place.
  func reads(of name: Name) -> [Expression] {
    memory.reads(of: name.text) {
      var reads: [ByteRange: [Expression]] = [:]
      for occurrence in occurrences[name.text] ?? [] {
        let bindings = bindings(of: name.text, at: occurrence.range.lowerBound)
        for range in Set(bindings.map(\.name.range)) {
          reads[range, default: []].append(occurrence)
        }
      }
      return reads
    }[name.range] ?? []
  }

  /// The node around each expression.
  var parents: SyntaxParents { memory.parents { SyntaxParents(file) } }

  /// Returns those of a function's bindings that reach an offset in the same function.
  func reaching(_ bindings: [Binding], at offset: Int) -> [Binding] {
    let last =
      bindings
      .filter { !$0.isRemote && $0.effect <= offset && $0.region.contains(offset) }
      .map(\.effect).max()
    return bindings.filter { binding in
      if binding.isRemote { return true }
      if binding.effect <= offset { return binding.effect >= last ?? .min }
      // It is behind the offset and reaches it through a loop around both.
      return loops.contains { loop in
        loop.contains(offset) && loop.contains(binding.name.range.lowerBound)
          && !(last.map { loop.lowerBound < $0 } ?? false)
      }
    }
  }

  /// Returns the bindings of a name at the end of the file, as other files see it.
  func exportedBindings(of name: String) -> [Binding] {
    guard let bindings = scopes[0].bindings[name] else { return [] }
    return reaching(bindings, at: file.text.count)
  }

  /// The function whose body is directly around an offset, or nil at the top level.
  func function(at offset: Int) -> FunctionNames? {
    let scope = scopes[functionScope(of: scopeIndex(at: offset))]
    return scope.owner.flatMap { functions[$0] }
  }

  /// The class that `this` or a method's first parameter refers to at an offset.
  func type(at offset: Int) -> TypeNames? {
    var index: Int? = scopeIndex(at: offset)
    while let current = index {
      if scopes[current].kind == .type, let owner = scopes[current].owner { return types[owner] }
      index = scopes[current].parent
    }
    return nil
  }
}

/// What is found out about a file when it is asked for first.
private final class FileMemory: Sendable {
  private let readsByName = Mutex<[String: [ByteRange: [Expression]]]>([:])
  private let knownParents = Mutex<SyntaxParents?>(nil)

  /// Returns the reads of a name by the places where it is bound.
  func reads(
    of name: String, _ find: () -> [ByteRange: [Expression]]
  ) -> [ByteRange: [Expression]] {
    if let known = readsByName.withLock({ $0[name] }) { return known }
    let reads = find()
    readsByName.withLock { $0[name] = reads }
    return reads
  }

  func parents(_ find: () -> SyntaxParents) -> SyntaxParents {
    if let known = knownParents.withLock(\.self) { return known }
    let parents = find()
    knownParents.withLock { $0 = parents }
    return parents
  }
}
