// SPDX-License-Identifier: Apache-2.0

/// What the programs that a list of dependencies serves need, with the edits of this run.
struct DependencyNeed: Sendable, Hashable {
  /// Whether calls are edited to v2.
  private(set) var isEdited = false
  /// Whether files use v2 already, after an earlier run or by hand.
  private(set) var usesV2 = false
  /// The places of v1 that are left: `src/service.py:6`.
  private(set) var rest: [String] = []
  /// Whether `llama-cloud-services` is replaced by the shim.
  private(set) var replacesServices = false

  /// Whether calls of v1 are left.
  var hasRest: Bool { !rest.isEmpty }

  /// Whether the SDK must have v2.
  var needsV2: Bool { isEdited || usesV2 }

  /// The findings that do not keep a call of v1 in a program.
  private static let harmless: Set<FindingCode> = [
    .comment, .text, .fake, .setting, .documentation, .timeoutUnit, .oldJobs, .otherLanguage,
    .dependency, .lockFile, .dependencyPin, .language, .pageLimitChoice, .webhookEvent,
  ]

  /// Returns what the programs below a folder need, by their plans and by the v2 they use.
  ///
  /// - Parameters:
  ///   - path: A list of dependencies, or a file with a command that installs some.
  ///   - isScript: Whether the dependencies are of npm.
  ///   - context: The project, with the plans of its programs.
  init(of path: FilePath, isScript: Bool, in context: MigrationContext) {
    var folder = path.folder
    // A folder without programs has the dependencies of those beside it.
    while folder != folder.folder,
      !context.facts.programFolders.contains(folder, isScript: isScript)
    {
      folder = folder.folder
    }
    self.init(
      context.plans.filter { folder.contains($0.path) && $0.language.isServed(isScript) },
      usesV2: context.facts.currentVersions.users.contains {
        folder.contains($0.path) && Optional($0.language).isServed(isScript)
      })
  }

  /// Returns what programs need.
  ///
  /// - Parameters:
  ///   - plans: The plans of the programs.
  ///   - usesV2: Whether one of them uses v2 already.
  init(_ plans: [FilePlan], usesV2: Bool) {
    self.usesV2 = usesV2
    for plan in plans { add(plan) }
  }

  private mutating func add(_ plan: FilePlan) {
    for finding in plan.findings {
      switch finding.code.kind {
      case .rewrite, .shim:
        guard !finding.edits.isEmpty, finding.code != .dependencyRewritten else { continue }
        isEdited = true
        if finding.code == .shimServices { replacesServices = true }
      case .decision, .blocked:
        guard Self.keepsV1(finding) else { continue }
        let place = plan.place(of: finding)
        if rest.last != place { rest.append(place) }
      case .unreadable: continue
      }
    }
  }

  /// Whether a finding leaves a call of v1 in its file.
  static func keepsV1(_ finding: Finding) -> Bool {
    let kind = finding.code.kind
    return (kind == .decision || kind == .blocked) && !harmless.contains(finding.code)
  }
}

extension FilePlan {
  /// The path and the line of a finding.
  fileprivate func place(of finding: Finding) -> String {
    guard let text else { return path.description }
    return "\(path):\(text.location(at: finding.range.lowerBound).line)"
  }
}

extension Language? {
  /// Whether a list of dependencies is for files of this kind.
  func isServed(_ isScript: Bool) -> Bool {
    switch self {
    case .python, .notebook: !isScript
    case .typeScript, .tsx, .javaScript: isScript
    case .shell, .json, .yaml, .swift, .dependencies, .markdown, .recipe, nil: false
    }
  }
}

extension FilePath {
  /// Whether a path is below this folder.
  fileprivate func contains(_ path: FilePath) -> Bool {
    description.isEmpty || path.description.hasPrefix("\(description)/")
  }
}
