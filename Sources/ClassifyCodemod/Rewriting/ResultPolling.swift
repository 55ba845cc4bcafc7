// SPDX-License-Identifier: Apache-2.0

/// Whether code reads the results of a job until there are some.
///
/// v1 has no items before a job is finished; v2 has the job at once, and so does the shim, so that
/// such a loop would end too early.
struct ResultPolling {
  let program: ProgramFile
  let group: SiteGroup

  /// Checks that something else shows that the job is finished.
  ///
  /// - Throws: A refusal for results that are read in a loop, or tested for items, without that.
  func check(_ call: CallSite) throws(Refusal) {
    guard call.operation == .results, !group.sites.contains(where: \.showsEnd) else { return }
    let statements = program.tree.statements(around: call.expression.range.lowerBound)
    let isPolling =
      statements.contains { isLoop($0, for: call) }
      || group.sites.contains(where: \.creates)
        && (statements.contains(where: isGuarded) || call.flow.uses.contains(where: \.isTest))
    guard isPolling else { return }
    throw Refusal(
      .statusLogic, at: call.expression.range,
      "v1 has no items until the job is finished, and v2 returns the job at once: wait for the job"
        + " before, by its status or with wait_for_completion", isFinal: true)
  }

  /// Whether a statement is a loop in which the job stays the same.
  private func isLoop(_ statement: Statement, for call: CallSite) -> Bool {
    guard case .loop(let loop) = statement.kind else { return false }
    let creates = group.sites.contains { site in
      site.creates && statement.range.contains(site.range.lowerBound)
    }
    guard !creates else { return false }
    guard case .each(let target, let iterable, _) = loop.head else { return true }
    // What a loop goes through is read once.
    guard !iterable.range.overlaps(call.expression.range),
      let jobID = call.call.arguments.first?.value
    else { return false }
    let bound = Set(target.boundNames.map(\.text))
    return !program.tree.tokens(in: jobID.range).contains { token in
      token.kind == .name && bound.contains(program.text[token.range])
    }
  }

  /// Whether a statement handles what a list without items raises.
  private func isGuarded(_ statement: Statement) -> Bool {
    guard case .attempt(let attempt) = statement.kind else { return false }
    return attempt.handlers.contains { handler in
      handler.type.map { program.source($0).contains("IndexError") } ?? false
    }
  }
}

extension Site {
  fileprivate var creates: Bool {
    if case .call(let call) = kind { call.operation == .create } else { false }
  }

  /// Whether it waits for its job, or has a status that code compares.
  fileprivate var showsEnd: Bool {
    guard case .call(let call) = kind else { return false }
    return call.operation == .wait
      || call.flow.uses.contains { use in
        guard use.value == .jobStatus else { return false }
        switch use.context {
        case .comparison, .choice, .call, .passed, .returned: return true
        case .member, .index, .iteration, .truth, .v1Argument, .assigned, .discarded: return false
        }
      }
  }
}

extension ValueUse {
  /// Whether it asks whether there are items.
  fileprivate var isTest: Bool {
    if case .truth = context { value == .items } else { false }
  }
}

extension SyntaxTree {
  /// Returns the statements around an offset in the same function, outermost first.
  ///
  /// - Complexity: O(log *n*) for *n* statements at the top level.
  func statements(around offset: Int) -> [Statement] {
    var low = 0
    var high = statements.count
    while low < high {
      let middle = (low + high) / 2
      if statements[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < statements.count else { return [] }
    var result: [Statement] = []
    SyntaxNode.statement(statements[low]).walk { node in
      guard node.range.contains(offset) else { return false }
      switch node {
      case .expression(let expression):
        if case .function = expression.kind { result = [] }
      case .statement(let statement):
        if case .function = statement.kind { result = [] } else { result.append(statement) }
      }
      return true
    }
    return result
  }
}
