// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Rewrites one v1 call of the official SDKs as its v2 call.
struct CallRewrite {
  let program: ProgramFile
  let site: CallSite

  /// The longest time, in seconds, that TypeScript's `timeout` plausibly means: two hours.
  private static let plausibleTimeout = 7200

  /// Returns the edits of the call: its name and its arguments, but not what its result is used for.
  func rewrite() throws(Refusal) -> Rewrite {
    let range = site.expression.range
    guard site.sdk.isOfficial,
      let rule = OperationRule.rule(
        for: site.operation, hasKeywordArguments: program.spelling.hasKeywordArguments)
    else {
      throw Refusal(
        site.operation == .list ? .jobListing : .typeWithoutCounterpart, at: range,
        site.operation == .list
          ? "v2 lists one job per document, with other statuses and at most 100 per page; use"
            + " client.classify.list and adapt what reads it"
          : "v2 has no function like this one")
    }
    try program.checkUnderstood(range)
    var rewrite = Rewrite(edits: try calleeEdits(rule))
    rewrite.add(rule.takesJobID ? try jobArguments(rule) : try creationArguments(rule))
    return rewrite
  }

  // MARK: Callee

  /// `client.classifier.jobs.create` becomes `client.classify.create`.
  private func calleeEdits(_ rule: OperationRule) throws(Refusal) -> [Edit] {
    guard case .member(let function) = site.call.callee.kind,
      let receiver = CallReceiver(site, in: program)
    else {
      throw Refusal(
        .unclearSyntax, at: site.call.callee.range,
        "v1's function is called by another name; call it as client.classify.\(rule.name)")
    }
    let name = Edit(function.name.range, rule.name)
    switch receiver {
    case .client: return [name] + (try Self.classifierEdits(function.base, in: program))
    case .jobs: return [name]
    case .classifier(let classifier):
      // `.jobs` of a name whose assignment is rewritten.
      return [
        name,
        try program.deletion(of: classifier.range.upperBound..<function.base.range.upperBound),
      ]
    }
  }

  /// `client.classifier` and `client.classifier.jobs` become `client.classify`.
  static func classifierEdits(
    _ expression: Expression, in program: ProgramFile
  ) throws(Refusal) -> [Edit] {
    guard case .member(let member) = expression.kind else {
      throw Refusal(
        .unclearSyntax, at: expression.range,
        "v1's classifier has another form; use"
          + " client.classify")
    }
    if member.name.text == "jobs" {
      return [
        try program.deletion(of: member.base.range.upperBound..<member.name.range.upperBound)
      ] + (try classifierEdits(member.base, in: program))
    }
    guard member.name.text == "classifier" else {
      throw Refusal(
        .unclearSyntax, at: expression.range,
        "v1's raw and streaming responses have other bodies"
          + " in v2; rewrite this by hand")
    }
    var edits = [Edit(member.name.range, "classify")]
    // Older releases have a namespace for v1: `client.v1.classifier`.
    if case .member(let namespace) = member.base.kind, namespace.name.text == "v1" {
      edits.append(
        try program.deletion(of: namespace.base.range.upperBound..<namespace.name.range.upperBound))
    }
    return edits
  }

  // MARK: Arguments

  private func jobArguments(_ rule: OperationRule) throws(Refusal) -> Rewrite {
    guard program.spelling.hasKeywordArguments else { return Rewrite(remarks: timeoutRemark()) }
    let isPositional = site.call.arguments.first.map { $0.label == .positional } ?? false
    let list = try ArgumentList(site.call, skipping: isPositional ? 1 : 0)
    var rewrite = Rewrite()
    for entry in list.entries {
      switch rule.arguments[entry.name] {
      case .keep: continue
      case .rename(let name): rewrite.edits += list.renaming(entry, to: name, in: program)
      default: throw unknown(entry)
      }
    }
    return rewrite
  }

  private func creationArguments(_ rule: OperationRule) throws(Refusal) -> Rewrite {
    let list = try parameters()
    var roles: [ConfigurationGrouping.Role] = []
    var rewrite = Rewrite()
    var refusals: [Refusal] = []
    for entry in list.entries {
      do throws(Refusal) {
        let (role, edits) = try argument(entry, of: list, rule)
        roles.append(role)
        rewrite.add(edits)
      } catch {
        refusals.append(error)
      }
    }
    // What v2 can't do comes before what the shim can help with.
    if let refusal = refusals.first(where: { !$0.allowsShim }) ?? refusals.first { throw refusal }
    return try grouped(list, roles, rewrite)
  }

  private func argument(
    _ entry: ArgumentList.Entry, of list: ArgumentList, _ rule: OperationRule
  ) throws(Refusal) -> (ConfigurationGrouping.Role, Rewrite) {
    switch rule.arguments[entry.name] {
    case .file: return (.file, Rewrite(edits: try fileEdits(entry, in: list)))
    case .rules: return (.member, Rewrite())
    case .mode where program.isOmitted(entry.value): return (.removed, Rewrite())
    case .mode:
      try ModeTranslation.check(program.constant(entry.value)?.value, at: entry.value.range)
      return (.member, Rewrite())
    case .parsing:
      let parsing = ParsingRewrite(program: program, surroundings: list.brackets)
      switch try parsing.outcome(for: entry.value) {
      case .edits(var rewrite):
        rewrite.edits = list.naming(entry, in: rewrite.edits)
        return (.member, rewrite)
      case .removed(let rewrite): return (.removed, rewrite)
      }
    case .webhooks:
      return (.other, try WebhookRewrite(program: program).rewrite(entry.value))
    case .keep: return (.other, Rewrite())
    case .rename(let name):
      return (.other, Rewrite(edits: list.renaming(entry, to: name, in: program)))
    case nil: throw unknown(entry)
    }
  }

