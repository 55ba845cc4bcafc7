// SPDX-License-Identifier: Apache-2.0

// MARK: Imports and modules

extension NameResolver {
  /// Returns what an imported name stands for.
  mutating func resolve(
    _ declaration: Import, _ item: Import.Item?, in names: FileNames
  ) -> Resolution {
    let module = declaration.module
    let isReplacement = SDKNames.replacements.contains {
      module == $0 || module.hasSuffix(".\($0)") || module.scriptStem.hasSuffix("/\($0)")
    }
    if isReplacement { return Resolution(meaning: .replaced) }
    let name = item?.name.text
    let range = item?.name.range ?? declaration.moduleRange
    if names.isPython {
      if let own = index.modules.pythonModule(module, from: names.path) {
        guard let name else {
          // `import a.b` binds `a`.
          guard declaration.alias == nil, let first = module.split(separator: ".").first else {
            return Resolution(meaning: .module(own))
          }
          let root = index.modules.pythonModule(String(first), from: names.path)
          return root.map { Resolution(meaning: .module($0)) } ?? .unknown
        }
        return resolveExport(name, ofPython: own)
      }
      guard let name else {
        let bound = declaration.alias == nil ? String(module.prefix { $0 != "." }) : module
        return SDKModules.meaning(of: nil, in: bound, isPython: true).map { meaning in
          Resolution(meaning: meaning).adding(step("\(bound) is imported", at: range, in: names))
        } ?? .other
      }
      return imported(name, module, range, in: names)
        ?? foreign(name, isMissing: index.modules.hasPythonRoot(module, from: names.path))
    }
    if let resolution = imported(name ?? "*", module, range, in: names) { return resolution }
    guard
      let path = index.modules.scriptFile(
        module, from: names.path, aliases: index.aliases(for: names.path))
    else { return foreign(name ?? "*", isMissing: module.isProjectModule) }
    guard let name, name != "*" else { return Resolution(meaning: .module(path)) }
    return resolveExport(name, ofScript: path)
  }

  /// A name of an SDK, with its first step.
  private func imported(
    _ name: String, _ module: String, _ range: ByteRange, in names: FileNames
  ) -> Resolution? {
    SDKModules.meaning(of: name, in: module, isPython: names.isPython).map { meaning in
      let isModule = name == "*" || name == "default"
      let text = "\(isModule ? "it" : name) is imported from \(module)"
      return meaning == .other
        ? .other : Resolution(meaning: meaning).adding(step(text, at: range, in: names))
    }
  }

  /// A name of a module that is neither an SDK's nor in the tree.
  ///
  /// A value can be anything; a class is something else, unless its module is only missing.
  private func foreign(_ name: String, isMissing: Bool) -> Resolution {
    !isMissing && (name == "*" || name.first?.isUppercase == true) ? .other : .unknown
  }

  /// Returns what a module of the project exports under a name.
  mutating func resolveExport(_ name: String, of module: FilePath) -> Resolution {
    index.modules.contains(module)
      ? resolveExport(name, ofScript: module) : resolveExport(name, ofPython: module)
  }

  private mutating func resolveExport(_ name: String, ofPython module: FilePath) -> Resolution {
    let found = answer(.export(module, name)) { $0.findExport(name, ofPython: module) }
    // `from . import clients` in the package itself: the name is not bound yet.
    return found.meaning == .null ? submodule(name, of: module) ?? found : found
  }

  /// Returns what a module of a package stands for; that of the shim need not be written yet.
  private func submodule(_ name: String, of package: FilePath) -> Resolution? {
    if SDKNames.replacements.contains(name) { return Resolution(meaning: .replaced) }
    return index.modules.pythonModule(name, below: package)
      .map { Resolution(meaning: .module($0)) }
  }

  private mutating func findExport(_ name: String, ofPython module: FilePath) -> Resolution {
    if let path = index.modules.pythonFile(module), let names = names(at: path) {
      let bindings = names.exportedBindings(of: name)
      if !bindings.isEmpty { return resolve(bindings, in: names) }
      return submodule(name, of: module) ?? resolveWildcards(name, in: names) ?? .unknown
    }
    return submodule(name, of: module) ?? .unknown
  }

  private mutating func resolveExport(_ name: String, ofScript path: FilePath) -> Resolution {
    answer(.export(path, name)) { $0.findExport(name, ofScript: path) }
  }

  private mutating func findExport(_ name: String, ofScript path: FilePath) -> Resolution {
    guard let names = names(at: path) else { return .unknown }
    let end = names.file.text.count
    if let local = names.exportedNames[name] { return resolveName(local, at: end, in: names) }
    if let value = names.exportedValues[name] { return resolve(value, in: names) }
    for declaration in names.reexports {
      for item in declaration.items ?? [] where item.localName == name {
        return resolve(declaration, item, in: names)
      }
    }
    let bindings = names.exportedBindings(of: name)
    if !bindings.isEmpty { return resolve(bindings, in: names) }
    for declaration in names.reexports {
      for item in declaration.items ?? [] where item.name.text == "*" && item.alias == nil {
        let item = Import.Item(name: Name(text: name, range: item.name.range), alias: nil)
        let resolution = resolve(declaration, item, in: names)
        guard resolution.meaning.isInformative, resolution.meaning != .other else { continue }
        return resolution
      }
    }
    return .unknown
  }

  /// Looks up a name in the modules of `from m import *`; nil if there are none.
  mutating func resolveWildcards(_ name: String, in names: FileNames) -> Resolution? {
    for declaration in names.scopes[0].wildcards {
      let item = Import.Item(name: Name(text: name, range: declaration.moduleRange), alias: nil)
      let resolution = resolve(declaration, item, in: names)
      guard resolution.meaning.isInformative, resolution.meaning != .other else { continue }
      return resolution
    }
    return names.scopes[0].wildcards.isEmpty ? nil : .unknown
  }
}

extension String {
  /// A module without the extension that ECMAScript requires.
  fileprivate var scriptStem: String {
    for ending in [".ts", ".js", ".mjs", ".cjs"] where hasSuffix(ending) {
      return "/\(dropLast(ending.count))"
    }
    return "/\(self)"
  }

  /// Whether a module of ECMAScript belongs to the project by its spelling.
  fileprivate var isProjectModule: Bool {
    [".", "@/", "~/", "#"].contains { hasPrefix($0) }
  }
}

// MARK: Files

extension NameResolver {
  /// Returns the file of the project that an import reads, or nil.
  func file(of declaration: Import, in names: FileNames) -> FilePath? {
    if names.isPython {
      return index.modules.pythonModule(declaration.module, from: names.path)
        .flatMap(index.modules.pythonFile)
    }
    return index.modules.scriptFile(
      declaration.module, from: names.path, aliases: index.aliases(for: names.path))
  }
}
