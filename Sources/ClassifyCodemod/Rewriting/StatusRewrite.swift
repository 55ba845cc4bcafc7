// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Rewrites comparisons with v1's statuses.
struct StatusRewrite {
  let program: ProgramFile

  /// v2's statuses for one of v1; nil for a text that is no status of v1.
  ///
  /// PARTIAL_SUCCESS has none: one document succeeds or fails.
  static let counterparts: [String: [String]] = [
    "PENDING": ["PENDING", "RUNNING"], "SUCCESS": ["COMPLETED"], "ERROR": ["FAILED"],
    "CANCELLED": ["CANCELLED"], partialSuccess: [],
  ]
  static let partialSuccess = PartialSuccess.status

  /// Rewrites one use of a status.
  func rewrite(_ use: ValueUse) throws(Refusal) -> Rewrite {
    switch use.context {
    case .comparison(let operation): return try comparison(operation, of: use)
    case .choice: return try choice(use)
    case .assigned, .discarded, .truth, .member: return Rewrite()
    case .passed, .call, .index, .iteration, .v1Argument, .returned:
      if let list = includesList(use.expression) { return try StatusSet(list, program).rewrite() }
      throw unknown(use.outer)
    }
  }

  // MARK: Comparisons

  /// The operators that ask whether a status is another value, and whether they negate the answer.
  private static let equalities = ["==": false, "===": false, "!=": true, "!==": true]
  /// The operators that are an equality with null alone: texts can be equal and not identical.
  private static let identities: Set<String> = ["is", "is not"]
  /// The operators that ask whether a status is in a collection.
  private static let memberships: Set<String> = ["in", "not in"]

  private func comparison(
    _ operation: Operation, of use: ValueUse
  ) throws(Refusal) -> Rewrite {
    let status = use.expression
    let isLeft = operation.left.range.overlaps(status.range)
    let other = isLeft ? operation.right : operation.left
    if let isNegated = Self.equalities[operation.spelling] {
      return try equality(operation, status: status, other, isNegated: isNegated)
    }
    switch other.kind {
    case .null where Self.identities.contains(operation.spelling): return Rewrite()
    default:
      // ECMAScript's `in` asks for a key.
      guard Self.memberships.contains(operation.spelling), isLeft,
        program.spelling.hasKeywordArguments
      else { throw unknown(use.outer) }
      return try StatusSet(try literal(other), program).rewrite()
    }
  }

  private func equality(
    _ operation: Operation, status: Expression, _ other: Expression, isNegated: Bool
  ) throws(Refusal) -> Rewrite {
    switch other.kind {
    case .null, .undefined: return Rewrite()
    default: break
    }
    let word = try literal(other)
    guard case .string(let literal) = word.kind else { throw unknown(other.range) }
    guard literal.value == "PENDING" else {
      var rewrite = try renamed(word, literal)
      if literal.value == "ERROR", let chain = StatusChain(operation, status, program) {
        rewrite.edits += try chain.cancelledEdits(isNegated: isNegated)
      }
      return rewrite
    }
    // A name has one value.
    guard word.range == other.range else { throw unknown(other.range) }
    let range = operation.left.range.lowerBound..<operation.right.range.upperBound
    return Rewrite(
      edits: program.spelling.hasKeywordArguments
        ? try pythonMembership(operation, status, other, isNegated: isNegated)
        : try alternatives(operation, status, other, isNegated: isNegated),
      remarks: [
        Finding(
          .statusRewritten, at: range, "v1's PENDING is PENDING or RUNNING in v2",
          note: .statusRunning)
      ])
  }

  /// The literal behind a name that nothing else reads; another expression itself.
  private func literal(_ expression: Expression) throws(Refusal) -> Expression {
    guard case .name = expression.kind else { return expression }
    guard let constant = program.constant(expression), constant.hasOneReader,
      constant.path == program.file.path
    else { throw unknown(expression.range) }
    return constant.literal
  }

