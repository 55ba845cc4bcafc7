// SPDX-License-Identifier: Apache-2.0

/// Chooses between v2 calls, the shim and a decision of a person.
struct GroupStyle {
  let program: ProgramFile
  let context: MigrationContext

  // MARK: Groups

  /// Returns the findings of all calls and classifiers.
  func draft(forCalls sites: [Site]) -> FileDraft {
    var groups = GroupDrafts(of: sites, style: self)
    groups.useOneShape(for: sites)
    groups.keepJobsTogether()
    var draft = groups.draft
    for site in sites where site.certainty == .proved {
      guard case .call(let call) = site.kind, !call.sdk.isOfficial else { continue }
      draft.add(services(site, call.sdk))
    }
    return draft
  }

  /// Returns the findings of a group of calls.
  func draft(for group: SiteGroup) -> FileDraft {
    let direct = GroupRewrite(program: program, group: group).outcome()
    switch direct {
    case .rewritten(let findings):
      if prefersShim(findings, group), let shim = shim(group), shim.isMigrated { return shim }
      return FileDraft(findings: findings)
    case .refused(let refusals):
      if context.options.style != .direct, refusals.allSatisfy(\.refusal.allowsShim),
        let shim = shim(group)
      {
        return shim.explained(by: refusals, in: program)
      }
      return decisions(refusals, group.sites)
    }
  }

  private func prefersShim(_ findings: [Finding], _ group: SiteGroup) -> Bool {
    switch context.options.style {
    case .shim: true
    case .direct: false
    case .automatic:
      lineCount(findings.flatMap(\.edits))
        > MigrationOptions.directLineLimit * group.sites.count
    }
  }

  /// The number of lines that edits change or add.
  private func lineCount(_ edits: [Edit]) -> Int {
    var lines: Set<Int> = []
    var added = 0
    for edit in edits {
      lines.formUnion(
        program.text.lineIndex(
          at: edit.range.lowerBound)...program.text.lineIndex(
            at: edit.range.upperBound))
      added += edit.replacement.utf8.count { $0 == 0x0A }
    }
    return lines.count + added
  }

  /// The draft of the shim for a group, or nil if something else uses its classifier: it
  /// would get the shim's, which does not have all of v1.
  func shim(_ group: SiteGroup) -> FileDraft? {
    let rewrite = GroupRewrite(program: program, group: group)
    return group.sites.allSatisfy(rewrite.isFollowed) ? shim(group.sites) : nil
  }

  /// The draft of the shim for all sites, or nil if it can't serve one of them.
  private func shim(_ sites: [Site]) -> FileDraft? {
    var draft = FileDraft()
    var unedited: [Site] = []
    var refusals: [(site: Site, refusal: Refusal)] = []
    for site in sites {
      guard !isUnpacked(site),
        let part = ShimRewrite.draft(
          for: site, in: program.file, context: context, spelling: program.spelling)
      else { return nil }
      for finding in part.findings where finding.code.kind == .decision {
        refusals.append((site, Refusal(finding.code, at: site.range, finding.message)))
      }
      if part.findings.allSatisfy({ $0.code.kind == .shim && $0.edits.isEmpty }) {
        unedited.append(site)
      }
      draft.add(part)
    }
    guard refusals.isEmpty else { return decisions(refusals, sites) }
    // What stays as it is must get a classifier that is replaced here.
    let edited = draft.findings.filter { !$0.edits.isEmpty }.map(\.range)
    let isComplete = unedited.allSatisfy { site in
      !site.sources.isEmpty
        && site.sources.allSatisfy { source in
          source.path == program.file.path && edited.contains { $0.overlaps(source.range) }
        }
    }
    draft.findings += sites.flatMap { site -> [Finding] in
      guard case .call(let call) = site.kind else { return [] }
      return CallRewrite(program: program, site: call).timeoutRemark()
    }
    return isComplete ? draft : nil
  }

  /// Whether a pattern takes v1 out of its owner, where no classifier can be replaced.
  private func isUnpacked(_ site: Site) -> Bool {
    guard case .reference(let expression, _) = site.kind else { return false }
    return ClassifierUnpacking.binds(expression, in: program)
  }

  /// The findings of a group that stays as it is.
  func decisions(
    _ refusals: [(site: Site, refusal: Refusal)], _ sites: [Site]
  ) -> FileDraft {
    // What keeps the shim from all of them.
    let obstacle = refusals.first { !$0.refusal.allowsShim }?.refusal
    var findings = refusals.map { site, refusal in
      guard let obstacle, refusal.allowsShim, context.options.style != .direct else {
        return refusal.finding(proof: site.proof)
      }
      return waiting(refusal, for: obstacle).finding(proof: site.proof)
    }
    let refused = Set(refusals.map(\.site.range))
    if let first = refusals.first {
      let line = program.text.location(at: first.refusal.range.lowerBound).line
      findings += sites.filter { !refused.contains($0.range) }.map { site in
        Finding(
          first.refusal.code, at: site.range,
          "this depends on line \(line), which is left as it is",
          proof: site.proof)
      }
    }
    return FileDraft(findings: findings)
  }

  /// A refusal that is none once another place of the group is decided.
  private func waiting(_ refusal: Refusal, for obstacle: Refusal) -> Refusal {
    let line = program.text.location(at: obstacle.range.lowerBound).line
    let reason = FindingTable[obstacle.code].summary
    return Refusal(
      refusal.code, at: refusal.range,
      "the shim does not serve this as long as line \(line) stays (\(reason)): decide that line, and"
        + " run again", note: refusal.note)
  }

