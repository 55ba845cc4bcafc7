// SPDX-License-Identifier: Apache-2.0

/// The folder that a Python file's imports resolve against, as far as the project shows it.
struct PythonRoot: Sendable {
  /// The folder; with ``isRelative``, that of the outermost package.
  var folder: FilePath
  /// The folder or package in it that gets the shim; nil for the folder itself.
  var package: String?
  /// Whether only relative imports are sure to work.
  var isRelative = false

  /// Finds the root of a file.
  ///
  /// Its own imports come first, then how others import it or its neighbors, then how it is
  /// started. Without a trace, a script resolves against its folder, and a module against the root
  /// of its project.
  init(
    of file: SourceFile, in project: Project, _ modules: ModuleFinder,
    _ imports: () -> PythonImports
  ) {
    let path = file.path
    let traces = PythonTraces(of: path, project, modules)
    if let own = Self.own(file, modules) {
      self.init(own.root, path)
      guard package.map({ project.isPackage(own.root.appending($0)) }) != true else { return }
      package = modules.isFolder(own.root.appending(own.package)) ? own.package : nil
    } else if file.imports.contains(where: {
      $0.module.hasPrefix(".") && modules.pythonModule($0.module, from: path) != nil
    }) {
      self.init(project.outermostPackage(path.folder), path)
      (package, isRelative) = (nil, true)
    } else if let root = traces.root(by: imports()) ?? traces.startedModule {
      self.init(root, path)
    } else if project.isPackage(path.folder) {
      self.init(project.outermostPackage(path.folder).folder, path)
    } else if file.language == .notebook || file.isScript || path.isPytest || traces.isStarted {
      self.init(path.folder, path)
    } else {
      self.init(traces.searchPath ?? traces.projectRoot, path)
    }
  }

  private init(_ folder: FilePath, _ path: FilePath) {
    self.folder = folder
    let rest = path.components.dropFirst(folder.components.count)
    package = rest.count > 1 ? rest.first : nil
  }

  /// The root and the first name of the first import of the project's own.
  private static func own(
    _ file: SourceFile, _ modules: ModuleFinder
  ) -> (root: FilePath, package: String)? {
    file.imports.lazy.compactMap { value in
      guard !value.module.hasPrefix("."),
        let stem = modules.pythonModule(value.module, from: file.path)
      else { return nil }
      let names = value.module.split(separator: ".")
      return (names.reduce(stem) { folder, _ in folder.folder }, String(names[0]))
    }.first
  }
}

extension FilePath {
  var components: [String] { description.split(separator: "/").map(String.init) }

  /// Whether pytest starts the file, with its folder as the root.
  fileprivate var isPytest: Bool {
    name.hasPrefix("test_") || name.hasSuffix("_test.py") || name == "conftest.py"
  }
}

extension Project {
  /// Whether a folder is a Python package.
  fileprivate func isPackage(_ folder: FilePath) -> Bool {
    !folder.description.isEmpty && contains(folder.appending("__init__.py"))
  }

  /// The outermost package around a folder, or the folder itself.
  fileprivate func outermostPackage(_ folder: FilePath) -> FilePath {
    var result = folder
    while isPackage(result), isPackage(result.folder) { result = result.folder }
    return result
  }
}

extension SourceFile {
  /// Whether the file is started by its name: it does its work when it is loaded.
  fileprivate var isScript: Bool {
    if text.bytes.starts(with: "#!".utf8) { return true }
    var functions: Set<String> = []
    for statement in tree?.statements ?? [] {
      if case .function(let function) = statement.kind, let name = function.name {
        functions.insert(name.text)
      }
    }
    return tree?.statements.contains { statement in
      switch statement.kind {
      case .import, .function, .type: return false
      case .loop: return true
      default: break
      }
      if text[statement.range].contains("__main__") { return true }
      var isWork = false
      SyntaxNode.statement(statement).walk { node in
        guard case .expression(let expression) = node else { return true }
        if case .function = expression.kind { return false }
        guard case .call(let call) = expression.kind else { return true }
        // A call of v1, of a function of the file, or one that shows something.
        isWork =
          isWork || text[call.callee.range].contains("classifier.")
          || ["print", "asyncio.run"].contains(text[call.callee.range])
          || functions.contains(text[call.callee.range])
        return !isWork
      }
      return isWork
    } ?? false
  }
}
