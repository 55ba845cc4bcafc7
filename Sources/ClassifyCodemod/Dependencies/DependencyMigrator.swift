// SPDX-License-Identifier: Apache-2.0

/// Migrates pins of LlamaCloud's packages in lists of dependencies.
///
/// A pin is judged by what the project uses after the run: versions without v2 beside calls of v2
/// are a finding in every run, whether this run edits the calls or not.
struct DependencyMigrator: FileMigrating {
  let languages: Set<Language> = [.dependencies]

  var phase: MigrationPhase { .data }

  /// The same as ``VersionAdvice/requirement`` without characters that a shell gives a meaning.
  private static let notebookRequirement = "~=2.19"

  /// Lists that can ask for several versions or compute them: reported, not edited.
  private static let reported: Set<String> = ["setup.py", "tox.ini", "noxfile.py"]

  /// The option of pip that makes a version depend on the digests of its files.
  private static let digest = WordScan(["--hash="])

  private func requirement(for file: SourceFile) -> String {
    if isScript(file) { return VersionAdvice.scriptRequirement }
    return file.language == .notebook ? Self.notebookRequirement : VersionAdvice.requirement
  }

  func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft {
    if LockFile.isLock(file) { return LockFile.draft(for: file, in: context) }
    return FileDraft(
      findings: findings(for: file, servicesUser: Self.servicesUser(in: context)) {
        DependencyNeed(of: file.path, isScript: isScript(file), in: context)
      } + Self.requests(in: file))
  }

  /// The first file that still imports `llama-cloud-services` after this run's edits.
  private static func servicesUser(in context: MigrationContext) -> FilePath? {
    context.facts.servicesUsers.first { path in
      !context.plans.contains { plan in
        plan.path == path
          && plan.findings.contains { $0.code == .shimServices && !$0.edits.isEmpty }
      }
    }
  }

  /// Requests of v1 in the scripts of a list: `"label": "curl …/api/v1/classifier/jobs"`.
  private static func requests(in file: SourceFile) -> [Finding] {
    V1Text.requests(in: file.text).map { Finding(.otherLanguage, at: $0, V1Text.requestAdvice) }
  }

  /// Reports versions in commands and in the headers of scripts.
  func remarks(on file: SourceFile, in context: MigrationContext) -> [Finding] {
    InstallReport.findings(in: file, context)
  }

  /// Returns the findings of a list.
  ///
  /// - Parameters:
  ///   - file: The list.
  ///   - servicesUser: A file that imports `llama-cloud-services` after the run.
  ///   - need: Returns what the programs need; asked only if an entry depends on it.
  /// - Returns: The findings in the order of the entries.
  func findings(
    for file: SourceFile, servicesUser: @autoclosure () -> FilePath?,
    _ need: () -> DependencyNeed
  ) -> [Finding] {
    let entries = DependencyReader.entries(in: file)
    let hasServices = entries.contains { $0.package == .services }
    guard hasServices || entries.contains(where: { $0.isReference || excludesV2($0, file) })
    else { return [] }
    let need = need()
    guard need.needsV2 else { return [] }
    let obstacle = obstacle(to: file)
    let user = hasServices ? servicesUser() : nil
    return entries.compactMap { entry in
      entry.package == .services
        ? services(entry, among: entries, file, need, user: user, obstacle)
        : pin(entry, file, need, obstacle)
    }
  }

  /// Reads the packages of the edited list again: they are the same ones, and all allow v2.
  func failure(of edited: SourceFile, from file: SourceFile, by draft: FileDraft) -> String? {
    let isScript = isScript(file)
    let services = DependencyReader.entries(in: file).filter { $0.package == .services }
    let edits = draft.findings.filter { !$0.edits.isEmpty }
    let entries = DependencyReader.entries(in: edited)
    let rest = entries.filter { entry in
      entry.package == .services || excludesV2(entry, edited)
    }
    let replaced = services.filter { entry in edits.contains { $0.range == entry.range } }
    guard replaced.isEmpty || !rest.contains(where: { $0.package == .services }) else {
      return "llama-cloud-services would still be listed"
    }
    let target: DependencyEntry.Package = isScript ? .script : .llamaCloud
    guard entries.contains(where: { $0.package == target }), !rest.contains(where: \.isLlamaCloud)
    else { return "the edited file would not ask for a version with v2" }
    guard !hasTwice(target, in: entries, of: edited) else {
      return "\(target.rawValue) would be listed twice"
    }
    return nil
  }

  /// Whether a table has two members of a package, which no reader of TOML or JSON accepts.
  private func hasTwice(
    _ package: DependencyEntry.Package, in entries: [DependencyEntry], of file: SourceFile
  ) -> Bool {
    let keyed = entries.filter { $0.isKeyed && $0.package == package }
    return zip(keyed, keyed.dropFirst()).contains { !isSeparated($0, $1, file) }
  }

