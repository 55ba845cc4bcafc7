// SPDX-License-Identifier: Apache-2.0

extension ConstantResolver {
  // MARK: Definitions

  /// Returns the expression that a name stands for; see ``SiteFinding/definition(of:in:)``.
  mutating func definition(of expression: Expression, in names: FileNames) -> Definition? {
    let expression = expression.unwrapped
    switch expression.kind {
    case .name(let text):
      let offset = expression.range.lowerBound
      let bindings = names.bindings(of: text, at: offset)
      guard let scope = names.scope(of: text, at: offset), let binding = bindings.first,
        bindings.count == 1, !binding.isRemote
      else { return nil }
      let isLocal =
        names.functionScope(of: scope) == names.functionScope(of: names.scopeIndex(at: offset))
      // A loop's `x = …` behind the place is not its value.
      guard isLocal ? binding.effect <= offset && binding.region.contains(offset) : true else {
        return nil
      }
      return definition(binding, from: (expression, names), in: names)
    case .member(let member):
      let meaning = resolver.resolve(member.base, in: names).meaning
      switch meaning {
      case .module(let module):
        let path = resolver.index.modules.pythonFile(module) ?? module
        guard let file = resolver.names(at: path) else { return nil }
        return exported(member.name.text, from: (expression, names), in: file)
      case .type(let place), .instance(let place):
        guard let file = resolver.names(at: place.path), let type = file.types[place.range],
          let bindings = file.scopes[type.scope].bindings[member.name.text], bindings.count == 1,
          file.memberWrites[member.name.text] == nil
        else { return nil }
        // The fields of a data class are set by its constructor.
        if case .instance = meaning, bindings[0].annotation != nil, type.declaration.isGenerated {
          return nil
        }
        return definition(bindings[0], of: type, from: (expression, names), in: file)
      default: return nil
      }
    default: return nil
    }
  }

  typealias Reader = (expression: Expression, names: FileNames)

  mutating func exported(
    _ name: String, from reader: Reader, in file: FileNames
  ) -> Definition? {
    let bindings = file.scopes[0].bindings[name] ?? []
    return bindings.count == 1 ? definition(bindings[0], from: reader, in: file) : nil
  }

  mutating func definition(
    _ binding: Binding, of owner: Owner = nil, from reader: Reader, in names: FileNames
  ) -> Definition? {
    guard depth < Self.maximumDepth else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch binding.source {
    case .value(let value, let path) where path.isEmpty:
      guard !canChange(binding, of: owner, value: value, readBy: reader, in: names),
        spend(names.occurrences[binding.name.text]?.count ?? 0)
      else { return nil }
      let isOwn = reader.names.path == names.path
      let readers = names.reads(of: binding.name)
      let hasOneReader =
        isOwn && readers.count == 1 && readers[0].range == reader.expression.range
        && !(names.scopes[0].bindings[binding.name.text]?.contains {
          $0.name.range == binding.name.range
        } ?? false && resolver.isImported(binding.name.text, from: names))
      return Definition(value: value, path: names.path, hasOneReader: hasOneReader)
    case .imported(let declaration, let item?):
      guard let path = resolver.file(of: declaration, in: names),
        let file = resolver.names(at: path)
      else { return nil }
      return exported(item.name.text, from: reader, in: file)
    default: return nil
    }
  }
}

extension TypeDeclaration {
  /// Whether a decorator or a base class can make its constructor.
  fileprivate var isGenerated: Bool { !decorators.isEmpty || !bases.isEmpty }
}
