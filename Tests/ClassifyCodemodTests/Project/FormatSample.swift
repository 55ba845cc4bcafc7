// SPDX-License-Identifier: Apache-2.0

@testable import ClassifyCodemod

/// Files of a project without programs, and what migrators make of them.
struct FormatSample {
  var files: [SourceFile]

  /// Creates a project from texts by path.
  init(_ texts: KeyValuePairs<String, String>) {
    files = texts.map { path, text in
      SourceFile(
        path: FilePath(path), language: Language(fileName: path) ?? .shell, text: SourceText(text),
        tree: nil)
    }
  }

  /// Creates a project of one file.
  init(_ path: String, _ text: String) { self.init([path: text]) }

  /// The findings of the first file.
  func findings(_ migrator: some FileMigrating) -> [Finding] {
    let context = MigrationContext(
      project: Project(candidates: files, paths: []), options: MigrationOptions(),
      finder: NoSites())
    return migrator.draft(for: files[0], in: context).findings
  }

  /// The first file with all edits; nil if they don't fit together.
  func migrated(_ migrator: some FileMigrating) -> String? {
    var edits = EditSet()
    for finding in findings(migrator) where !edits.add(finding.edits) { return nil }
    return String(decoding: edits.applied(to: files[0].text), as: UTF8.self)
  }

  /// The codes of the findings of the first file, as they are printed.
  func codes(_ migrator: some FileMigrating) -> [String] {
    findings(migrator).map(\.code.rawValue)
  }
}

/// A finder for projects without programs.
private struct NoSites: SiteFinding {
  func sites(in file: SourceFile) -> [Site] { [] }
  func constant(_ expression: Expression, in file: SourceFile) -> Constant? { nil }
  func definition(of expression: Expression, in file: SourceFile) -> Definition? { nil }
  func origin(of expression: Expression, in file: SourceFile) -> Origin? { nil }
  func holder(of classifier: Expression, in file: SourceFile) -> Expression? { nil }
  func readers(
    of target: Expression, holding sources: Set<Place>, in file: SourceFile
  ) -> NameReaders { NameReaders() }
}
