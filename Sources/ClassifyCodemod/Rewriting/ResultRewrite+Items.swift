// SPDX-License-Identifier: Apache-2.0

extension ResultRewrite {
  /// Methods of arrays that a list of the one job has as well.
  private static let arrayMethods: Set<String> = [
    "map", "forEach", "find", "filter", "some", "every", "flatMap", "reduce", "at", "entries",
    "enumerate", "list", "zip", "reversed", "sorted",
  ]

  // MARK: Results and items

  func results(_ use: ValueUse) throws(Refusal) -> Rewrite {
    switch use.context {
    case .member(let name) where name.text == "items":
      guard !hasOwnType(use.expression) else { throw escaped(use) }
      return Rewrite()
    case .member(let name): throw without(name, "results")
    case .assigned, .discarded, .truth: return Rewrite()
    default: throw escaped(use)
    }
  }

  /// Whether a cast says that the results have a type of the program.
  private func hasOwnType(_ results: Expression) -> Bool {
    var current = results
    while true {
      switch current.kind {
      case .parenthesized(let inner), .cast(let inner, nil): current = inner
      case .cast(let inner, let type?):
        if case .name("any") = type.kind {
          current = inner
        } else if case .type? = program.finder.origin(of: type, in: program.file)?.entity {
          current = inner
        } else {
          return true
        }
      default: return false
      }
    }
  }

  func items(_ use: ValueUse, in flow: ValueFlow) throws(Refusal) -> Rewrite {
    // A name of the items stands for a list of the one job.
    guard case .member(let member) = use.expression.unwrapped.kind, member.name.text == "items"
    else { return try namedItems(use) }
    // A cast names a type that `[job]` need not have.
    guard !use.expression.isCast else { throw escaped(use) }
    switch use.context {
    case .index(let index):
      // ECMAScript counts from the end with `at` only.
      guard index == 0 || index == -1 && program.spelling.hasKeywordArguments
      else { throw escaped(use) }
      let indexed = program.parents.parentExpression(of: use.expression) ?? use.expression
      var edits = try unwrapping(member.base, of: indexed)
      if member.isOptional { edits += try keepingOptional(indexed, use) }
      return Rewrite(
        edits: edits, remarks: [remark(use, "v2's job holds the result of its document")])
    case .iteration: return try listed(member, use)
    case .call(let name) where Self.arrayMethods.contains(name.text):
      return try listed(member, use)
    case .assigned where isAssignedToName(use.expression): return try listed(member, use)
    case .truth where isGuard(use, member.base, in: flow):
      return Rewrite(edits: try unwrapping(member.base, of: use.expression))
    default: throw escaped(use)
    }
  }

  private func namedItems(_ use: ValueUse) throws(Refusal) -> Rewrite {
    switch use.context {
    case .index(let index) where index == 0 || index == -1: return Rewrite()
    case .iteration, .truth, .discarded: return Rewrite()
    case .call(let name) where name.text == "len" || Self.arrayMethods.contains(name.text):
      return Rewrite()
    case .assigned where isAssignedToName(use.expression): return Rewrite()
    default: throw escaped(use)
    }
  }

  /// `r.items` becomes `[r]`, and so does `(r.items)`.
  private func listed(_ items: Member, _ use: ValueUse) throws(Refusal) -> Rewrite {
    // `[r?.x]` has an element where `r?.x.items` has none.
    guard !items.isOptional, !items.base.isOptionalChain else { throw escaped(use) }
    let (base, whole) = (items.base.range, use.expression.range)
    return Rewrite(
      edits: [
        try program.replacement(
          of: whole.lowerBound..<base.lowerBound, by: "\(separator(before: whole.lowerBound))["),
        try program.replacement(of: base.upperBound..<whole.upperBound, by: "]"),
      ],
      remarks: [remark(use, "v2's job is the only item")])
  }

  /// The edits that leave the base of a larger expression, without the parentheses around it.
  private func unwrapping(
    _ base: Expression, of whole: Expression
  ) throws(Refusal) -> [Edit] {
    let start = whole.range.lowerBound
    let end = whole.range.upperBound
    // Words next to brackets need no space.
    let before = start < base.range.lowerBound && program.endsWord(at: start) ? " " : ""
    let after = program.beginsWord(at: end) ? " " : ""
    return [
      try program.replacement(of: start..<base.range.lowerBound, by: before),
      try program.replacement(of: base.range.upperBound..<end, by: after),
    ]
  }

