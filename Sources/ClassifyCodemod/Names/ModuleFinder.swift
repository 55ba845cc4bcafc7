// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Finds the files of a project that modules stand for.
struct ModuleFinder: Sendable {
  private let paths: Set<FilePath>
  /// All folders that contain a file.
  private let folders: Set<FilePath>

  private let has: @Sendable (FilePath, _ isFolder: Bool) -> Bool
  private let memory = Memory()

  /// The modules that were looked for; many files ask for the same ones.
  private final class Memory: Sendable {
    struct Key: Hashable {
      var module: String
      var folder: FilePath
    }

    let modules = Mutex<[Key: FilePath?]>([:])
    let files = Mutex<[FilePath: FilePath?]>([:])
  }

  /// Creates a finder.
  ///
  /// - Parameters:
  ///   - paths: The paths of files.
  ///   - has: Whether there is another file or folder.
  init(
    paths: Set<FilePath>,
    has: @escaping @Sendable (FilePath, _ isFolder: Bool) -> Bool = { _, _ in false }
  ) {
    self.paths = paths
    self.has = has
    var folders: Set<FilePath> = [FilePath("")]
    for path in paths {
      var folder = path.folder
      while folders.insert(folder).inserted { folder = folder.folder }
    }
    self.folders = folders
  }

  func contains(_ path: FilePath) -> Bool { paths.contains(path) || has(path, false) }

  /// Whether there is a folder at a path.
  func isFolder(_ path: FilePath) -> Bool {
    folders.contains(path) || has(path, true)
  }

  // MARK: Python

  /// Returns the module of the project that an import names, as a path without an extension.
  ///
  /// - Parameters:
  ///   - name: The module as written, such as `..clients`.
  ///   - path: The importing file.
  /// - Returns: A path that ``pythonFile(_:)`` reads, or a folder; nil for modules elsewhere.
  func pythonModule(_ name: String, from path: FilePath) -> FilePath? {
    let key = Memory.Key(module: name, folder: path.folder)
    if let known = memory.modules.withLock({ $0[key] }) { return known }
    let module = findPythonModule(name, from: path)
    memory.modules.withLock { $0[key] = .some(module) }
    return module
  }

  private func findPythonModule(_ name: String, from path: FilePath) -> FilePath? {
    let dots = name.prefix { $0 == "." }.count
    let components = name.dropFirst(dots).split(separator: ".").joined(separator: "/")
    if dots > 0 {
      var folder = path.folder
      for _ in 1..<dots { folder = folder.folder }
      let stem = components.isEmpty ? folder : folder.appending(components)
      return isPythonModule(stem) ? stem : nil
    }
    // Every folder above the file can be an import root, and its `src`.
    var folder = path.folder
    while true {
      for root in [folder, folder.appending("src")] {
        let stem = root.appending(components)
        // A folder without code is no package: it may only share the name of a library.
        if pythonFile(stem) != nil || components.contains("/") && isFolder(stem) {
          return stem
        }
      }
      if folder == folder.folder { return namespace(components, from: path) }
      folder = folder.folder
    }
  }

  /// Returns the file of a module, or nil for a folder without `__init__.py`.
  func pythonFile(_ module: FilePath) -> FilePath? {
    if let known = memory.files.withLock({ $0[module] }) { return known }
    let stem = module.description
    let file = ["\(stem).py", "\(stem)/__init__.py", "\(stem).pyi", "\(stem)/__init__.pyi"]
      .lazy.map { FilePath($0) }.first(where: contains)
    memory.files.withLock { $0[module] = .some(file) }
    return file
  }

  /// Returns the submodule of a package, or nil.
  func pythonModule(_ name: String, below module: FilePath) -> FilePath? {
    let stem = module.appending(name)
    return isPythonModule(stem) ? stem : nil
  }

  /// Whether the first component of a module is a folder or file of the tree.
  func hasPythonRoot(_ name: String, from path: FilePath) -> Bool {
    guard !name.hasPrefix(".") else { return true }
    return pythonModule(String(name.prefix { $0 != "." }), from: path) != nil
  }

  private func isPythonModule(_ stem: FilePath) -> Bool {
    pythonFile(stem) != nil || isFolder(stem)
  }

  /// A folder of a single component next to an ancestor, unless it is a name of an SDK.
  private func namespace(_ name: String, from path: FilePath) -> FilePath? {
    guard SDKModules.sdk(of: name, isPython: true) == nil else { return nil }
    var folder = path.folder
    while true {
      for root in [folder, folder.appending("src")] {
        let stem = root.appending(name)
        if stem != root, isFolder(stem) { return stem }
      }
      if folder == folder.folder { return nil }
      folder = folder.folder
    }
  }

  // MARK: TypeScript and JavaScript

  /// Returns the file that an import of TypeScript or JavaScript names, by the path mappings of the
  /// `tsconfig.json` above the importing file.
  func scriptFile(_ module: String, from path: FilePath, aliases: [PathAlias]) -> FilePath? {
    if module.hasPrefix(".") { return scriptFile(path.folder.appending(module)) }
    for alias in aliases {
      for target in alias.targets(of: module) {
        if let file = scriptFile(target) { return file }
      }
    }
    guard
      let rest = ["@/", "~/"].first(where: module.hasPrefix).map({ module.dropFirst($0.count) })
    else { return nil }
    var folder = path.folder
    while true {
      for root in [folder, folder.appending("src"), folder.appending("app")] {
        if let file = scriptFile(root.appending(String(rest))) { return file }
      }
      if folder == folder.folder { return nil }
      folder = folder.folder
    }
  }

  private static let scriptExtensions = [
    "ts", "tsx", "mts", "cts", "d.ts", "js", "jsx", "mjs", "cjs",
  ]

  private func scriptFile(_ stem: FilePath) -> FilePath? {
    if contains(stem) { return stem }
    // TypeScript names the JavaScript file that will be: `./clients.js` is `clients.ts`.
    var stems = [stem.description]
    for ending in [".js", ".jsx", ".mjs", ".cjs"] where stem.description.hasSuffix(ending) {
      stems.append(String(stem.description.dropLast(ending.count)))
    }
    stems.append("\(stem)/index")
    for stem in stems {
      for ending in Self.scriptExtensions {
        let path = FilePath("\(stem).\(ending)")
        if contains(path) { return path }
      }
    }
    return nil
  }
}