  private func grouped(
    _ list: ArgumentList, _ roles: [ConfigurationGrouping.Role], _ inner: Rewrite
  ) throws(Refusal) -> Rewrite {
    var rewrite = Rewrite(remarks: inner.remarks)
    var added: String?
    if list["parsing_configuration"] == nil {
      let parsing = ParsingRewrite(program: program, surroundings: list.brackets)
      let (value, remarks) = try parsing.absent(at: site.expression.range)
      added = value
      rewrite.add(remarks)
    }
    guard roles.contains(.file), list["rules"] != nil,
      let grouping = try ConfigurationGrouping(
        list, roles: roles, inner: inner.edits, added: added, in: program)
    else {
      throw Refusal(
        .unsupportedArgument, at: site.expression.range,
        "v1 needs file_ids and rules here; rewrite this call by hand")
    }
    // Edits outside the list, such as those of a constant, don't move with it.
    rewrite.edits += inner.edits.filter { !list.brackets.contains($0.range.lowerBound) }
    rewrite.edits += try grouping.edits()
    rewrite.remarks += timeoutRemark()
    return rewrite
  }

  /// The keyword arguments, or the members of the first argument.
  private func parameters() throws(Refusal) -> ArgumentList {
    if program.spelling.hasKeywordArguments { return try ArgumentList(site.call) }
    guard let argument = site.call.arguments.first, argument.label == .positional else {
      throw Refusal(
        .spread, at: site.call.parentheses,
        "the arguments are known only at run time; write out file_ids, rules and the rest")
    }
    if let list = try ArgumentList(argument.value, spelling: program.spelling) { return list }
    if let definition = program.finder.definition(of: argument.value, in: program.file),
      definition.hasOneReader, definition.path == program.file.path,
      let list = try ArgumentList(definition.value, spelling: program.spelling)
    {
      return list
    }
    throw Refusal(
      .spread, at: argument.range,
      "these parameters are known only at run time; write out file_ids, rules and the rest")
  }

  private func unknown(_ entry: ArgumentList.Entry) -> Refusal {
    Refusal(
      .unsupportedArgument, at: entry.range,
      "\(entry.name) has no counterpart in v2; rewrite this call by hand")
  }

  /// TypeScript's `timeout` counts seconds, in both versions.
  func timeoutRemark() -> [Finding] {
    guard !program.spelling.hasKeywordArguments, [.classify, .wait].contains(site.operation),
      let timeout = site.call.arguments.dropFirst().lazy.compactMap({ $0.value.member("timeout") })
        .first,
      case .number(let number) = timeout.value.kind, let seconds = number.integer,
      seconds > Self.plausibleTimeout
    else { return [] }
    return [
      Finding(
        .timeoutUnit, at: timeout.range,
        "timeout counts seconds: \(seconds) are \(seconds / 3600) hours; were milliseconds meant?")
    ]
  }
}

extension Expression {
  /// The member of an object literal.
  fileprivate func member(_ name: String) -> DictionaryEntry? {
    guard case .dictionary(let members) = kind else { return nil }
    return members.first { $0.name == name }
  }
}

// MARK: Files

extension CallRewrite {
  /// `file_ids=[x]` becomes `file_input=x`, and a name of such a list is indexed.
  private func fileEdits(
    _ entry: ArgumentList.Entry, in list: ArgumentList
  ) throws(Refusal) -> [Edit] {
    let name = "file_input"
    if let element = try singleElement(entry.value) {
      guard entry.label != nil else { throw fileCount(entry) }
      return list.renaming(entry, to: name, in: program) + [
        try program.deletion(of: entry.value.range.lowerBound..<element.range.lowerBound),
        try program.deletion(of: element.range.upperBound..<entry.value.range.upperBound),
      ]
    }
    let definition = program.finder.definition(of: entry.value, in: program.file)
    if case .collection(let literal) = (definition?.value ?? entry.value).kind,
      literal.elements.isEmpty
    {
      throw Refusal(
        .fileCount, at: entry.range,
        "v1 rejects a request without files (UnprocessableEntityError), and v2 has none: leave out"
          + " the call", isFinal: true)
    }
    guard case .name(let variable) = entry.value.kind, let definition,
      try singleElement(definition.value) != nil
    else { throw fileCount(entry) }
    guard entry.label != nil else {
      return [Edit(entry.range, list.spelled(name, "\(variable)[0]", quote: "\""))]
    }
    return list.renaming(entry, to: name, in: program) + [
      .insert("[0]", at: entry.value.range.upperBound)
    ]
  }

  /// The only element of a list literal; nil for another expression.
  private func singleElement(_ value: Expression) throws(Refusal) -> Expression? {
    guard case .collection(let literal) = value.kind, literal.kind != .set,
      literal.elements.count == 1, let element = literal.elements.first, !element.isSpread
    else { return nil }
    // `[x := f()]` needs its brackets.
    if case .assignment = element.value.kind { return nil }
    return element.value
  }

  private func fileCount(_ entry: ArgumentList.Entry) -> Refusal {
    Refusal(
      .fileCount, at: entry.range,
      "v2 classifies one document per job, and how many files these are is known only at run time"
        + " or is not one: create one job per file", note: .requestFanOut)
  }
}