  // MARK: Other sites

  /// Returns the findings of a site that is no call, belongs to no group and is no type.
  func draft(forOther site: Site, _ shapes: MigratedShapes) -> FileDraft {
    switch site.kind {
    case .call: return FileDraft()
    case .import(_, _, let entity):
      return entity.sdk?.isOfficial ?? true ? FileDraft() : services(site, entity.sdk)
    case .type(_, _, let sdk): return sdk.isOfficial ? FileDraft() : services(site, sdk)
    case .reference(_, let entity):
      switch entity {
      case .classifier(let sdk, _), .jobs(let sdk, _):
        return sdk.isOfficial ? FileDraft() : services(site, sdk)
      default: return (context.options.style == .direct ? nil : shim([site])) ?? unclear(site)
      }
    case .use(let use): return value(use, site, shapes)
    case .mention(let kind): return FileDraft(findings: [mention(kind, site)])
    }
  }

  private func services(_ site: Site, _ sdk: SDK?) -> FileDraft {
    let shim = ShimRewrite.draft(
      for: site, in: program.file, context: context, spelling: program.spelling)
    if let shim, context.options.style != .direct || shim.isBlocked { return shim }
    let finding =
      sdk == .generatedPython
      ? Finding(
        .oldSDK, at: site.range,
        "llama-cloud 0.1 has no v2: move to LlamaCloud(api_key=…) of llama-cloud 2.19 first",
        proof: site.proof)
      : Finding(
        .typeWithoutCounterpart, at: site.range,
        "v2 has no call by paths: upload with client.files.create(file=…, purpose=\"classify\") and"
          + " call client.classify.run for each file, or use --style shim", proof: site.proof)
    return FileDraft(findings: [finding])
  }

  private func unclear(_ site: Site) -> FileDraft {
    FileDraft(findings: [
      Finding(
        .resultEscapes, at: site.range, passing(site),
        proof: site.proof)
    ])
  }

  private func passing(_ site: Site) -> String {
    guard case .reference(let expression, .operation) = site.kind,
      case .member(let function) = expression.kind
    else { return "v1 is passed on here; rewrite what uses it" }
    let name = function.name.text
    return context.options.style == .direct
      ? "v1's \(name) is passed on without being called; rewrite what calls it"
      : "v1's \(name) is passed on without being called: pass \(name) of the shim's"
        + " classifier(client) instead, or call it here"
  }

  /// A value that another function gets: it stays as it is where the shim makes it.
  private func value(_ use: ValueUse, _ site: Site, _ shapes: MigratedShapes) -> FileDraft {
    guard case .generated? = shapes.shape(of: use.value) else {
      return FileDraft(findings: [
        Finding(
          .resultEscapes, at: site.range,
          "this is a value of v1 from another function: v2's job has result and file_input instead"
            + " of items, and other statuses", proof: site.proof)
      ])
    }
    return FileDraft(findings: [
      Finding(
        .shimCall, at: site.range,
        "the shim returns values of this shape, so that this stays as it is",
        proof: site.proof)
    ])
  }

  private func mention(_ kind: Site.MentionKind, _ site: Site) -> Finding {
    switch kind {
    case .comment:
      Finding(
        .comment, at: site.range,
        "this comment shows v1; its pages may count from 0 or from 1, so adapt it by hand")
    case .string:
      Finding(
        .text, at: site.range,
        V1Text.hasRequest(program.text[site.range])
          ? RequestAdvice(program: program).message(for: site.range)
          : "this text names v1; adapt it by hand")
    case .fake:
      Finding(
        .fake, at: site.range,
        "this stands in for v1 in tests; make it stand in for client.classify", proof: site.proof)
    case .partialSuccess: StatusSet.partialFinding(site.range)
    case .unclearSyntax:
      Finding(
        .unclearSyntax, at: site.range, "v1 may be used in code that is not understood here")
    }
  }
}

extension FileDraft {
  /// Whether the calls become v2's, or the shim serves them.
  var isMigrated: Bool { findings.contains { $0.code.kind <= .shim } }

  /// Adds why calls are served by the shim and not written as v2 calls; several files say it
  /// themselves.
  fileprivate func explained(
    by refusals: [(site: Site, refusal: Refusal)], in program: ProgramFile
  ) -> FileDraft {
    var draft = self
    for (site, refusal) in refusals {
      guard let reason = refusal.reasonForShim(in: program) else { continue }
      draft.findings = draft.findings.map { finding in
        finding.code == .shimClassifier && finding.range == site.range
          ? finding.adding(", since \(reason)") : finding
      }
    }
    return draft
  }

  /// Whether something else must be migrated first.
  fileprivate var isBlocked: Bool {
    !findings.isEmpty && findings.allSatisfy { $0.code.kind == .blocked }
  }
}

extension Entity {
  /// The SDK of the entity; nil for a value.
  var sdk: SDK? {
    switch self {
    case .module(_, let sdk), .type(_, let sdk), .clientType(let sdk, _), .client(let sdk, _),
      .classifier(let sdk, _), .jobs(let sdk, _), .operation(_, let sdk, _):
      sdk
    case .value: nil
    }
  }
}
