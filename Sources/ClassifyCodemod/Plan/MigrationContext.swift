// SPDX-License-Identifier: Apache-2.0

/// What migrators know beyond their file.
struct MigrationContext: Sendable {
  let project: Project
  let options: MigrationOptions
  /// Finds the sites of program files.
  let finder: any SiteFinding
  /// What the whole project says, found out once for a run.
  let facts: ProjectFacts
  /// The verified plans of programs; empty while programs are migrated.
  private(set) var plans: [FilePlan] = []
  /// The rewritten files by the files whose content they send.
  private(set) var senders: [FilePath: Set<FilePath>] = [:]

  /// Creates the context of a run.
  init(project: Project, options: MigrationOptions, finder: any SiteFinding) {
    self.init(project: project, options: options, finder: finder, facts: ProjectFacts(project))
  }

  private init(
    project: Project, options: MigrationOptions, finder: any SiteFinding, facts: ProjectFacts
  ) {
    self.project = project
    self.options = options
    self.finder = finder
    self.facts = facts
  }

  /// Returns the context for files that follow from the plans of programs.
  func following(_ plans: [FilePlan]) -> MigrationContext {
    var context = self
    context.plans = plans
    context.senders = plans.reduce(into: [:]) { senders, plan in
      for input in plan.inputs { senders[input, default: []].insert(plan.path) }
    }
    return context
  }

  /// Returns the context with another content of a file, such as the code of a notebook.
  func replacing(_ file: SourceFile) -> MigrationContext {
    let project = project.replacing(file)
    return MigrationContext(
      project: project, options: options,
      finder: ProjectNames(project: project, options: options), facts: facts)
  }
}
