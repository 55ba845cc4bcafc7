// SPDX-License-Identifier: Apache-2.0

/// The candidates that import a shim already, after an earlier run.
struct ShimImporters {
  let files: [SourceFile]
  private let kind: FileDraft.Shim.Kind
  private let finder: any SiteFinding

  /// Finds the files that import a shim.
  ///
  /// - Parameters:
  ///   - path: The path of the shim, which need not exist.
  ///   - kind: Its language.
  ///   - context: The project.
  init(of path: FilePath, _ kind: FileDraft.Shim.Kind, in context: MigrationContext) {
    self.kind = kind
    finder = context.finder
    files = context.project.candidates.filter { file in
      file.path != path && file.imports.contains { $0.isShim(kind) }
        && context.facts.placement(for: file).path == path
    }
  }

  /// The parts that the files use.
  var parts: Set<FileDraft.Shim.Part> {
    files.reduce(into: []) { $0.formUnion(parts(of: $1)) }
  }

  private func parts(of file: SourceFile) -> Set<FileDraft.Shim.Part> {
    var parts: Set<FileDraft.Shim.Part> = []
    let names = file.imports.filter { $0.isShim(kind) }.flatMap { $0.items ?? [] }.map(\.name.text)
    if names.contains(where: ServicesRewrite.isOnlyOfServices) { parts.insert(.services) }
    file.tree?.walk { node in
      guard case .expression(let expression) = node, case .call(let call) = expression.kind,
        call.callee.lastName == "classifier", let client = call.arguments.first?.value
      else { return true }
      parts.formUnion(self.parts(for: client, in: file))
      return true
    }
    return parts
  }

  /// The parts for a client; both if its class is not known.
  private func parts(for client: Expression, in file: SourceFile) -> Set<FileDraft.Shim.Part> {
    guard kind == .python else { return [.classifier] }
    guard case .client(_, let isAsync)? = finder.origin(of: client, in: file)?.entity else {
      return [.classifier, .asyncClassifier]
    }
    return [isAsync ? .asyncClassifier : .classifier]
  }
}

extension Import {
  /// Whether the module, or a name that is taken from it, is a shim.
  func isShim(_ kind: FileDraft.Shim.Kind) -> Bool {
    guard kind != .python else {
      return module.split(separator: ".").last.map(String.init) == ShimPlacement.pythonName
        || items?.contains { $0.name.text == ShimPlacement.pythonName } ?? false
    }
    let name = module.split(separator: "/").last ?? ""
    return name.split(separator: ".").first.map(String.init) == ShimPlacement.scriptName
  }
}
