// SPDX-License-Identifier: Apache-2.0

/// The files of a project that use v2 already: an SDK without it can't run them.
struct CurrentVersions: Sendable {
  /// A file that uses v2.
  struct User: Sendable, Hashable {
    var path: FilePath
    var language: Language
  }

  /// In ascending order of their paths, shims included.
  let users: [User]

  /// Finds the files among those that hold words of Classify.
  init(in project: Project) {
    users = project.candidates.filter(Self.usesV2)
      .map { User(path: $0.path, language: $0.language) }
  }

  /// Whether a file calls v2, or is a shim over it.
  static func usesV2(_ file: SourceFile) -> Bool {
    if ShimFile.isGenerated(file.text) { return true }
    guard WordScan.sdks.matches(file.text.bytes) || input.matches(file.text.bytes) else {
      return false
    }
    if let tree = file.tree, file.language.isProgram { return calls(tree.tokens, in: file.text) }
    guard file.language == .notebook, let notebook = Notebook(file.text) else { return false }
    return notebook.parts.contains { part in
      guard part.language == .python, let tokens = try? Notebook.frontEnd.tokens(of: part.code.text)
      else { return false }
      return calls(tokens, in: part.code.text)
    }
  }

  /// What every job of v2 is created from.
  private static let input = WordScan(["file_input"])

  private static let operations: Set<String> = [
    "run", "create", "get", "list", "cancel", "wait_for_completion", "waitForCompletion",
    "with_raw_response", "withResponse",
  ]

  /// Whether code has `.classify.run` and the like, or `.classify` under another name beside
  /// `file_input`.
  private static func calls(_ tokens: ContiguousArray<Token>, in text: SourceText) -> Bool {
    let hasInput = input.matches(text.bytes)
    let isDot = { (token: Token) in
      text.matches(".", in: token.range) || text.matches("?.", in: token.range)
    }
    return tokens.indices.dropFirst().dropLast(2).contains { index in
      guard tokens[index].kind == .name, text.matches("classify", in: tokens[index].range),
        isDot(tokens[index - 1])
      else { return false }
      let next = tokens[index + 1]
      return isDot(next)
        ? operations.contains(text[tokens[index + 2].range])
        : hasInput && !["(", "=", "<"].contains(text[next.range])
    }
  }
}
