// SPDX-License-Identifier: Apache-2.0

/// The programs whose calls all go through a shim, which takes v1's values when the program runs.
struct ShimUse: Sendable {
  /// The programs that call v1, a shim or v2 after this run, and whether all their calls go through
  /// a shim.
  private var callers: [FilePath: Bool] = [:]

  /// Finds the programs by their plans and, for earlier runs, by what they import.
  init(in context: MigrationContext) {
    let generated = context.project.candidates.filter { ShimFile.isGenerated($0.text) }
    let shims = Set(generated.map(\.path))
    let names = Set(generated.map { String($0.path.name.prefix { $0 != "." }) })
    for file in context.project.candidates
    where !shims.contains(file.path) && file.imports.contains(where: { $0.names(names) }) {
      callers[file.path] = true
    }
    for plan in context.plans where plan.language?.isProgram == true || plan.language == .notebook {
      if !plan.shims.isEmpty { callers[plan.path] = true }
      let isDirect = plan.findings.contains { finding in
        finding.code == .callRewritten && !finding.edits.isEmpty
          || DependencyNeed.keepsV1(finding)
      }
      if isDirect { callers[plan.path] = false }
    }
    for user in context.facts.currentVersions.users where !shims.contains(user.path) {
      callers[user.path] = false
    }
  }

  /// Whether what some files read goes to a shim only.
  ///
  /// - Parameter readers: The files that read a setting. One that calls nothing hands it to the
  ///   programs that do, and these can be any of the project.
  /// - Returns: False if there is no reader.
  func serves(_ readers: [FilePath]) -> Bool {
    guard !readers.isEmpty else { return false }
    let calls = readers.compactMap { callers[$0] }
    return calls.isEmpty
      ? !callers.isEmpty && callers.values.allSatisfy(\.self) : calls.allSatisfy(\.self)
  }
}

extension Import {
  /// Whether the module, or an imported name, is one of some modules.
  fileprivate func names(_ modules: Set<String>) -> Bool {
    let path = module.split(separator: "/").last ?? ""
    let parts = path.split(separator: ".")
    return parts.contains { modules.contains(String($0)) }
      || items?.contains { modules.contains($0.name.text) } == true
  }
}
