// SPDX-License-Identifier: Apache-2.0

/// What a file contains, by its name and, for scripts without an extension, its first line.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case python
  case typeScript = "typescript"
  /// TypeScript with JSX.
  case tsx
  /// JavaScript, with JSX where it occurs.
  case javaScript = "javascript"
  case shell
  case notebook
  case json
  case yaml
  case swift
  /// A list of dependencies: `requirements.txt`, `pyproject.toml`, `package.json`, lock files and
  /// the like.
  case dependencies
  /// Markdown: code blocks are reported, never edited.
  case markdown
  /// Commands of a Makefile, Dockerfile or justfile: reported, never edited.
  case recipe

  /// Returns the language of a file, or nil if files at its path are not read.
  ///
  /// A list of packages can have any name in a folder for such lists: `requirements/base.txt`.
  init?(path: FilePath) {
    if let language = Language(fileName: path.name) {
      self = language
    } else {
      let folder = path.folder.name.lowercased()
      guard folder.hasPrefix("req") || Self.listFolders.contains(folder),
        Self.isList(path.name.lowercased())
      else { return nil }
      self = .dependencies
    }
  }

  /// Returns the language of a file, or nil if files of its name are not read.
  ///
  /// - Parameter fileName: The last component of a path.
  init?(fileName: String) {
    let name = fileName.lowercased()
    if Self.dependencyFiles.contains(name) || Self.isRequirements(name) {
      self = .dependencies
    } else if Self.isRecipe(name) {
      self = .recipe
    } else if let dot = name.lastIndex(of: "."),
      let language = Self.extensions[String(name[name.index(after: dot)...])]
    {
      self = language
    } else {
      return nil
    }
  }

  /// Returns the language that a `#!` line names, or nil.
  ///
  /// - Parameter firstLine: The first bytes of a file, up to the end of its first line.
  init?(firstLine: some Collection<UInt8>) {
    guard firstLine.starts(with: [0x23, 0x21]) else { return nil }
    let words = String(decoding: firstLine.dropFirst(2), as: UTF8.self)
      .split { $0 == " " || $0 == "\t" || $0 == "/" || $0.isNewline }
    for word in words {
      let name = word.prefix { $0.isLetter }
      switch name {
      case "sh", "bash", "zsh", "dash", "ksh": self = .shell
      case "python": self = .python
      case "node", "bun": self = .javaScript
      case "deno", "tsx": self = .typeScript
      default: continue
      }
      return
    }
    return nil
  }

  /// Whether the language has a ``FrontEnd`` that builds a shared syntax tree.
  var isProgram: Bool {
    switch self {
    case .python, .typeScript, .tsx, .javaScript: true
    case .shell, .notebook, .json, .yaml, .swift, .dependencies, .markdown, .recipe: false
    }
  }

  private static let extensions: [String: Language] = [
    "py": .python, "pyi": .python, "pyw": .python,
    "ts": .typeScript, "mts": .typeScript, "cts": .typeScript, "tsx": .tsx,
    "js": .javaScript, "mjs": .javaScript, "cjs": .javaScript, "jsx": .javaScript,
    "sh": .shell, "bash": .shell, "zsh": .shell, "ksh": .shell,
    "ipynb": .notebook, "json": .json, "yaml": .yaml, "yml": .yaml, "swift": .swift,
    "md": .markdown, "mdx": .markdown, "mdc": .markdown,
  ]

  private static let dependencyFiles: Set<String> = [
    "pyproject.toml", "setup.cfg", "pipfile", "environment.yml", "environment.yaml",
    "package.json", "pnpm-workspace.yaml", "setup.py", "tox.ini", "noxfile.py",
    "poetry.lock", "uv.lock", "pdm.lock", "pipfile.lock", "package-lock.json", "yarn.lock",
    "pnpm-lock.yaml", "bun.lock",
  ]

  /// `requirements.txt`, `requirements-dev.in`, `dev-requirements.txt`, `constraints.txt`.
  private static func isRequirements(_ name: String) -> Bool {
    isList(name) && (name.contains("requirements") || name.hasPrefix("constraints"))
  }

  private static func isList(_ name: String) -> Bool {
    name.hasSuffix(".txt") || name.hasSuffix(".in")
  }

  /// The folders for lists of packages; those that begin with `req` are, too.
  private static let listFolders: Set<String> = ["constraints", "dependencies", "deps"]

  private static func isRecipe(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    return parts.first.map { recipes.contains($0) } == true && parts.count <= 2
      || name.hasSuffix(".mk") || name.hasSuffix(".dockerfile")
  }

  private static let recipes: Set<Substring> = [
    "makefile", "gnumakefile", "dockerfile", "containerfile", "justfile",
  ]
}