  /// `s == "PENDING"` becomes `s in ("PENDING", "RUNNING")`.
  private func pythonMembership(
    _ operation: Operation, _ status: Expression, _ other: Expression, isNegated: Bool
  ) throws(Refusal) -> [Edit] {
    let quote = program.quote(in: other.range)
    let set = "(\(quote)PENDING\(quote), \(quote)RUNNING\(quote))"
    let membership = isNegated ? "not in" : "in"
    if other.range.lowerBound > status.range.lowerBound {
      return [Edit(operation.operatorRange, membership), Edit(other.range, set)]
    }
    guard isSimple(status) else { throw unknown(status.range) }
    let range = other.range.lowerBound..<operation.right.range.upperBound
    return [
      try program.replacement(of: range, by: "\(program.source(status)) \(membership) \(set)")
    ]
  }

  /// `s === "PENDING"` becomes `(s === "PENDING" || s === "RUNNING")`.
  private func alternatives(
    _ operation: Operation, _ status: Expression, _ other: Expression, isNegated: Bool
  ) throws(Refusal) -> [Edit] {
    let range = operation.left.range.lowerBound..<operation.right.range.upperBound
    let quote = program.quote(in: other.range)
    let running = "\(quote)RUNNING\(quote)"
    guard isSimple(status) else {
      guard operation.left.range == status.range else { throw unknown(range) }
      let list = "[\(program.source(other)), \(running)]"
      return [
        .insert("\(isNegated ? "!" : "")\(list).includes(", at: status.range.lowerBound),
        try program.replacement(of: status.range.upperBound..<range.upperBound, by: ")"),
      ]
    }
    let copy = "\(program.source(status)) \(operation.spelling) \(running)"
    let alternative = "\(isNegated ? " && " : " || ")\(copy)"
    if isWhole(operation.left, range) { return [.insert(alternative, at: range.upperBound)] }
    return [
      .insert("(", at: range.lowerBound), .insert("\(alternative))", at: range.upperBound),
    ]
  }

  /// Whether a comparison stands alone in a statement's head or in parentheses.
  private func isWhole(_ left: Expression, _ range: ByteRange) -> Bool {
    guard let operation = program.parents.parentExpression(of: left) else { return false }
    switch program.parents[operation] {
    case .statement: return true
    case .expression(let parent):
      if case .parenthesized = parent.kind { return true }
      return false
    case nil: return false
    }
  }

  /// Whether an expression can be repeated: names and members.
  private func isSimple(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name: true
    case .member(let member): isSimple(member.base)
    default: false
    }
  }

  func renamed(
    _ expression: Expression, _ literal: StringLiteral
  ) throws(Refusal) -> Rewrite {
    let word = try StatusWord(expression, literal)
    guard word.status != Self.partialSuccess else {
      return Rewrite(remarks: [partialFinding(expression.range)])
    }
    guard let new = Self.counterparts[word.status]?.first else { throw unknown(expression.range) }
    guard new != word.status else { return Rewrite() }
    return Rewrite(
      edits: [Edit(word.range, new)],
      remarks: [
        Finding(
          .statusRewritten, at: expression.range, "v1's \(word.status) is \(new) in v2",
          note: new == "FAILED" ? .statusFailed : .statusSucceeded)
      ])
  }

  func partialFinding(_ range: ByteRange) -> Finding { StatusSet.partialFinding(range) }

  func unknown(_ range: ByteRange) -> Refusal { StatusSet.unknown(range) }

  /// The list of `["SUCCESS", "ERROR"].includes(status)`.
  private func includesList(_ status: Expression) -> Expression? {
    guard let parent = program.parents.parentExpression(of: status),
      case .call(let call) = parent.kind,
      case .member(let member) = call.callee.kind, member.name.text == "includes"
    else { return nil }
    var base = member.base
    while true {
      switch base.kind {
      case .collection: return base
      case .parenthesized(let part), .cast(let part, _): base = part
      case .name:
        guard let constant = program.constant(base), constant.hasOneReader,
          constant.path == program.file.path
        else { return nil }
        return constant.literal
      default: return nil
      }
    }
  }
}
