// SPDX-License-Identifier: Apache-2.0

/// What reads a name or an attribute that holds a classifier.
struct NameReaders: Sendable {
  /// The reads in the file of the name.
  var local: [ByteRange] = []
  /// Another file that reads it, or may do so.
  var other: FilePath?
  /// Whether ``other`` is sure to read it.
  var isCertain = false
}

extension NameResolver {
  /// Returns the parameter of a function of the file that a classifier is passed to, or the function
  /// or property that returns it; nil if it goes another way.
  mutating func holder(of classifier: Expression, in names: FileNames) -> Expression? {
    let parents = names.parents
    let value = parents.wrapped(classifier)
    switch parents[value] {
    case .statement(let statement):
      guard case .return = statement.kind,
        let function = names.function(at: classifier.range.lowerBound),
        function.isProperty || function.type == nil && function.function.decorators.isEmpty
      else { return nil }
      return function.function.name.map { Expression(.name($0.text), $0.range) }
    case .expression(let outer):
      guard case .call(let call) = outer.kind,
        case .function(let place) = resolve(call.callee, in: names).meaning,
        place.path == names.path, let function = names.functions[place.range],
        function.type == nil, function.function.decorators.isEmpty,
        let target = call.parameter(of: function.function, for: value)?.target,
        case .name = target.kind
      else { return nil }
      return target
    case nil: return nil
    }
  }

  /// Returns what reads a name.
  ///
  /// - Parameters:
  ///   - target: The name or attribute that is given a classifier, or the function that returns it.
  ///   - sources: Where the classifier comes from; see ``Resolution/sources``.
  ///   - names: The names of the file of the target.
  /// - Returns: All reads that are not certainly of something else.
  mutating func readers(
    of target: Expression, holding sources: Set<Place>, in names: FileNames
  ) -> NameReaders {
    guard let name = target.lastName else { return NameReaders() }
    var readers = NameReaders()
    var isAttribute = true
    if case .name = target.kind {
      guard let scope = names.scope(binding: name, at: target.range) else {
        return NameReaders(other: names.path)
      }
      readers.local = names.reads(of: Name(text: name, range: target.range)).map(\.range)
      isAttribute = names.scopes[scope].kind == .type
      // Nobody else sees a variable of a function.
      guard isAttribute || scope == 0 else { return readers }
    }
    if isAttribute {
      for read in names.members[name] ?? [] where mayHold(sources, read, in: names) {
        readers.local.append(read.range)
      }
    }
    var exported: Set<String> = isAttribute ? [] : [name]
    for (alias, local) in names.exportedNames where local == name { exported.insert(alias) }
    let others = index.programs + index.neighbors(of: names.path, isPython: names.isPython)
    let possible = others.filter { path in
      guard path != names.path, let other = self.names(at: path) else { return false }
      return imports(exported, of: names.path, holding: sources, in: other)
        || exported.union([name]).contains { member in
          (other.members[member] ?? []).contains {
            mayHold(sources, $0, in: other) || resolve($0, in: other).isFunction(of: names.path)
          }
        }
    }
    let certain = possible.first { path in
      guard let other = self.names(at: path) else { return false }
      return exported.union([name]).contains { member in
        ((other.members[member] ?? []) + (other.occurrences[member] ?? [])).contains {
          resolve($0, in: other).isClassifier(from: sources)
        }
      }
    }
    readers.other = certain ?? possible.first
    readers.isCertain = certain != nil
    return readers
  }

  /// Whether a file imports one of some names with a classifier of some sources, or a function.
  private mutating func imports(
    _ exported: Set<String>, of path: FilePath, holding sources: Set<Place>, in names: FileNames
  ) -> Bool {
    guard !exported.isEmpty else { return false }
    for declaration in names.imports.map(\.import) + names.reexports {
      for item in declaration.items ?? [] where exported.contains(item.name.text) {
        let resolution = resolve(declaration, item, in: names)
        if resolution.isClassifier(from: sources) || resolution.isFunction(of: path) { return true }
        if resolution.meaning.isOpen, file(of: declaration, in: names) != nil { return true }
      }
    }
    guard !names.scopes[0].wildcards.isEmpty else { return false }
    return exported.contains { name in
      (names.occurrences[name] ?? []).contains {
        let resolution = resolve($0, in: names)
        return resolution.isClassifier(from: sources) || resolution.isFunction(of: path)
      }
    }
  }

  /// Whether a read of a member can give a classifier of some sources.
  private mutating func mayHold(
    _ sources: Set<Place>, _ read: Expression, in names: FileNames
  ) -> Bool {
    let resolution = resolve(read, in: names)
    if resolution.isClassifier(from: sources) { return true }
    guard resolution.meaning.isOpen, case .member(let member) = read.kind else { return false }
    switch resolve(member.base, in: names).meaning {
    case .unknown, .null, .unset, .module, .instance, .type, .record: return true
    case .entity, .resourceType, .rawAccess, .assumed, .typeForm, .function, .tuple, .rows,
      .replaced, .other:
      return false
    }
  }
}

extension Resolution {
  /// Whether it is a classifier, or a part of one, that comes from any of some sources.
  fileprivate func isClassifier(from sources: Set<Place>) -> Bool {
    meaning.isOfClassifier && !self.sources.isDisjoint(with: sources)
  }

  /// Whether it is a function of a file.
  fileprivate func isFunction(of path: FilePath) -> Bool {
    if case .function(let place) = meaning { place.path == path } else { false }
  }
}

extension FileNames {
  /// Returns the scope in which a name is bound at a place.
  fileprivate func scope(binding name: String, at range: ByteRange) -> Int? {
    scopes.firstIndex { scope in
      scope.bindings[name]?.contains { $0.name.range == range } ?? false
    }
  }
}

extension Call {
  /// Returns the parameter that gets an argument; nil if it depends on a spread.
  fileprivate func parameter(of function: Function, for value: Expression) -> Function.Parameter? {
    guard let position = arguments.firstIndex(where: { $0.value.range == value.range })
    else { return nil }
    switch arguments[position].label {
    case .keyword(let name):
      return function.parameters.first { $0.target.lastName == name.text }
    case .positional:
      guard function.parameters.indices.contains(position),
        function.parameters[position].kind == .ordinary,
        arguments[..<position].allSatisfy({ $0.label == .positional })
      else { return nil }
      return function.parameters[position]
    case .spread, .keywordSpread: return nil
    }
  }
}
