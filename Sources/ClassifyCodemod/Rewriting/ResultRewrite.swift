// SPDX-License-Identifier: Apache-2.0

/// Rewrites the uses of what v1 returned for one document: v2's job holds its result itself.
struct ResultRewrite {
  let program: ProgramFile

  /// Rewrites all uses.
  ///
  /// - Throws: A refusal for the first use that v2's job can't serve.
  func rewrite(_ flow: ValueFlow) throws(Refusal) -> Rewrite {
    if let escape = flow.escape { throw refusal(escape, in: flow) }
    var rewrite = Rewrite()
    for use in flow.uses { rewrite.add(try self.rewrite(use, in: flow)) }
    try checkComplete(rewrite, flow)
    return rewrite
  }

  /// Whether the edits leave none of the members that v2's job does not have.
  private func checkComplete(_ rewrite: Rewrite, _ flow: ValueFlow) throws(Refusal) {
    let replaced = rewrite.edits.map(\.range)
    for use in flow.uses {
      guard case .results = use.value, case .member(let name) = use.context,
        !name.range.isPart(of: replaced)
      else { continue }
      throw escaped(use)
    }
  }

  private func rewrite(_ use: ValueUse, in flow: ValueFlow) throws(Refusal) -> Rewrite {
    switch use.value {
    case .results: try results(use)
    case .items: try items(use, in: flow)
    case .item, .job, .classification: try record(use)
    case .jobStatus: try StatusRewrite(program: program).rewrite(use)
    case .jobID, .fileID, .plain: Rewrite()
    case .jobList:
      throw Refusal(
        .jobListing, at: use.outer, "v2 lists one job per document, with other statuses")
    }
  }

  // MARK: Records

  private func record(_ use: ValueUse) throws(Refusal) -> Rewrite {
    switch use.context {
    case .member(let name):
      switch MemberTable.counterpart(of: name.text, in: use.value) {
      case .same: return Rewrite()
      case .renamed(let new):
        return Rewrite(
          edits: [try renaming(name, to: new, use)],
          remarks: [remark(use, "\(name.text) is \(new) of v2's job")])
      case .none: throw without(name, use.value.rawValue)
      }
    case .assigned, .discarded, .truth: return Rewrite()
    case .comparison(let operation) where isNull(operation.left) || isNull(operation.right):
      return Rewrite()
    case .passed, .returned, .call, .index, .iteration, .choice, .v1Argument, .comparison:
      // A classification has the same members in both versions.
      if use.value == .classification { return Rewrite() }
      throw escaped(use)
    }
  }

  /// `file_id` becomes `file_input`, and `{ file_id }` of a pattern `{ file_input: file_id }`.
  private func renaming(
    _ name: Name, to new: String, _ use: ValueUse
  ) throws(Refusal) -> Edit {
    // A pattern has its target behind the name, and a member its value in front of it.
    guard use.expression.range.lowerBound >= name.range.lowerBound else {
      return Edit(name.range, new)
    }
    guard !new.utf8.contains(UInt8(ascii: ".")) else { throw escaped(use) }
    return use.expression.range.lowerBound == name.range.lowerBound
      ? .insert("\(new): ", at: name.range.lowerBound) : Edit(name.range, new)
  }

  private func isNull(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .null, .undefined: true
    default: false
    }
  }

  // MARK: Findings

  func remark(_ use: ValueUse, _ message: String) -> Finding {
    Finding(.resultRewritten, at: use.outer, message)
  }

  func without(_ name: Name, _ value: String) -> Refusal {
    Refusal(
      .resultEscapes, at: name.range, "v2's job has no \(name.text) of v1's \(value)")
  }

  func escaped(_ use: ValueUse) -> Refusal {
    Refusal(
      .resultEscapes, at: use.outer,
      "v2's job has no list of items: use the job's own result and file_input here")
  }

  private func refusal(_ escape: ValueFlow.Escape, in flow: ValueFlow) -> Refusal {
    let value = flow.uses.first { $0.expression.range == escape.range }?.value
    let subject =
      switch value {
      case .jobID: "the job ID"
      case .jobStatus: "the status"
      case .job: "the job"
      default: "the result"
      }
    let how = Self.description(of: escape.reason, subject)
    if value == .jobID || value == .job && [.stored, .returned].contains(escape.reason) {
      return Refusal(
        .storedJobID, at: escape.range,
        "\(how): jobs of v1 can't be read with v2, so what keeps it must change at the same time")
    }
    if value == .jobStatus {
      return Refusal(
        .statusLogic, at: escape.range,
        "\(how): v2's statuses are PENDING, RUNNING, COMPLETED, FAILED and CANCELLED")
    }
    return Refusal(
      .resultEscapes, at: escape.range,
      "\(how): v2's job has result and file_input instead of items; adapt what reads it")
  }

  private static func description(
    of reason: ValueFlow.Escape.Reason, _ subject: String
  ) -> String {
    switch reason {
    case .returned: "\(subject) is returned"
    case .passed: "\(subject) is passed on"
    case .stored: "\(subject) is stored"
    case .captured: "a function that runs later uses \(subject)"
    case .reassigned: "the name of \(subject) has other values too"
    case .printed: "\(subject) is printed"
    case .unclear: "not all uses of \(subject) are known"
    }
  }
}

extension ByteRange {
  /// Whether one of some ranges contains the whole range.
  fileprivate func isPart(of others: [ByteRange]) -> Bool {
    others.contains { $0.lowerBound <= lowerBound && upperBound <= $0.upperBound }
  }
}
