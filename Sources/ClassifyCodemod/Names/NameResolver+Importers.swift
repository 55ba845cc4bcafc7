// SPDX-License-Identifier: Apache-2.0

// MARK: Who imports a name

extension NameResolver {
  /// The maximum number of files through which a name is handed on.
  private static let maximumHops = 16

  /// Returns the names that files have for a definition of a file, itself included; nil if it is
  /// handed on through too many files.
  func aliases(of name: String, in home: FileNames) -> [FilePath: Set<String>]? {
    var found = [home.path: home.namesInside(and: [name])]
    let paths = others(than: home)
    for _ in 0..<Self.maximumHops {
      var hasMore = false
      for path in paths {
        guard let file = index.names(at: path) else { continue }
        let old = found[path] ?? []
        let new = file.namesInside(and: old.union(imported(found, in: file)))
        guard new != old else { continue }
        found[path] = new
        hasMore = true
      }
      if !hasMore { return found }
    }
    return nil
  }

  /// Whether another file of the project imports a name from a file, or the file as a module.
  func isImported(_ name: String, from names: FileNames) -> Bool {
    guard let aliases = aliases(of: name, in: names), aliases.count == 1 else { return true }
    return others(than: names).contains { path in
      index.names(at: path)?.imports.contains { _, declaration in
        isImported(names.path, by: declaration, in: path)
      } ?? false
    }
  }

  private func others(than names: FileNames) -> [FilePath] {
    (index.programs + index.neighbors(of: names.path, isPython: names.isPython))
      .filter { $0 != names.path }
  }

  /// The local names of those of other files' names that a file imports.
  private func imported(
    _ names: [FilePath: Set<String>], in file: FileNames
  ) -> Set<String> {
    var result: Set<String> = []
    let known = names.values.reduce(into: Set()) { $0.formUnion($1) }
    for (_, declaration) in file.imports {
      for item in declaration.items ?? [] {
        let isAll = item.name.text == "*" && item.alias == nil
        guard isAll || known.contains(item.name.text) else { continue }
        guard let source = self.file(of: declaration, in: file) else {
          if !isAll, let home = names.first(where: { declaration.mayName($0.key) }),
            home.value.contains(item.name.text), let local = item.localName
          {
            result.insert(local)
          }
          continue
        }
        guard let exported = names[source] else { continue }
        if isAll {
          result.formUnion(exported)
        } else if exported.contains(item.name.text), let local = item.localName {
          result.insert(local)
        }
      }
    }
    return result
  }

  /// Whether an import binds a file itself, whose names are then members.
  private func isImported(
    _ module: FilePath, by declaration: Import, in path: FilePath
  ) -> Bool {
    guard let file = names(at: path) else { return false }
    guard let items = declaration.items else {
      return file.isPython && self.file(of: declaration, in: file) == module
    }
    return items.contains { item in
      if file.isPython {
        index.modules.pythonModule(declaration.module, from: path)
          .flatMap { index.modules.pythonModule(item.name.text, below: $0) }
          .flatMap(index.modules.pythonFile) == module
      } else {
        item.name.text == "*" && self.file(of: declaration, in: file) == module
      }
    }
  }
}

extension Import {
  /// Whether a module that was not found has the name of a file: the program may find it there.
  fileprivate func mayName(_ path: FilePath) -> Bool {
    let last = module.split { $0 == "." || $0 == "/" }.last.map(String.init) ?? ""
    return path.name.prefix { $0 != "." } == last
  }
}

extension FileNames {
  /// Some names, and those under which other files see them: `export { a as b }`.
  fileprivate func namesInside(and names: Set<String>) -> Set<String> {
    names.union(exportedNames.filter { names.contains($0.value) }.keys)
  }
}
