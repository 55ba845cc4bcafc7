// SPDX-License-Identifier: Apache-2.0

extension ConstantResolver {
  /// The class whose attribute a constant is, or nil for a variable.
  typealias Owner = TypeNames?

  /// Whether a variable or attribute can get another value, or its value can change in place,
  /// somewhere else than at a read.
  mutating func canChange(
    _ binding: Binding, of owner: Owner, value: Expression, readBy reader: Reader,
    in names: FileNames
  ) -> Bool {
    let name = binding.name.text
    let content = content(of: value, in: names)
    if let content,
      hasSecondName(value, in: names)
        || mayChange(content, at: names.reads(of: binding.name), reader, in: names)
    {
      return true
    }
    let isGlobal =
      names.scopes[0].bindings[name]?.contains { $0.name.range == binding.name.range } ?? false
    guard isGlobal || owner != nil else { return false }
    if let owner, hasSubclass(owner, in: names) { return true }
    guard let aliases = owner == nil ? resolver.aliases(of: name, in: names) : [names.path: [name]]
    else { return true }
    return files(around: names).contains { path in
      guard let file = resolver.names(at: path) else { return false }
      if let content, owner == nil, path != names.path {
        let reads = (aliases[path] ?? []).flatMap { file.occurrences[$0] ?? [] }
        if mayChange(content, at: reads, reader, in: file) { return true }
      }
      return aliases.contains { home, members in
        members.contains { member in
          isWritten(member, of: owner, of: home, in: file)
            || content.map {
              mayChange($0, at: member, of: owner, of: home, readBy: reader, in: file)
            } ?? false
        }
      }
    }
  }

  /// The files that can change a value of a file: itself, the candidates and the nearest others.
  private func files(around names: FileNames) -> [FilePath] {
    let programs = resolver.index.programs
    return (programs.contains(names.path) ? programs : [names.path] + programs)
      + resolver.index.neighbors(of: names.path, isPython: names.isPython)
  }

  /// Whether a class of the project derives from another one, whose attributes it can replace.
  private mutating func hasSubclass(_ type: TypeNames, in names: FileNames) -> Bool {
    guard let name = type.declaration.name?.text else { return true }
    return files(around: names).contains { path in
      resolver.names(at: path)?.types.values.contains { other in
        other.declaration.bases.contains { $0.value.calleeOrSelf.lastName == name }
      } ?? false
    }
  }

  /// Whether an assignment gives a value to more than one name: `a = b = []`.
  private func hasSecondName(_ value: Expression, in names: FileNames) -> Bool {
    let parents = names.parents
    let value = parents.wrapped(value)
    switch parents[value] {
    case .statement(let statement):
      guard case .assignments(let assignments) = statement.kind else { return true }
      return assignments.contains { $0.value?.range == value.range && $0.targets.count != 1 }
    case .expression(let outer):
      // `a = []` of ECMAScript.
      if case .assignment = outer.kind, case .statement(let statement)? = parents[outer],
        case .expression = statement.kind
      {
        return false
      }
      return true
    case nil: return true
    }
  }

  /// Whether a file assigns to a member of a module or class: `config.MODE = "FAST"`.
  private mutating func isWritten(
    _ name: String, of owner: Owner, of home: FilePath, in file: FileNames
  ) -> Bool {
    (file.memberWrites[name] ?? []).contains { isOwner($0.base, owner, of: home, in: file) }
  }

  /// Whether a file may change a collection of a module or class: `config.PAGES.append(3)`.
  private mutating func mayChange(
    _ content: Content, at name: String, of owner: Owner, of home: FilePath,
    readBy reader: Reader, in file: FileNames
  ) -> Bool {
    let reads = (file.members[name] ?? []).filter { read in
      if case .member(let member) = read.kind {
        isOwner(member.base, owner, of: home, in: file)
      } else {
        false
      }
    }
    return mayChange(content, at: reads, reader, in: file)
  }

  /// Whether an expression is the module or class of a constant, or may be.
  private mutating func isOwner(
    _ base: Expression, _ owner: Owner, of home: FilePath, in file: FileNames
  ) -> Bool {
    guard spend(1) else { return true }
    switch resolver.resolve(base, in: file).meaning {
    case .unknown, .null:
      if owner != nil { return true }
      // A module has the name of an import.
      guard case .name(let name) = base.kind else { return false }
      return file.bindings(of: name, at: base.range.lowerBound).contains {
        if case .imported = $0.source { true } else { false }
      }
    case .module(let module):
      return owner == nil && (resolver.index.modules.pythonFile(module) ?? module) == home
    case .type(let place), .instance(let place):
      guard let owner else { return false }
      // A class that it derives from shares its attributes.
      return place == Place(path: home, range: owner.range)
        || !owner.declaration.bases.isEmpty
    default: return false
    }
  }
}
