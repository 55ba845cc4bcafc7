// SPDX-License-Identifier: Apache-2.0

/// What a project uses of `llama-cloud-services` other than its classifier.
enum ServicesInventory {
  /// A product that keeps the package in the project.
  struct Product: Sendable, Hashable {
    var name: String
    var path: FilePath
  }

  /// Whether a module belongs to the package.
  static func isServices(_ module: String) -> Bool {
    module == package || module.hasPrefix("\(package).")
  }

  /// Returns the first other product that a file of the project imports.
  ///
  /// - Complexity: Reads all Python files and notebooks of the tree, and parses those that name the
  ///   package.
  static func otherProduct(in project: Project) -> Product? {
    for path in project.paths.sorted()
    where path.name.hasSuffix(".py") || path.name.hasSuffix(".ipynb") {
      guard let bytes = project.bytes(at: path), word.matches(bytes),
        let file = project.file(at: path)
      else { continue }
      let names = file.tree == nil ? names(inText: file.text) : names(in: file)
      if let name = names.first(where: { !ownNames.contains($0) }) {
        return Product(name: name, path: path)
      }
    }
    return nil
  }

  private static let package = "llama_cloud_services"
  private static let word = WordScan(["llama_cloud_services"])

  /// The names of the classifier, and of the helpers that the shim has too.
  private static let ownNames: Set<String> = [
    "ClassifyClient", "LlamaClassify", "ClassifyJobResultsWithFiles", "FileClassificationWithFile",
    "SourceText", "FileInput",
  ]

  private static func names(in file: SourceFile) -> [String] {
    file.imports.filter { isServices($0.module) }.flatMap { value in
      value.items?.map(\.name.text) ?? [value.module]
    }
  }

  /// The names that a notebook's cells import, by their lines.
  private static func names(inText text: SourceText) -> [String] {
    text[text.range].split(separator: "from \(package)").dropFirst().flatMap { rest in
      // A notebook has the line end as an escape: `\n`.
      let line = rest.prefix { !$0.isNewline && $0 != "\\" }
      let words = line.split { !($0.isLetter || $0.isNumber || "_.".contains($0)) }
      guard let position = words.firstIndex(of: "import") else { return [String]() }
      return words[(position + 1)...].map(String.init).filter { $0 != "as" }
    }
  }
}
