// SPDX-License-Identifier: Apache-2.0

/// Where the shim of a program is, and how the program imports it.
struct ShimPlacement: Sendable, Hashable {
  let kind: FileDraft.Shim.Kind
  let path: FilePath
  /// The module as an import names it: `app.classify_v2`, `../classifyV2`.
  let module: String

  /// Chooses the place for a file.
  ///
  /// Python: by ``PythonRoot``. ECMAScript: `src` or the folder of the nearest `package.json`.
  ///
  /// - Parameters:
  ///   - file: The file with a site.
  ///   - project: The project.
  ///   - modules: The project's modules.
  ///   - imports: Reads the imports of all Python files; called only if there is need.
  init(
    for file: SourceFile, in project: Project, _ modules: ModuleFinder,
    imports: @Sendable () -> PythonImports
  ) {
    switch file.language {
    case .typeScript, .tsx, .javaScript: self.init(script: file, project)
    default: self.init(python: file, project, modules, imports)
    }
  }

  /// Whether the shim has a part, or can be generated with it: there is no other file of its path,
  /// and it was not edited since, or has the part still.
  func has(_ part: FileDraft.Shim.Part, in project: Project) -> Bool {
    guard project.contains(path) else { return true }
    guard let text = project.file(at: path)?.text else { return false }
    return ShimFile.isUnchanged(text)
      || ShimFile.isGenerated(text) && ShimFile.parts(of: text, kind).contains(part)
  }

  // MARK: Python

  private init(
    python file: SourceFile, _ project: Project, _ modules: ModuleFinder,
    _ imports: @Sendable () -> PythonImports
  ) {
    kind = .python
    let root = PythonRoot(of: file, in: project, modules, imports)
    let folder = root.package.map(root.folder.appending) ?? root.folder
    path = folder.appending("\(Self.pythonName).py")
    module =
      root.isRelative
      ? Self.relativeModule(folder, from: file.path.folder)
      : "\(root.package.map { "\($0)." } ?? "")\(Self.pythonName)"
  }

  /// The module in a folder as a file in or below it names it: `..classify_v2`.
  private static func relativeModule(_ folder: FilePath, from source: FilePath) -> String {
    var dots = "."
    var source = source
    while source != folder, source != source.folder {
      dots += "."
      source = source.folder
    }
    return dots + pythonName
  }

  // MARK: TypeScript and JavaScript

  private init(script file: SourceFile, _ project: Project) {
    let kind = Self.kind(of: file)
    self.kind = kind
    let folder = Self.folder(for: file.path, project)
    path = folder.appending("\(Self.scriptName).\(kind.fileExtension)")
    let ending =
      kind == .typeScript ? Self.importEnding(of: file, project) : ".\(kind.fileExtension)"
    module = Self.relative(folder.appending(Self.scriptName), from: file.path.folder) + ending
  }

  private static func kind(of file: SourceFile) -> FileDraft.Shim.Kind {
    let name = file.path.name
    if file.language != .javaScript { return .typeScript }
    if name.hasSuffix(".cjs") { return .commonJS }
    if name.hasSuffix(".mjs") { return .javaScript }
    return file.usesRequire ? .commonJS : .javaScript
  }

  private static func folder(for path: FilePath, _ project: Project) -> FilePath {
    var folder = path.folder
    while folder != folder.folder {
      if folder.name == "src" || project.contains(folder.appending("package.json")) {
        return folder
      }
      folder = folder.folder
    }
    return project.contains(FilePath("package.json")) ? folder : path.folder
  }

  /// The extension that relative imports of a TypeScript file have.
  private static func importEnding(of file: SourceFile, _ project: Project) -> String {
    if let module = file.imports.map(\.module).first(where: { $0.hasPrefix(".") }) {
      return [".js", ".ts"].first(where: module.hasSuffix) ?? ""
    }
    var folder = file.path.folder
    while true {
      if let settings = project.file(at: folder.appending("tsconfig.json")) {
        let text = settings.text[settings.text.range].lowercased()
        return text.contains("nodenext") || text.contains("node16") ? ".js" : ""
      }
      if folder == folder.folder { return "" }
      folder = folder.folder
    }
  }

  private static func relative(_ target: FilePath, from folder: FilePath) -> String {
    var target = target.description.split(separator: "/")[...]
    var source = folder.description.split(separator: "/")[...]
    while let first = target.first, first == source.first, target.count > 1 {
      target.removeFirst()
      source.removeFirst()
    }
    let up = source.isEmpty ? "./" : String(repeating: "../", count: source.count)
    return up + target.joined(separator: "/")
  }

  static let pythonName = "classify_v2"
  static let scriptName = "classifyV2"
}

extension FileDraft.Shim.Kind {
  fileprivate var fileExtension: String {
    switch self {
    case .python: "py"
    case .typeScript: "ts"
    case .javaScript: "mjs"
    case .commonJS: "cjs"
    }
  }
}

extension SourceFile {
  /// The imports of the file in their order.
  var imports: [Import] {
    var imports: [Import] = []
    tree?.walk { node in
      guard case .statement(let statement) = node else { return false }
      if case .import(let value) = statement.kind { imports.append(value) }
      return true
    }
    return imports
  }

  /// Whether the SDK or any other module is loaded by `require`.
  var usesRequire: Bool {
    tree?.statements.contains { statement in
      guard case .import = statement.kind else { return false }
      return text[statement.range].contains("require")
    } ?? false
  }
}
