// SPDX-License-Identifier: Apache-2.0

/// Everything that a run found and would change.
public struct MigrationPlan: Sendable {
  /// The files with findings, in ascending order of their paths.
  public let files: [FilePlan]
  /// The number of files that were looked at, those without v1 included.
  public let fileCount: Int

  /// The files that were given by their names, whose language is not read, and that show no v1.
  public let foreignFiles: [FilePath]

  init(files: [FilePlan], fileCount: Int, foreignFiles: [FilePath] = []) {
    self.files = files.sorted { $0.path < $1.path }
    self.fileCount = fileCount
    self.foreignFiles = foreignFiles
  }

  /// The SDKs, by their packages, of which calls of v1 are left beside calls of v2: until they are
  /// decided, an old version may lack what the one part of the project needs, and a new one lacks what
  /// the other needs.
  public var mixedPackages: [String] {
    [DependencyEntry.Package.llamaCloud, .script].filter { package in
      let isScript = package == .script
      let need = DependencyNeed(files.filter { $0.language.isServed(isScript) }, usesV2: false)
      let isPinned = files.contains { file in
        (file.path.name == "package.json") == isScript
          && file.findings.contains { $0.code == .dependencyPin }
      }
      return need.hasRest && (need.isEdited || isPinned)
    }.map(\.rawValue)
  }

  /// The number of findings of a kind.
  public func count(of kind: FindingKind) -> Int {
    files.reduce(0) { $0 + $1.findings.count { $0.code.kind == kind } }
  }

  /// The exit code: that of the worst finding.
  public var exitCode: Int32 {
    switch files.lazy.flatMap(\.findings).map(\.code.kind).max() {
    case nil: 0
    case .rewrite, .shim: 2
    case .decision: 3
    case .blocked: 4
    case .unreadable: 1
    }
  }
}

/// The findings and edits of one file.
public struct FilePlan: Sendable {
  /// The path relative to the root.
  public let path: FilePath
  /// Nil for files whose language is not known, such as unreadable ones.
  public let language: Language?
  /// The old text; nil for a shim and for one that could not be read.
  public let text: SourceText?
  /// In ascending order of their ranges.
  public internal(set) var findings: [Finding]
  /// The findings that a person leaves as they are, by a comment or an option.
  public internal(set) var ignored: [Finding] = []
  /// The number of places that were to be edited, and were not, since the file was not written.
  public internal(set) var unwrittenPlaceCount = 0
  /// The verified edits of all findings.
  public let edits: EditSet
  /// The content of a shim; nil for existing files.
  public let generated: String?
  /// The shims that the edited file imports, which are written before it.
  public internal(set) var shims: Set<FilePath>
  /// The files whose content the edited file sends, and that are rewritten with it.
  let inputs: Set<FilePath>

  init(
    path: FilePath, language: Language?, text: SourceText?, findings: [Finding],
    edits: EditSet = EditSet(), generated: String? = nil, shims: Set<FilePath> = [],
    inputs: Set<FilePath> = []
  ) {
    self.path = path
    self.language = language
    self.text = text
    self.findings = findings
    self.edits = edits
    self.generated = generated
    self.shims = shims
    self.inputs = inputs
  }

  /// The new content, or nil if the file stays as it is.
  public var newContent: ContiguousArray<UInt8>? {
    if let generated { return ContiguousArray(generated.utf8) }
    guard let text, !edits.isEmpty else { return nil }
    return edits.applied(to: text)
  }
}
