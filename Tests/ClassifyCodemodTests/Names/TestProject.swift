// SPDX-License-Identifier: Apache-2.0

@testable import ClassifyCodemod

/// A project in memory.
struct TestProject {
  let project: Project
  let names: ProjectNames
  private let files: [FilePath: SourceFile]

  /// Creates a project of files by their paths; all of them are candidates.
  init(_ texts: [String: String], assumedClients: Set<String> = []) {
    let sources = texts.compactMap { path, text in Self.file(path, text) }
    files = Dictionary(sources.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    project = Project(candidates: sources, paths: Set(sources.map(\.path)))
    var options = MigrationOptions()
    options.assumedClients = assumedClients
    names = ProjectNames(project: project, options: options)
  }

  /// Creates a project of one file.
  init(python text: String) { self.init(["main.py": text]) }

  /// Creates a project of one file.
  init(script text: String) { self.init(["main.ts": text]) }

  static func file(_ path: String, _ content: String) -> SourceFile? {
    let path = FilePath(path)
    guard let language = Language(fileName: path.name) else { return nil }
    let text = SourceText(content)
    let tree = try? FrontEnds.frontEnd(for: language)?.tree(of: text)
    return SourceFile(path: path, language: language, text: text, tree: tree)
  }

  /// The file at a path, or an empty one.
  func file(_ path: String) -> SourceFile {
    files[FilePath(path)]
      ?? SourceFile(path: FilePath(path), language: .python, text: SourceText(""), tree: nil)
  }

  /// The sites of a file, one line each.
  func sites(_ path: String = "main.py") -> [String] {
    let file = file(path)
    return names.sites(in: file).map { SiteText.line($0, file) }
  }

  /// The calls of a file.
  func calls(_ path: String = "main.py") -> [CallSite] {
    names.sites(in: file(path)).compactMap { site in
      if case .call(let call) = site.kind { call } else { nil }
    }
  }

  /// The first expression with a text.
  func expression(_ text: String, in path: String = "main.py") -> Expression? {
    var found: Expression?
    let file = file(path)
    file.tree?.walk { node in
      if case .expression(let expression) = node, file.text[expression.range] == text {
        found = expression
      }
      return true
    }
    return found
  }
}

/// Sites and uses as short lines.
enum SiteText {
  static func line(_ site: Site, _ file: SourceFile) -> String {
    switch site.kind {
    case .call(let call):
      let certainty = site.certainty == .proved ? "" : "probable "
      let suffix = call.isAsync ? " async" : ""
      return
        "\(certainty)\(call.sdk).\(call.operation)\(suffix) \(file.text[call.call.callee.range])"
    case .import(let declaration, let item, let entity):
      return "import \(item?.name.text ?? declaration.module) \(word(entity))"
    case .type(let expression, let type, _): return "type \(type) \(file.text[expression.range])"
    case .reference(let expression, let entity):
      return "reference \(word(entity)) \(file.text[expression.range])"
    case .use(let use): return "use \(line(use, file))"
    case .mention(let kind): return "\(kind) \(file.text[site.range])"
    }
  }

  static func line(_ use: ValueUse, _ file: SourceFile) -> String {
    let context =
      switch use.context {
      case .member(let name): ".\(name.text)"
      case .index(let index): "[\(index.map(String.init) ?? "?")]"
      case .call(let name): "\(name.text)()"
      case .comparison(let operation): operation.spelling
      case .iteration(let target): "for \(file.text[target.range])"
      case .v1Argument(let operation): "to \(operation)"
      case .choice, .truth, .passed, .assigned, .returned, .discarded: "\(use.context)"
      }
    return "\(use.value) \(context)"
  }

  private static func word(_ entity: Entity) -> String {
    switch entity {
    case .module: "module"
    case .type(let type, _): "\(type)"
    case .clientType, .client: "client"
    case .classifier: "classifier"
    case .jobs: "jobs"
    case .operation(let operation, _, _): "\(operation)"
    case .value(let value): "\(value)"
    }
  }
}
