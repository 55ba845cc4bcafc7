// SPDX-License-Identifier: Apache-2.0

/// A file whose language is not read: programs and documents, and what was asked for by its name.
struct ForeignFile: Sendable {
  let path: FilePath
  /// The report if the file shows v1 or can't be read; nil if there is nothing to tell.
  let plan: FilePlan?

  /// Whether it was asked for by its name.
  let isNamed: Bool

  private static let guide = "docs/mapping.md"

  /// The extensions of files with code, or of settings with URLs, in which v1 is looked for.
  private static let extensions: Set<String> = [
    "vue", "svelte", "astro", "html", "htm", "ejs", "hbs", "erb", "j2", "jinja", "jinja2", "tmpl",
    "go", "java", "kt", "kts", "scala", "groovy", "cs", "fs", "vb", "rb", "php", "rs", "dart", "ex",
    "exs", "clj", "lua", "pl", "r", "rmd", "qmd", "jl", "pyx", "coffee", "c", "cc", "cpp", "h",
    "hpp", "m", "mm", "ps1", "bat", "cmd", "fish", "nix", "tf", "hcl", "rst", "adoc", "org", "txt",
    "http", "rest", "toml", "ini", "cfg", "conf", "properties", "env", "graphql",
  ]

  /// Whether v1 is looked for in a file that is only found in a folder.
  static func isSearched(_ path: FilePath) -> Bool {
    let name = path.name.lowercased()
    return extensions.contains(String(name.split(separator: ".").last ?? ""))
      || name.hasPrefix(".env")
  }

  /// Looks for v1 in a file.
  init(_ path: FilePath, in tree: any FileTree, _ options: MigrationOptions) {
    self.path = path
    isNamed = tree.isNamed(path)
    let reader = CandidateReader(tree: tree, options: options)
    do throws(FileFailure) {
      let bytes = try tree.read(path, limit: options.maximumFileSize)
      guard isNamed || V1Text.isLikely(in: bytes), let text = try? SourceText(bytes),
        let range = isNamed ? V1Text.range(in: text) : V1Text.lines(in: text).first
      else {
        plan = nil
        return
      }
      plan = FilePlan(
        path: path, language: nil, text: text,
        findings: [
          Finding(
            .otherLanguage, at: range,
            "this language is not read, and the file shows v1 here: migrate its calls by hand with"
              + " \(Self.guide)")
        ])
    } catch {
      guard isNamed else {
        plan = nil
        return
      }
      plan = reader.unreadable(
        error.reason == .tooLarge ? .tooLarge : .notReadable, path, error.message)
    }
  }
}
