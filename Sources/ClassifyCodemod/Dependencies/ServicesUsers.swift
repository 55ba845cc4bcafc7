// SPDX-License-Identifier: Apache-2.0

/// Finds the files that need `llama-cloud-services`, whichever of its products they use.
enum ServicesUsers {
  /// The name in Python's imports, and in those of TypeScript.
  private static let pythonName = "llama_cloud_services"
  private static let scriptName = DependencyEntry.Package.services.rawValue
  private static let words = WordScan(["llama_cloud_services", "llama-cloud-services"])

  /// Returns the files that import the package, in ascending order of their paths.
  ///
  /// - Complexity: Reads all programs of the tree, and parses those that name the package.
  static func paths(in project: Project) -> [FilePath] {
    project.programs(holding: words).filter { path in
      // A file that can't be read may use it.
      project.file(at: path).map(isUser) ?? true
    }.sorted()
  }

  private static func isUser(_ file: SourceFile) -> Bool {
    guard !ShimFile.isGenerated(file.text) else { return false }
    guard let tree = file.tree else { return file.text.isImporting(pythonName) }
    let name = file.language == .python ? pythonName : scriptName
    return tree.tokens.contains { token in
      switch token.kind {
      case .name: file.text[token.range] == pythonName
      // `require("…")`, `import_module("…")`.
      case .string: file.text[token.range].drop { "\"'`".contains($0) }.hasPrefix(name)
      default: false
      }
    }
  }
}

extension SourceText {
  /// Whether a line of a notebook imports a module.
  fileprivate func isImporting(_ module: String) -> Bool {
    // A notebook has line ends as escapes: `\n`.
    self[range].split { $0.isNewline || $0 == "\\" }
      .contains { $0.contains("import ") && $0.contains(module) }
  }
}
