// SPDX-License-Identifier: Apache-2.0

/// The absolute imports of a project's Python files, read by lines and without parsing.
struct PythonImports: Sendable {
  /// The maximum number of files that are read.
  private static let maximumFileCount = 5_000

  /// One module that a file imports.
  struct Item: Sendable, Hashable {
    var path: FilePath
    /// The components of the module, such as `app` and `labels`.
    var module: [String]
    /// What is imported from it.
    var names: [String]
  }

  let items: [Item]

  /// Reads the imports of a project.
  init(in project: Project) {
    let paths = project.paths.filter { Language(fileName: $0.name) == .python }.sorted()
    items = paths.prefix(Self.maximumFileCount).flatMap { path in
      project.bytes(at: path).map { Self.items(of: $0, path) } ?? []
    }
  }

  private static func items(of bytes: ContiguousArray<UInt8>, _ path: FilePath) -> [Item] {
    var items: [Item] = []
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    while let line = lines.popFirst() {
      let start = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard start.starts(with: "from ".utf8) || start.starts(with: "import ".utf8) else { continue }
      var text = String(decoding: start, as: UTF8.self)
      if text.hasSuffix("(") || text.hasSuffix("(\r") {
        while let next = lines.popFirst() {
          text += " " + String(decoding: next.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
          if next.contains(UInt8(ascii: ")")) { break }
        }
      }
      items += Self.items(of: text, path)
    }
    return items
  }

  /// Reads `import a.b, c` or `from a.b import c as d, e`.
  private static func items(of line: String, _ path: FilePath) -> [Item] {
    let code = line.prefix { $0 != "#" && $0 != ";" }
    let words = code.split { $0.isWhitespace || "(),\\".contains($0) }.map(String.init)
    guard words.count > 1 else { return [] }
    var names: [String] = []
    var isAlias = false
    for word in words.dropFirst(words[0] == "from" ? 3 : 1) {
      if word == "as" {
        isAlias = true
      } else if isAlias {
        isAlias = false
      } else {
        names.append(word)
      }
    }
    guard words[0] == "from" else {
      return names.map { Item(path: path, module: $0.components, names: []) }
    }
    guard words.count > 3, words[2] == "import", !words[1].hasPrefix(".") else { return [] }
    return [Item(path: path, module: words[1].components, names: names)]
  }
}

extension String {
  fileprivate var components: [String] { split(separator: ".").map(String.init) }
}
