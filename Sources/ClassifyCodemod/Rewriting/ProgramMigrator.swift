// SPDX-License-Identifier: Apache-2.0

/// Rewrites the v1 sites of Python, TypeScript and JavaScript programs.
struct ProgramMigrator: FileMigrating {
  var languages: Set<Language> { [.python, .typeScript, .tsx, .javaScript] }

  func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft {
    let sites = context.finder.sites(in: file)
    var draft = FileDraft()
    guard !sites.isEmpty, let program = ProgramFile(file, finder: context.finder) else {
      return draft
    }
    let style = GroupStyle(program: program, context: context)
    let calls = style.draft(forCalls: sites)
    for site in sites where site.certainty == .probable {
      draft.findings.append(Self.probable(site, in: program))
    }
    let shapes = MigratedShapes(
      CallOutcome.outcomes(of: sites, in: calls, at: file.path), at: file.path, in: context)
    for site in sites where site.certainty == .proved {
      draft.add(style.draft(forOther: site, shapes))
    }
    let types = TypeRewrite(
      program: program, sites: sites, context: context, shapes, calls: calls.findings)
    draft.add(types.draft())
    draft.add(FileDraft(findings: types.calls, shims: calls.shims))
    draft.findings = UnusedImports(in: program, context).removed(by: draft.findings)
    draft.findings = Self.once(draft.findings, in: program).sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    return draft
  }

  /// The findings without those that say the same of the same line.
  private static func once(_ findings: [Finding], in program: ProgramFile) -> [Finding] {
    struct Key: Hashable {
      var code: FindingCode
      var message: String
      var line: Int
    }
    var seen: Set<Key> = []
    return findings.filter { finding in
      let line = program.text.lineIndex(at: finding.range.lowerBound)
      let key = Key(code: finding.code, message: finding.message, line: line)
      return seen.insert(key).inserted || !finding.edits.isEmpty
    }
  }

  private static func probable(_ site: Site, in program: ProgramFile) -> Finding {
    let client: Expression? =
      switch site.kind {
      case .call(let call): call.client ?? call.classifier ?? call.call.callee.base
      case .reference(let expression, _): expression.base ?? expression
      default: nil
      }
    let name = client.flatMap { $0.isDottedName ? program.source($0) : nil }
    let advice =
      name.map { "run again with --assume-client \($0)" }
      ?? "give its client a name, and run again with --assume-client and the name"
    return Finding(
      .probable, at: site.range,
      "this looks like v1 of LlamaCloud, but nothing says where it comes from; if it is, \(advice)",
      proof: site.proof, client: name)
  }
}

extension Expression {
  /// What a member is taken from; nil for another expression.
  fileprivate var base: Expression? {
    if case .member(let member) = kind { member.base } else { nil }
  }

  /// Whether it is a name, or names joined by dots: `self.llama`.
  fileprivate var isDottedName: Bool {
    var current = self
    while let base = current.base { current = base }
    if case .name = current.kind { return true }
    return false
  }
}

extension FileDraft {
  mutating func add(_ other: FileDraft) {
    findings += other.findings
    shims.formUnion(other.shims)
  }
}
