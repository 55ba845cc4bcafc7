// SPDX-License-Identifier: Apache-2.0

/// Reports versions of an SDK without v2 in files that are no lists of dependencies: commands of
/// scripts, recipes and workflows, hooks of pre-commit, and the headers of Python scripts.
enum InstallReport {
  /// Returns the findings of a file; none if the project needs no v2.
  static func findings(in file: SourceFile, _ context: MigrationContext) -> [Finding] {
    switch file.language {
    case .yaml where file.path.name.hasPrefix(".pre-commit-config."): hooks(in: file, context)
    case .shell, .yaml, .recipe: commands(in: file, context)
    case .python: header(of: file, context)
    case .typeScript, .tsx, .javaScript, .notebook, .json, .swift, .dependencies, .markdown: []
    }
  }

  private static func commands(
    in file: SourceFile, _ context: MigrationContext
  ) -> [Finding] {
    InstallCommand.commands(in: file.text).compactMap { command in
      finding(command.package, command.versions, at: command.range, context) {
        DependencyNeed(of: file.path, isScript: command.isNPM, in: context)
      }
    }
  }

  /// Reads `additional_dependencies: ["llama-cloud<2"]`.
  private static func hooks(in file: SourceFile, _ context: MigrationContext) -> [Finding] {
    DependencyReader.entries(in: file).filter { $0.package != .script }.compactMap { entry in
      finding(entry.package, file.text[entry.versions], at: entry.range, context) {
        DependencyNeed(of: file.path, isScript: false, in: context)
      }
    }
  }

  private static func finding(
    _ package: DependencyEntry.Package, _ versions: String, at range: ByteRange,
    _ context: MigrationContext, _ need: () -> DependencyNeed
  ) -> Finding? {
    if package == .services {
      let need = need()
      guard need.needsV2 else { return nil }
      return Finding(
        .dependency, at: range,
        "llama-cloud-services pins a llama-cloud without v2: install 'llama-cloud"
          + "\(VersionAdvice.requirement)' instead when no program imports it any more")
    }
    let any = VersionAdvice(
      package: package, versions: versions, need: DependencyNeed([], usesV2: true))
    guard any.excludesV2 else { return nil }
    let need = need()
    guard need.needsV2 else { return nil }
    return VersionAdvice(package: package, versions: versions, need: need).finding(at: range)
  }

  // MARK: Headers of scripts

  private static let opening = "# /// script"
  private static let closing = "# ///"

  /// Reads `# dependencies = ["llama-cloud<2"]` between `# /// script` and `# ///`.
  private static func header(
    of file: SourceFile, _ context: MigrationContext
  ) -> [Finding] {
    guard opener.matches(file.text.bytes) else { return [] }
    var entries: [DependencyEntry] = []
    var isInside = false
    for index in 0..<file.text.lineCount {
      let line = file.text.lineRange(index)
      var text = file.text[line]
      while text.last?.isWhitespace == true { text.removeLast() }
      if !isInside {
        isInside = text == opening
      } else if text == closing || !text.hasPrefix("#") {
        break
      } else {
        entries += DependencyReader.entries(
          in: line.lowerBound + 1..<line.upperBound, of: file.text)
      }
    }
    return entries.compactMap { entry in
      finding(entry.package, file.text[entry.versions], at: entry.range, context) {
        let plan = context.plans.first { $0.path == file.path }
        return DependencyNeed(plan.map { [$0] } ?? [], usesV2: CurrentVersions.usesV2(file))
      }
    }
  }

  private static let opener = WordScan(["# /// script"])
}