  /// Whether two entries can be in different lists of a file.
  private func isSeparated(
    _ one: DependencyEntry, _ another: DependencyEntry, _ file: SourceFile
  ) -> Bool {
    let (first, second) =
      one.name.lowerBound < another.name.lowerBound ? (one, another) : (another, one)
    let start = max(first.range.upperBound, first.extras.upperBound)
    let between = file.text[start..<max(start, second.name.lowerBound)]
    let name = file.path.name.lowercased()
    if name == DependencyReader.workspaceFile { return true }
    // The end of an object or the header of a table separates them.
    if isScript(file) { return between.contains("}") }
    let lines = between.split(whereSeparator: \.isNewline)
    if first.isKeyed, second.isKeyed { return lines.contains { $0.hasPrefix("[") } }
    if name.hasSuffix(".txt") || name.hasSuffix(".in") { return false }
    return between.contains { "[]{}:".contains($0) } || lines.contains { $0.last == "=" }
  }

  private func isScript(_ file: SourceFile) -> Bool {
    ["package.json", DependencyReader.workspaceFile].contains(file.path.name.lowercased())
  }

  /// What to do instead of an edit; nil if the list is edited.
  private func obstacle(to file: SourceFile) -> String? {
    if Self.reported.contains(file.path.name.lowercased()) {
      return "write \(requirement(for: file)) here"
    }
    return Self.digest.matches(file.text.bytes)
      ? "its --hash fits one version only, so write \(requirement(for: file)) into the list that this"
        + " file is made from, and make it again" : nil
  }

  // MARK: llama-cloud

  private func excludesV2(_ entry: DependencyEntry, _ file: SourceFile) -> Bool {
    advice(entry, file, DependencyNeed([], usesV2: true)).excludesV2
  }

  private func advice(
    _ entry: DependencyEntry, _ file: SourceFile, _ need: DependencyNeed
  ) -> VersionAdvice {
    VersionAdvice(package: entry.package, versions: file.text[entry.versions], need: need)
  }

  private func pin(
    _ entry: DependencyEntry, _ file: SourceFile, _ need: DependencyNeed, _ obstacle: String?
  ) -> Finding? {
    let advice = advice(entry, file, need)
    guard !entry.isReference else { return advice.referenceFinding(at: entry.range) }
    guard advice.excludesV2 else { return nil }
    guard obstacle == nil, !need.hasRest else {
      return advice.finding(at: entry.range, advice: obstacle)
    }
    return Finding(
      .dependencyRewritten, at: entry.range, advice.reason,
      edits: [Edit(entry.versions, requirement(for: file))])
  }

  // MARK: llama-cloud-services

  private func services(
    _ entry: DependencyEntry, among entries: [DependencyEntry], _ file: SourceFile,
    _ need: DependencyNeed, user: FilePath?, _ obstacle: String?
  ) -> Finding? {
    let isScript = isScript(file)
    let target: DependencyEntry.Package = isScript ? .script : .llamaCloud
    if let user {
      return Finding(
        .otherProducts, at: entry.range,
        "llama-cloud-services pins a llama-cloud without v2, and \(user) imports it: move that to"
          + " \(target.rawValue) first; until then, the project's calls of v2 do not run")
    }
    guard !need.hasRest else {
      return Finding(
        .dependencyPin, at: entry.range,
        "llama-cloud-services pins a llama-cloud without v2, and stays until these places of v1 are"
          + " decided: \(PlaceList(places: need.rest))")
    }
    if let obstacle {
      return Finding(
        .dependency, at: entry.range,
        "llama-cloud-services pins a llama-cloud without v2 and is replaced by \(target.rawValue): "
          + obstacle)
    }
    let message =
      need.replacesServices
      ? "llama-cloud-services is replaced by the shim and \(target.rawValue)"
      : "llama-cloud-services pins a llama-cloud without v2, and no program imports it"
    if entries.contains(where: { $0.package == target && !isSeparated($0, entry, file) }),
      let line = wholeLine(of: entry, file)
    {
      return Finding(.dependencyRewritten, at: entry.range, message, edits: [.delete(line)])
    }
    var edits = [Edit(entry.name, target.rawValue)]
    if !entry.extras.isEmpty { edits.append(.delete(entry.extras)) }
    edits.append(Edit(entry.versions, requirement(for: file)))
    return Finding(.dependencyRewritten, at: entry.range, message, edits: edits)
  }

  /// The line of an entry with its ending if nothing else is on it; a last member of JSON is not
  /// deleted, because the comma before it would remain.
  private func wholeLine(of entry: DependencyEntry, _ file: SourceFile) -> ByteRange? {
    // A notebook's packages share a line.
    guard file.language != .notebook else { return nil }
    let text = file.text
    let line = text.lineRange(text.lineIndex(at: entry.range.lowerBound))
    let before = text[line.lowerBound..<entry.range.lowerBound]
    let after = text[entry.range.upperBound..<line.upperBound].filter { !$0.isWhitespace }
    guard before.allSatisfy({ $0.isWhitespace || "\"'-".contains($0) }) else { return nil }
    let endings: Set<String> =
      isScript(file) ? ["\","] : ["", "\"", "'", "\",", "',"]
    return endings.contains(after) ? line : nil
  }
}

extension DependencyEntry {
  fileprivate var isLlamaCloud: Bool { package != .services }
}
