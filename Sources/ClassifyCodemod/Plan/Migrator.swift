// SPDX-License-Identifier: Apache-2.0

/// Finds v1 in a tree of files and plans its migration.
///
/// ```swift
/// let files = try LocalFiles(["."])
/// let plan = try await Migrator(tree: files).plan()
/// print(DiffReport(plan).render())
/// let written = FileWriter(tree: files).write(plan)
/// ```
///
/// Nothing is written, executed or fetched by planning.
public struct Migrator: Sendable {
  /// The number of files that are read and parsed at the same time.
  private static let workerCount = 2

  private let tree: any FileTree
  private let options: MigrationOptions
  private let migrators: [Language: any FileMigrating]
  private let remarkers: [any FileMigrating]

  /// Creates a migrator.
  ///
  /// - Parameters:
  ///   - tree: The files.
  ///   - options: The choices of the caller.
  ///   - readYAML: Reads YAML files; without it, those that hold v1 are reported.
  public init(
    tree: any FileTree, options: MigrationOptions = MigrationOptions(), readYAML: YAMLReader? = nil
  ) {
    self.init(
      tree: tree, options: options,
      migrators: [
        ProgramMigrator(), NotebookMigrator(), ShellMigrator(readYAML: readYAML),
        BodyMigrator(readYAML: readYAML), DependencyMigrator(), SwiftMigrator(), MarkdownMigrator(),
        RecipeMigrator(),
      ])
  }

  init(tree: any FileTree, options: MigrationOptions, migrators: [any FileMigrating]) {
    self.tree = tree
    self.options = options
    remarkers = migrators
    self.migrators = Dictionary(
      migrators.flatMap { migrator in migrator.languages.map { ($0, migrator) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Reads the tree and returns what to change and what to decide.
  ///
  /// - Parameter progress: Called from any task with the number of files read and of all files.
  /// - Returns: The plan, which depends only on the files and the options.
  /// - Throws: ``FileFailure`` if the tree can't be listed, or `CancellationError`.
  public func plan(
    progress: @escaping @Sendable (_ readCount: Int, _ count: Int) -> Void = { _, _ in }
  ) async throws -> MigrationPlan {
    let reader = CandidateReader(tree: tree, options: options)
    let listing = try tree.listing()
    let files = listing.paths.sorted().compactMap { path in
      reader.language(of: path).map { (path: path, language: $0) }
    }
    let selected = files.filter { tree.isSelected($0.path) }
    let known = Set(files.map(\.path))
    let listed = Set(listing.paths)
    let foreign = listing.paths.filter { path in
      !known.contains(path)
        && (tree.isNamed(path) || tree.isSelected(path) && ForeignFile.isSearched(path))
    }
    let others = try await WorkQueue.map(foreign.sorted(), workers: Self.workerCount) {
      ForeignFile($0, in: tree, options)
    }
    let outcomes = try await WorkQueue.map(selected, workers: Self.workerCount, progress: progress)
    { reader.read($0.path, $0.language) }
    let project = Project(
      candidates: outcomes.compactMap(\.candidate), paths: known,
      has: { !$1 && listed.contains($0) || tree.has($0, isFolder: $1) },
      read: { reader.follow($0) }, load: { reader.load($0) })
    let failures = listing.failures.map { reader.unreadable(.notReadable, $0, $1.message) }
    let unread = outcomes.compactMap(\.unreadable) + others.compactMap(\.plan)
    let plans = failures + unread + (try plans(for: project))
    return MigrationPlan(
      files: plans.map { $0.ignoring(options.allowedCodes) },
      fileCount: selected.count + others.count { $0.plan != nil },
      foreignFiles: others.filter { $0.plan == nil && $0.isNamed }.map(\.path))
  }

  /// Returns the plans of all candidates with findings, and of the files to generate.
  ///
  /// Programs come first: bodies, settings and dependencies follow from the edits of programs that
  /// hold.
  private func plans(for project: Project) throws -> [FilePlan] {
    var context = MigrationContext(
      project: project, options: options,
      finder: ProjectNames(project: project, options: options))
    var plans: [FilePlan] = []
    var shims = ShimFiles(tree: tree)
    for phase in MigrationPhase.allCases {
      context = context.following(plans)
      for file in project.candidates {
        try Task.checkCancellation()
        guard let migrator = migrators[file.language], migrator.phase == phase else { continue }
        let draft = migrator.draft(for: file, in: context)
        var plan = Verifier.plan(
          for: draft, of: file, in: context, frontEnd: FrontEnds.frontEnd(for: file.language),
          migrator: migrator)
        guard !plan.findings.isEmpty else { continue }
        if !plan.edits.isEmpty { plan.shims = shims.add(draft.shims) }
        plans.append(plan)
      }
    }
    context = context.following(plans)
    add(remarksOn: project, in: context, to: &plans)
    return plans + shims.plans(in: context)
  }

  /// Adds what follows from the plans of all files, and is only told.
  private func add(
    remarksOn project: Project, in context: MigrationContext, to plans: inout [FilePlan]
  ) {
    let positions = Dictionary(
      plans.enumerated().map { ($0.element.path, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    for file in project.candidates {
      let remarks = remarkers.flatMap { $0.remarks(on: file, in: context) }.ascending()
      guard !remarks.isEmpty else { continue }
      if let position = positions[file.path] {
        plans[position].findings = (plans[position].findings + remarks).ascending()
      } else {
        plans.append(
          FilePlan(
            path: file.path, language: file.language, text: file.text, findings: remarks))
      }
    }
  }
}
