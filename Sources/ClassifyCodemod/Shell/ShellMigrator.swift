// SPDX-License-Identifier: Apache-2.0

/// Migrates calls of v1 in shell scripts: curl and the service's command-line tool.
///
/// The requests of a script belong together, because an ID of v1 means nothing to v2: if one of them
/// can't be rewritten, or its response is read in a way that v2 changes, none is.
struct ShellMigrator: FileMigrating {
  private let readYAML: YAMLReader?

  /// Creates a migrator.
  ///
  /// - Parameter readYAML: Reads values of options that are not JSON: `'{max_pages: 5}'`.
  init(readYAML: YAMLReader? = nil) { self.readYAML = readYAML }

  var languages: Set<Language> { [.shell] }

  func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft {
    guard let script = try? ShellFrontEnd().script(of: file.text) else { return FileDraft() }
    let draft = draft(of: script, file, context)
    let edits = draft.findings.flatMap(\.edits)
    guard edits.isEmpty || holds(edits, file, context) else {
      return FileDraft(
        findings: draft.findings.map { finding in
          finding.edits.isEmpty
            ? finding
            : Finding(
              .notVerified, at: finding.range,
              "the rewritten script was not understood; migrate this by hand")
        })
    }
    return draft
  }

  private func draft(
    of script: ShellScript, _ file: SourceFile, _ context: MigrationContext
  ) -> FileDraft {
    let outline = ShellOutline(script, of: file.text)
    let outcomes = outcomes(outline, file, context)
    var sites: [ShellSite] = []
    var refusals: [Finding] = []
    var independent: [Finding] = []
    for outcome in outcomes {
      switch outcome {
      case .site(let site): sites.append(site)
      case .refused(_, let finding): refusals.append(finding)
      case .independent(_, let finding): independent.append(finding)
      }
    }
    independent += ShellPrograms.findings(in: outline)
    guard !outcomes.isEmpty else { return FileDraft(findings: independent.ascending()) }
    refusals += sharedVariables(sites, outline)
    let uses = sites.map { ShellResponseUse(of: $0, in: outline) }
    refusals += uses.compactMap(\.refusal)
    let rewrites = sites.flatMap(\.findings) + uses.compactMap(\.rewrite)
    guard refusals.isEmpty else {
      return FileDraft(findings: (independent + refusals + left(sites, refusals)).ascending())
    }
    return FileDraft(
      findings: (independent + rewrites + oldJobs(sites)).ascending(),
      inputs: sites.reduce(into: []) { $0.formUnion($1.inputs) })
  }

  private func outcomes(
    _ outline: ShellOutline, _ file: SourceFile, _ context: MigrationContext
  ) -> [ShellOutcome] {
    let curl = CurlReading(outline: outline, file: file, context: context)
    let tool = ClassifierCommandReading(
      outline: outline, readYAML: readYAML, input: ShellInput(file: file, context: context))
    return outline.steps.indices.compactMap { index in
      guard let program = outline.program(of: outline.steps[index]) else { return nil }
      if program.name == "curl" { return curl.outcome(program.arguments, step: index) }
      guard ClassifierCommand.programs.contains(program.name) else {
        return other(outline.steps[index], outline)
      }
      return tool.outcome(program.arguments, step: index)
    }
  }

  /// Reports v1's path in the arguments of another program, such as wget.
  private func other(_ step: ShellOutline.Step, _ outline: ShellOutline) -> ShellOutcome? {
    guard let word = step.words.dropFirst().first(where: { ShellURL($0, in: outline) != nil }),
      !["echo", "printf", "grep"].contains(outline.program(of: step)?.name ?? "")
    else { return nil }
    return .refused(
      step: 0,
      Finding(
        .text, at: word.range,
        "only requests by curl are rewritten; send this one to /api/v2/classify by hand"))
  }

  /// Reports variables that are edited for some of their uses, and used elsewhere.
  private func sharedVariables(_ sites: [ShellSite], _ outline: ShellOutline) -> [Finding] {
    let steps = Set(sites.map(\.step))
    return Set(sites.flatMap(\.variables)).sorted().flatMap { name in
      (outline.uses[name] ?? []).compactMap { use -> Finding? in
        guard let step = outline.step(around: use) else { return nil }
        let isSite = step.pipeline.range.isSite(of: steps, in: outline)
        let program = outline.program(of: step)?.name ?? ""
        let isShown = ["echo", "printf", "[", "test"].contains(program)
        guard !isSite, !isShown else { return nil }
        return Finding(
          .unclearSyntax, at: use,
          "\(name) holds what v1 needs, and is used here for something else")
      }
    }
  }

  /// Reports jobs that a script reads and does not create.
  private func oldJobs(_ sites: [ShellSite]) -> [Finding] {
    guard let read = sites.first(where: \.isRead), sites.allSatisfy(\.isRead) else { return [] }
    return [
      Finding(
        .oldJobs, at: read.range,
        "the ID of the job comes from elsewhere: v2 does not find jobs that v1 created, so let those"
          + " finish before you deploy")
    ]
  }

  /// Findings for the sites that are not rewritten because of others.
  private func left(_ sites: [ShellSite], _ refusals: [Finding]) -> [Finding] {
    guard let cause = refusals.first else { return [] }
    let rest = sites.filter { site in !refusals.contains { $0.range.overlaps(site.range) } }
    return rest.map { site in
      Finding(
        cause.code, at: site.range,
        "not rewritten: the requests of a script and what reads the responses belong together, and"
          + " a part of them is left for you")
    }
  }

  /// Whether the edits fit together, and no v1 is left where they were made.
  private func holds(_ edits: [Edit], _ file: SourceFile, _ context: MigrationContext) -> Bool {
    var set = EditSet()
    guard set.add(edits), let text = try? SourceText(set.applied(to: file.text)),
      let script = try? ShellFrontEnd().script(of: text)
    else { return false }
    var edited = file
    edited.text = text
    let outcomes = outcomes(ShellOutline(script, of: text), edited, context)
    return outcomes.allSatisfy { outcome in
      if case .independent = outcome { true } else { false }
    }
  }
}

extension ByteRange {
  /// Whether a pipeline's range holds one of the steps.
  fileprivate func isSite(of steps: Set<Int>, in outline: ShellOutline) -> Bool {
    steps.contains { contains(outline.steps[$0].command.range.lowerBound) }
  }
}
