// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension StatusRewrite {
  // MARK: Choices

  /// Rewrites the cases of `match` and `switch`.
  func choice(_ use: ValueUse) throws(Refusal) -> Rewrite {
    guard case .statement(let statement) = program.parents[use.expression],
      case .choice(_, let cases) = statement.kind
    else { throw unknown(use.outer) }
    var rewrite = Rewrite()
    for (index, branch) in cases.enumerated() {
      for pattern in branch.patterns {
        for (expression, word) in try statuses(in: pattern) {
          rewrite.add(
            try self.rewrite(
              expression, word, of: branch, isBesideSuccess: leadsToSuccess(cases, at: index)))
        }
      }
    }
    return rewrite
  }

  private func rewrite(
    _ expression: Expression, _ word: StatusWord, of branch: Statement.Case, isBesideSuccess: Bool
  ) throws(Refusal) -> Rewrite {
    switch word.status {
    case "PENDING":
      let indentation = program.text.indentation(at: expression.range.lowerBound)
      let quote = program.quote(in: expression.range)
      let more =
        program.spelling.hasKeywordArguments
        ? " | \(quote)RUNNING\(quote)"
        : ":\(program.text.lineEnding)\(indentation)case \(quote)RUNNING\(quote)"
      return Rewrite(
        edits: [.insert(more, at: expression.range.upperBound)],
        remarks: [
          Finding(
            .statusRewritten, at: expression.range, "v1's PENDING is PENDING or RUNNING in v2",
            note: .statusRunning)
        ])
    case Self.partialSuccess:
      guard isBesideSuccess, let label = label(expression, in: branch),
        !program.tree.hasComment(in: label)
      else { return Rewrite(remarks: [partialFinding(expression.range)]) }
      return Rewrite(
        edits: [.delete(label)],
        remarks: [
          Finding(
            .statusRewritten, at: expression.range, "one document never succeeds in part",
            note: .statusSucceeded)
        ])
    default:
      guard case .string(let literal) = expression.kind else { throw unknown(expression.range) }
      return try renamed(expression, literal)
    }
  }

  /// Whether SUCCESS leads to the body of a case.
  private func leadsToSuccess(_ cases: [Statement.Case], at index: Int) -> Bool {
    var first = index
    var last = index
    if !program.spelling.hasKeywordArguments {
      // A label without a body falls through to the next one.
      while first > 0, cases[first - 1].body.isEmpty { first -= 1 }
      while last + 1 < cases.count, cases[last].body.isEmpty { last += 1 }
    }
    return cases[first...last].contains { branch in
      branch.patterns.contains { pattern in
        (try? statuses(in: pattern))?.contains { $0.1.status == "SUCCESS" } ?? false
      }
    }
  }

  /// The bytes of an alternative, `| "PARTIAL_SUCCESS"`, or of a label, `case "PARTIAL_SUCCESS":`.
  private func label(_ expression: Expression, in branch: Statement.Case) -> ByteRange? {
    if program.spelling.hasKeywordArguments {
      let patterns = branch.patterns.map(\.range)
      guard let position = patterns.firstIndex(of: expression.range), patterns.count > 1 else {
        return nil
      }
      return position > 0
        ? patterns[position - 1].upperBound..<expression.range.upperBound
        : expression.range.lowerBound..<patterns[1].lowerBound
    }
    guard let keyword = program.tree.tokenBefore(expression.range),
      program.text.matches("case", in: keyword.range),
      let before = program.tree.tokenBefore(keyword.range),
      let colon = program.tree.tokenAfter(expression.range),
      program.text.matches(":", in: colon.range)
    else { return nil }
    return before.range.upperBound..<colon.range.upperBound
  }

  /// The statuses that a pattern names.
  ///
  /// - Throws: A refusal for a pattern of another form, which can match statuses too.
  private func statuses(
    in pattern: Expression
  ) throws(Refusal) -> [(Expression, StatusWord)] {
    var words: [(Expression, StatusWord)] = []
    var pending = [pattern]
    while let part = pending.popLast() {
      switch part.kind {
      case .string(let literal): words.append((part, try StatusWord(part, literal)))
      case .parenthesized(let inner): pending.append(inner)
      case .operation(let operation)
      where operation.spelling == "|" && program.spelling.hasKeywordArguments:
        pending += [operation.right, operation.left]
      // It gets the status and is followed.
      case .name where program.spelling.hasKeywordArguments: continue
      case .null, .undefined: continue
      default: throw unknown(part.range)
      }
    }
    return words
  }
}
