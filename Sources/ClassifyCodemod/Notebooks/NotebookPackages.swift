// SPDX-License-Identifier: Apache-2.0

/// The packages that a notebook installs: `%pip install llama-cloud==2.15.0`, `!pip install …`.
enum NotebookPackages {
  private static let newLine = UInt8(ascii: "\n")

  /// Returns the packages as a list of dependencies, with every package at its place in the code.
  ///
  /// - Parameters:
  ///   - code: The Python cells of a notebook.
  ///   - path: The notebook.
  /// - Returns: A text of the same length, with line ends for all that is no package.
  static func list(in code: SourceText, of path: FilePath) -> SourceFile {
    var bytes = ContiguousArray(repeating: newLine, count: code.count)
    for token in (try? Notebook.frontEnd.tokens(of: code)) ?? [] where token.kind == .magic {
      for package in packages(of: InstallCommand.words(in: token.range, of: code), in: code) {
        bytes.replaceSubrange(package, with: code.bytes[package])
      }
    }
    let text = (try? SourceText(bytes)) ?? SourceText("")
    return SourceFile(path: path, language: .notebook, text: text)
  }

  /// The arguments of `pip install` in the words of a line; none for another command.
  private static func packages(of words: [ByteRange], in code: SourceText) -> [ByteRange] {
    let texts = words.map { code[$0] }
    guard let first = texts.first, let sign = first.first, "%!".contains(sign),
      let install = texts.firstIndex(of: "install")
    else { return [] }
    var command = Array(texts[..<install])
    command[0] = String(first.drop { "%!".contains($0) })
    command.removeAll(where: \.isEmpty)
    guard let program = command.popLast(), ["pip", "pip3"].contains(program),
      command.isEmpty || command == ["uv"] || command.count == 2 && command[1] == "-m"
    else { return [] }
    let end = texts.firstIndex { InstallCommand.separators.contains($0) } ?? texts.endIndex
    return words[(install + 1)..<max(install + 1, end)].filter { !code[$0].hasPrefix("-") }
  }
}
