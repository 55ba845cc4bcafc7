// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Rewrites a group of sites into v2 calls, all or none.
struct GroupRewrite {
  let program: ProgramFile
  let group: SiteGroup

  /// What came of an attempt.
  enum Outcome {
    /// One finding for each site, the first one with all edits, and remarks.
    case rewritten([Finding])
    /// Why not, by site.
    case refused([(site: Site, refusal: Refusal)])
  }

  /// Rewrites all sites, or tells for each site why it can't.
  func outcome() -> Outcome {
    var rewrite = Rewrite()
    var refusals: [(site: Site, refusal: Refusal)] = []
    for site in group.sites {
      do throws(Refusal) {
        rewrite.add(try self.rewrite(site))
      } catch {
        refusals.append((site, error))
      }
    }
    guard refusals.isEmpty else { return .refused(refusals) }
    var set = EditSet()
    guard set.add(rewrite.edits), let first = group.sites.first else {
      return .refused(
        group.sites.map {
          ($0, Refusal(.unclearSyntax, at: $0.range, "the edits overlap; rewrite by hand"))
        })
    }
    let line = program.text.location(at: first.range.lowerBound).line
    let findings = group.sites.enumerated().map { index, site in
      Finding(
        .callRewritten, at: site.range,
        Self.message(site) + (index == 0 ? "" : ", together with line \(line)"), proof: site.proof,
        note: site.isCreation ? .requestFanOut : nil, edits: index == 0 ? set.edits : [])
    }
    // Two calls that give values to one name share its uses.
    var seen: Set<Finding> = []
    return .rewritten(findings + rewrite.remarks.filter { seen.insert($0).inserted })
  }

  private func rewrite(_ site: Site) throws(Refusal) -> Rewrite {
    switch site.kind {
    case .call(let call):
      try checkReceiver(call, site)
      try checkJob(call)
      var rewrite = try CallRewrite(program: program, site: call).rewrite()
      for use in call.flow.uses { try program.checkUnderstood(use.outer) }
      rewrite.add(try ResultRewrite(program: program).rewrite(call.flow))
      return rewrite
    case .reference(let expression, _): return try reference(expression, site)
    default: return Rewrite()
    }
  }

  /// A job that is read must be one of the group's: others may be of several documents.
  private func checkJob(_ call: CallSite) throws(Refusal) {
    switch call.operation {
    case .get, .results, .wait:
      try ResultPolling(program: program, group: group).check(call)
      guard !group.linked.contains(call.expression.range) else { return }
      throw Refusal(
        .storedJobID, at: call.expression.range,
        "the job of this ID is created elsewhere: jobs of v1 can't be read with v2, and may have"
          + " several documents")
    default: return
    }
  }

  private func reference(
    _ expression: Expression, _ site: Site
  ) throws(Refusal) -> Rewrite {
    try program.checkUnderstood(expression.range)
    if case .member(let outer)? = program.parents.parentExpression(of: expression)?.kind {
      throw Refusal(
        .unsupportedArgument, at: expression.range,
        ["with_raw_response", "with_streaming_response"].contains(outer.name.text)
          ? "v2 has client.classify.\(outer.name.text), with other bodies; rewrite this by hand"
          : "\(outer.name.text) has no counterpart in v2 that is known; rewrite this by hand")
    }
    if program.onlyTests(expression) { return Rewrite() }
    guard let alias = ClassifierAlias(expression, in: program) else {
      throw Refusal(
        .resultEscapes, at: expression.range,
        "v1's classifier is passed on, and not all that uses it is known: pass the client on"
          + " instead, or rewrite what uses the classifier by hand")
    }
    try checkReaders(of: alias, at: site)
    var edits = alias.pattern.map { [Edit($0.range, alias.lastName)] } ?? []
    switch ClassifierSource(expression, in: program) {
    case .client:
      if let unpacking = ClassifierUnpacking(expression, in: program) {
        let entry = unpacking.entry.range
        edits.append(try program.replacement(of: entry, by: "classify: \(unpacking.name)"))
      } else {
        edits += try CallRewrite.classifierEdits(expression, in: program)
      }
    case .name(let owner):
      guard ClassifierUnpacking(expression, in: program) == nil else {
        throw Refusal(
          .resultEscapes, at: expression.range,
          "v1's classifier is unpacked from something else than a client; rewrite this by hand")
      }
      try checkSources(site, at: owner.range)
      if owner.range != expression.range {
        edits.append(
          try program.deletion(of: owner.range.upperBound..<expression.range.upperBound))
      }
    }
    return Rewrite(edits: edits)
  }

