// SPDX-License-Identifier: Apache-2.0

/// A comparison of a status with ERROR, and what else its condition or loop asks for.
///
/// Where SUCCESS and ERROR end something, CANCELLED must end it too: a loop would run for ever.
struct StatusChain {
  private let program: ProgramFile
  private let operation: Operation
  private let status: Expression
  /// The whole comparison.
  private let comparison: Expression

  /// Reads a comparison; nil unless it is an equality in an expression.
  init?(_ operation: Operation, _ status: Expression, _ program: ProgramFile) {
    guard let comparison = program.parents.parentExpression(of: operation.left) else { return nil }
    self.program = program
    self.operation = operation
    self.status = status
    self.comparison = comparison
  }

  /// Returns the edits that add CANCELLED; none if it is not needed.
  ///
  /// - Parameter isNegated: Whether the comparison is `!=`.
  /// - Returns: One insertion at most.
  /// - Throws: A refusal where the status can't be repeated.
  func cancelledEdits(isNegated: Bool) throws(Refusal) -> [Edit] {
    // What a person wrote for CANCELLED is left as it is.
    guard let loop = innermostLoop, !program.text[loop.range].contains("CANCELLED") else {
      return []
    }
    let joints = isNegated ? Self.conjunctions : Self.alternatives
    let words = words(of: root(joints), joints, isNegated: isNegated)
    if words.contains("SUCCESS") {
      return [try insertion(joined: isNegated ? "and" : "or")]
    }
    // `while s != "SUCCESS": if s == "ERROR": raise …`
    guard !isNegated, isTest, case .loop(let body) = loop.kind,
      case .condition(let test, _) = body.head,
      self.words(of: test, Self.conjunctions, isNegated: true) == ["SUCCESS"]
    else { return [] }
    return [try insertion(joined: "or")]
  }

  private static let conjunctions: Set<String> = ["and", "&&"]
  private static let alternatives: Set<String> = ["or", "||"]

  /// Returns the insertion of `or s == "CANCELLED"`.
  private func insertion(joined word: String) throws(Refusal) -> Edit {
    guard isRepeatable(status) else { throw StatusSet.unknown(status.range) }
    let isPython = program.spelling.hasKeywordArguments
    let joint = isPython ? word : word == "or" ? "||" : "&&"
    let quote = program.quote(in: comparison.range)
    let text =
      " \(joint) \(program.source(status)) \(operation.spelling) \(quote)CANCELLED\(quote)"
    return .insert(text, at: operation.right.range.upperBound)
  }

  private func isRepeatable(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name: true
    case .member(let member): isRepeatable(member.base)
    default: false
    }
  }

  // MARK: Conditions

  /// The largest expression around the comparison with one kind of joint.
  private func root(_ joints: Set<String>) -> Expression {
    var root = comparison
    while let outer = program.parents.parentExpression(of: root) {
      switch outer.kind {
      case .parenthesized: root = outer
      case .operation(let operation) where joints.contains(operation.spelling): root = outer
      default: return root
      }
    }
    return root
  }

  /// The texts that the same status is compared with in the parts of an expression.
  private func words(
    of expression: Expression, _ joints: Set<String>, isNegated: Bool
  ) -> Set<String> {
    var words: Set<String> = []
    var pending = [expression]
    while let part = pending.popLast() {
      switch part.kind {
      case .parenthesized(let inner): pending.append(inner)
      case .operation(let operation) where joints.contains(operation.spelling):
        pending += [operation.left, operation.right]
      case .operation(let operation) where operation.spelling.hasPrefix(isNegated ? "!=" : "=="):
        for (one, another) in [
          (operation.left, operation.right), (operation.right, operation.left),
        ] where program.source(one) == program.source(status) {
          if case .text(let word)? = program.constant(another)?.value { words.insert(word) }
        }
      default: continue
      }
    }
    return words
  }

  // MARK: Loops

  /// Whether the comparison is the whole test of an `if`.
  private var isTest: Bool {
    var whole = comparison
    while let outer = program.parents.parentExpression(of: whole) {
      guard case .parenthesized = outer.kind else { return false }
      whole = outer
    }
    guard case .statement(let statement)? = program.parents[whole],
      case .conditional(let branches, _) = statement.kind
    else { return false }
    return branches.contains { $0.test.range == whole.range }
  }

  /// The loop around the comparison, whose head or body it is in.
  private var innermostLoop: Statement? {
    program.tree.statements(around: comparison.range.lowerBound).last { statement in
      if case .loop = statement.kind { true } else { false }
    }
  }
}