  /// `r?.items[0].result` becomes `r?.result`.
  private func keepingOptional(
    _ indexed: Expression, _ use: ValueUse
  ) throws(Refusal) -> [Edit] {
    // Parentheses end the chain.
    if case .parenthesized = use.expression.kind { throw escaped(use) }
    var item = indexed
    while let parent = program.parents.parentExpression(of: item),
      case .cast(_, nil) = parent.kind
    {
      item = parent
    }
    switch program.parents.parentExpression(of: item)?.kind {
    case .member(let member) where member.base.range == item.range:
      guard !member.isOptional else { return [] }
      guard item.range == indexed.range, let dot = program.tree.tokenAfter(item.range),
        program.text.matches(".", in: dot.range)
      else { throw escaped(use) }
      return [.insert("?", at: dot.range.lowerBound)]
    case .subscripted(let outer) where outer.base.range == item.range: throw escaped(use)
    case .call(let call) where call.callee.range == item.range: throw escaped(use)
    default: return []
    }
  }

  /// A semicolon where ECMAScript would read a bracket at the start of a line as an index of the
  /// statement before.
  private func separator(before start: Int) -> String {
    guard !program.spelling.hasKeywordArguments,
      let before = program.parents.predecessor(ofStatementAt: start),
      program.text.bytes[before.upperBound - 1] != UInt8(ascii: ";")
    else { return "" }
    return ";"
  }

  private func isAssignedToName(_ expression: Expression) -> Bool {
    switch program.parents[expression] {
    case .statement(let statement):
      guard case .assignments(let assignments) = statement.kind,
        let assignment = assignments.first(where: { $0.value?.range == expression.range }),
        assignment.targets.count == 1, case .name = assignment.targets[0].kind
      else { return false }
      return true
    case .expression(let parent):
      guard case .assignment(let target, _, _) = parent.kind, case .name = target.kind
      else { return false }
      return true
    case nil: return false
    }
  }

  /// Whether it guards an index of the same items: `r.items and r.items[0].result`.
  private func isGuard(_ use: ValueUse, _ base: Expression, in flow: ValueFlow) -> Bool {
    guard let parent = program.parents.parentExpression(of: use.expression),
      case .operation(let operation) = parent.kind, ["and", "&&"].contains(operation.spelling),
      operation.left.range == use.expression.range
    else { return false }
    return flow.uses.contains { other in
      guard case .items = other.value, case .index = other.context,
        case .member(let member) = other.expression.unwrapped.kind
      else { return false }
      return operation.right.range.contains(other.expression.range.lowerBound)
        && program.source(member.base) == program.source(base)
    }
  }
}

extension Expression {
  /// Whether parentheses and TypeScript's `x!` are not all that is around the expression.
  fileprivate var isCast: Bool {
    var current = self
    while true {
      switch current.kind {
      case .parenthesized(let inner), .cast(let inner, nil): current = inner
      case .cast: return true
      default: return false
      }
    }
  }

  /// Whether an optional member, index or call can make the whole expression undefined.
  fileprivate var isOptionalChain: Bool {
    var current = self
    while true {
      switch current.kind {
      case .member(let member):
        if member.isOptional { return true }
        current = member.base
      case .subscripted(let subscripted):
        if subscripted.isOptional { return true }
        current = subscripted.base
      case .call(let call):
        if call.isOptional { return true }
        current = call.callee
      case .cast(let inner, nil): current = inner
      default: return false
      }
    }
  }
}

extension ProgramFile {
  /// Whether a word ends at an offset.
  fileprivate func endsWord(at offset: Int) -> Bool {
    offset > 0 && text.bytes[offset - 1].isPartOfWord
  }

  /// Whether a word begins at an offset.
  fileprivate func beginsWord(at offset: Int) -> Bool {
    offset < text.count && text.bytes[offset].isPartOfWord
  }
}

extension UInt8 {
  /// Whether the byte can be a part of a name or number, in ASCII or beyond.
  fileprivate var isPartOfWord: Bool {
    self >= 0x80 || self == UInt8(ascii: "_") || self == UInt8(ascii: "$")
      || Character(UnicodeScalar(self)).isLetter || Character(UnicodeScalar(self)).isNumber
  }
}