  // MARK: Classifiers

  /// Whether nothing but the group uses the classifier of a site.
  func isFollowed(_ site: Site) -> Bool {
    guard case .reference(let expression, _) = site.kind, !program.onlyTests(expression)
    else { return true }
    guard
      let target = ClassifierAlias(expression, in: program)?.target
        ?? program.finder.holder(of: expression, in: program.file)
    else { return false }
    let readers = program.finder.readers(of: target, holding: site.sources, in: program.file)
    return readers.other == nil && readers.local.allSatisfy(isRewritten)
  }

  private func checkReceiver(_ call: CallSite, _ site: Site) throws(Refusal) {
    switch CallReceiver(call, in: program) {
    case .classifier(let owner), .jobs(let owner): try checkSources(site, at: owner.range)
    // A function with a name of its own is refused where the callee is rewritten.
    case .client, nil: return
    }
  }

  /// A classifier that comes from elsewhere must be taken from its client in this group: otherwise
  /// it remains v1's.
  private func checkSources(_ site: Site, at owner: ByteRange) throws(Refusal) {
    let isKnown =
      !site.sources.isEmpty
      && site.sources.allSatisfy { source in
        source.path == program.file.path && group.sites.contains { provides(source, $0) }
      }
    guard !isKnown else { return }
    throw Refusal(
      .resultEscapes, at: owner,
      "this is v1's classifier, which is taken from its client elsewhere; rewrite them together")
  }

  /// Whether a site is the reference that takes a classifier from its client.
  private func provides(_ source: Place, _ site: Site) -> Bool {
    guard case .reference(let expression, _) = site.kind, expression.range.encloses(source.range),
      case .client = ClassifierSource(expression, in: program)
    else { return false }
    return true
  }

  /// A name of a classifier must only be read by what is rewritten with it.
  private func checkReaders(of alias: ClassifierAlias, at site: Site) throws(Refusal) {
    let readers = program.finder.readers(
      of: alias.target, holding: site.sources, in: program.file)
    if let path = readers.other {
      throw Refusal(
        .resultEscapes, at: site.range,
        "\(path) \(readers.isCertain ? "uses" : "may use") \(alias.lastName) as v1's classifier; rewrite"
          + " them together")
    }
    guard let read = readers.local.first(where: { !isRewritten($0) }) else { return }
    let line = program.text.location(at: read.lowerBound).line
    throw Refusal(
      .resultEscapes, at: site.range,
      "line \(line) uses \(alias.lastName) in a way that is not understood here; rewrite this by"
        + " hand")
  }

  /// Whether a read of a classifier's name is in a site of the group.
  private func isRewritten(_ read: ByteRange) -> Bool {
    group.sites.contains { site in
      switch site.kind {
      case .call(let call): call.call.callee.range.encloses(read)
      case .reference(let expression, _): expression.range.encloses(read)
      default: false
      }
    }
  }

  private static func message(_ site: Site) -> String {
    guard case .call(let call) = site.kind else { return "v2's functions are in client.classify" }
    return switch call.operation {
    case .classify: "v1's classify is classify.run in v2, with one document per job"
    case .create: "v1's jobs.create is classify.create in v2, with one document per job"
    case .get: "v1's jobs.get is classify.get in v2"
    case .results: "v1's results are part of v2's job, which classify.get returns"
    case .wait: "v2 waits for a job in classify"
    case .list, .classifyFiles, .makeClassifier: "v2's functions are in client.classify"
    }
  }
}

extension Site {
  /// Whether it makes a job, of one document in v2.
  fileprivate var isCreation: Bool {
    guard case .call(let call) = kind else { return false }
    return call.operation == .classify || call.operation == .create
  }
}

extension ProgramFile {
  /// Whether only the existence of a name counts: `typeof classifier`, `!jobs`.
  fileprivate func onlyTests(_ expression: Expression) -> Bool {
    guard case .name = expression.kind,
      case .unary(let spelling, _)? = parents.parentExpression(of: expression)?.kind
    else { return false }
    return ["typeof", "!", "not"].contains(spelling)
  }
}

extension ByteRange {
  /// Whether another range is inside it.
  fileprivate func encloses(_ other: ByteRange) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
