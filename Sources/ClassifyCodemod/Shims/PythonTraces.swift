// SPDX-License-Identifier: Apache-2.0

/// What a project shows about the name of one of its Python files.
struct PythonTraces: Sendable {
  private let path: FilePath
  private let project: Project
  private let modules: ModuleFinder
  /// The folders of the file and its name, without an extension.
  private let stem: [String]

  /// Creates the traces of a file.
  init(of path: FilePath, _ project: Project, _ modules: ModuleFinder) {
    self.path = path
    self.project = project
    self.modules = modules
    let name = path.name.split(separator: ".").first.map(String.init) ?? ""
    stem = path.folder.components + (name == "__init__" ? [] : [name])
  }

  private func root(_ count: Int) -> FilePath {
    FilePath(stem.prefix(count).joined(separator: "/"))
  }

  // MARK: Imports

  /// How much an import of another file says about the root.
  private enum Weight: Int { case sibling, neighbor, testOfIt, user }

  /// The root against which other files import the file, or those around it; nil if none does.
  func root(by imports: PythonImports) -> FilePath? {
    var votes: [FilePath: (weight: Int, count: Int)] = [:]
    for item in imports.items where item.path != path {
      guard let vote = vote(item) else { continue }
      let old = votes[vote.root] ?? (-1, 0)
      let weight = vote.weight.rawValue
      if weight > old.weight {
        votes[vote.root] = (weight, 1)
      } else if weight == old.weight {
        votes[vote.root] = (weight, old.count + 1)
      }
    }
    return votes.max { first, second in
      (first.value.weight, first.value.count, second.key.description)
        < (second.value.weight, second.value.count, first.key.description)
    }?.key
  }

  private func vote(_ item: PythonImports.Item) -> (root: FilePath, weight: Weight)? {
    let names = [item.module] + item.names.map { item.module + [$0] }
    for name in names where stem.suffix(name.count) == name[...] {
      let isIt =
        modules.pythonModule(name.joined(separator: "."), from: item.path)
        .map { $0 == root(stem.count) } ?? true
      if isIt {
        return (root(stem.count - name.count), item.path.isTest ? .testOfIt : .user)
      }
    }
    guard let first = item.module.first,
      let module = modules.pythonModule(item.module.joined(separator: "."), from: item.path)
    else { return nil }
    if let position = stem.dropLast().lastIndex(of: first),
      item.module.count > 1 || !item.names.isEmpty,
      module == root(position).appending(item.module.joined(separator: "/"))
    {
      return (root(position), .neighbor)
    }
    let isSibling =
      item.module.count == 1 && item.path.folder == path.folder
      && module == path.folder.appending(first) && modules.pythonFile(module) != nil
    return isSibling ? (path.folder, .sibling) : nil
  }

  // MARK: Commands and settings

  /// The files that say how programs are started.
  private static let commandFiles = [
    "Procfile", "Dockerfile", "docker-compose.yml", "docker-compose.yaml", "compose.yml",
    "compose.yaml", "Makefile", "pyproject.toml", "setup.cfg",
  ]

  /// The files that say where tests find modules.
  private static let settingFiles = ["pyproject.toml", "pytest.ini", "tox.ini", "setup.cfg"]

  /// The files at the root of a project.
  private static let rootFiles = [
    "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile", "poetry.lock",
    "uv.lock", "Procfile", "Dockerfile", "manage.py",
  ]

  /// The folders from that of the file to the root of the tree.
  private var folders: [FilePath] {
    (0...path.folder.components.count).reversed().map { root($0) }
  }

  private func texts(_ names: [String]) -> [(folder: FilePath, text: String)] {
    folders.flatMap { folder in
      names.compactMap { name in
        project.bytes(at: folder.appending(name)).map {
          (folder, String(decoding: $0, as: UTF8.self))
        }
      }
    }
  }

  /// The root against which a command names the module: `uvicorn app.labels:app`.
  var startedModule: FilePath? {
    guard stem.count > 1 else { return nil }
    let texts = texts(Self.commandFiles)
    return (0..<stem.count - 1).first { start in
      let name = stem[start...].joined(separator: ".")
      return texts.contains { $0.text.hasWord(name) }
    }.map(root)
  }

  /// Whether a command names the file: `python app/labels.py`.
  var isStarted: Bool {
    texts(Self.commandFiles).contains { folder, text in
      let name = path.components.dropFirst(folder.components.count).joined(separator: "/")
      return text.hasWord(name)
    }
  }

  /// The innermost folder of `pythonpath` of pytest that contains the file.
  var searchPath: FilePath? {
    let found = texts(Self.settingFiles).flatMap { folder, text in
      text.split(whereSeparator: \.isNewline)
        .filter { $0.drop { $0.isWhitespace }.hasPrefix("pythonpath") }
        .flatMap { $0.drop { $0 != "=" }.split { " =[]\"',\t".contains($0) } }
        .map { folder.appending(String($0)) }
    }
    return found.filter { folders.contains($0) }.max {
      $0.components.count < $1.components.count
    }
  }

  /// The nearest folder with the files of a project, or its `src`.
  var projectRoot: FilePath {
    let root =
      folders.first { folder in Self.rootFiles.contains { project.contains(folder.appending($0)) } }
      ?? FilePath("")
    let sources = root.appending("src")
    return folders.contains(sources) ? sources : root
  }
}

extension String {
  /// Whether a path or dotted name is in the text, and not only a part of a longer one.
  fileprivate func hasWord(_ word: String) -> Bool {
    ranges(of: word).contains { range in
      let before = self[..<range.lowerBound].last
      let after = self[range.upperBound...].first
      return !(before.map { $0.isLetter || $0.isNumber || "_./".contains($0) } ?? false)
        && !(after.map { $0.isLetter || $0.isNumber || "_".contains($0) } ?? false)
    }
  }
}
