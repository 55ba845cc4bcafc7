// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Rewrites v1's list of zero-based pages as v2's text of one-based ranges.
struct PagesRewrite {
  let program: ProgramFile
  /// The bytes whose quotes new text takes over.
  let surroundings: ByteRange

  /// The handling of the value of `target_pages`.
  enum Outcome {
    /// The edits of the value, or of the assignment of a name, and the pages counted from 0.
    case edits([Edit], indices: [Int])
    case null
  }

  /// Returns the edits of a value.
  ///
  /// - Throws: A refusal if the pages are not known before the program runs.
  func outcome(for value: Expression) throws(Refusal) -> Outcome {
    if let edits = try joinedNumbers(value) { return edits }
    guard let constant = program.constant(value) else { throw unknown(value) }
    if [.null, .undefined].contains(constant.value) { return .null }
    let indices = try integers(constant.value, at: value.range)
    // A name stays where its one assignment can be edited instead.
    if case .name = value.kind, constant.hasOneReader, constant.path == program.file.path,
      isPlainAssignment(constant.literal)
    {
      return .edits([try replacing(constant.literal, indices)], indices: indices)
    }
    return .edits([try replacing(value, indices)], indices: indices)
  }

  private func replacing(
    _ expression: Expression, _ indices: [Int]
  ) throws(Refusal) -> Edit {
    let quote = program.quote(in: surroundings)
    // Invalid pages are reported by ConfigurationTranslation.
    let text = (try? PageSet.reading(indices: indices).pages.rangeString) ?? ""
    return try program.replacement(of: expression.range, by: "\(quote)\(text)\(quote)")
  }

  private func unknown(_ value: Expression) -> Refusal {
    Refusal(
      .pagesVariable, at: value.range,
      "these pages are known only at run time: v1 counts from 0, v2 takes a text such as"
        + " \"1,3,5-7\" that counts from 1")
  }

  private func integers(
    _ value: Constant.Value, at range: ByteRange
  ) throws(Refusal) -> [Int] {
    guard case .list(let values) = value else {
      throw Refusal(
        .pagesInvalid, at: range, "v1 takes a list of integers here", note: .pagesWrongType)
    }
    var indices: [Int] = []
    for value in values {
      guard case .integer(let index) = value else {
        throw Refusal(
          .pagesInvalid, at: range, "v1 takes a list of integers here", note: .pagesNotAnInteger)
      }
      indices.append(index)
    }
    return indices
  }

  /// Whether a value is assigned to a name without a type that the new text would contradict.
  private func isPlainAssignment(_ value: Expression) -> Bool {
    guard case .statement(let statement) = program.parents[value],
      case .assignments(let assignments) = statement.kind,
      let assignment = assignments.first(where: { $0.value?.range == value.range })
    else { return false }
    return assignment.annotation == nil && assignment.targets.count == 1
      && !program.tree.hasComment(in: value.range)
  }

  // MARK: Comprehensions

  /// `[p - 1 for p in pages]` and `pages.map((p) => p - 1)` over one-based pages in order: v2 takes
  /// the pages themselves.
  private func joinedNumbers(_ value: Expression) throws(Refusal) -> Outcome? {
    guard let source = decremented(value), case .name = source.kind,
      case .list(let values)? = program.constant(source)?.value
    else { return nil }
    let pages = try integers(.list(values), at: source.range)
    guard let first = pages.first, first >= 1,
      zip(pages, pages.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    let conversion = Expression(.name("str"), value.range)
    guard
      !program.spelling.hasKeywordArguments
        || FileNames(file: program.file).builtin(conversion) != nil
    else { return nil }
    let quote = program.quote(in: surroundings)
    let name = program.source(source)
    let variable = target(value) ?? "p"
    let text =
      program.spelling.hasKeywordArguments
      ? "\(quote),\(quote).join(str(\(variable)) for \(variable) in \(name))"
      : "\(name).join(\(quote),\(quote))"
    let edit = try program.replacement(of: value.range, by: text)
    return .edits([edit], indices: pages.map { $0 - 1 })
  }

  /// The list whose elements a comprehension or a `map` decrements by one.
  private func decremented(_ value: Expression) -> Expression? {
    switch value.kind {
    case .comprehension(let comprehension):
      guard comprehension.kind == .list, comprehension.clauses.count == 1,
        let clause = comprehension.clauses.first, clause.conditions.isEmpty, !clause.isAsync,
        isDecrement(comprehension.element, of: clause.target)
      else { return nil }
      return clause.iterable
    case .call(let call):
      guard case .member(let member) = call.callee.kind, member.name.text == "map",
        call.arguments.count == 1, case .function(let function) = call.arguments[0].value.kind,
        function.parameters.count == 1, let parameter = function.parameters.first,
        case .expression(let body) = function.body, isDecrement(body, of: parameter.target)
      else { return nil }
      return member.base
    default: return nil
    }
  }

  /// The name that runs over the pages.
  private func target(_ value: Expression) -> String? {
    guard case .comprehension(let comprehension) = value.kind else { return nil }
    return comprehension.clauses.first.map { program.source($0.target) }
  }

  private func isDecrement(_ expression: Expression, of target: Expression) -> Bool {
    guard case .operation(let operation) = expression.kind, operation.spelling == "-",
      case .name(let left) = operation.left.kind, case .name(let name) = target.kind,
      case .number(let number) = operation.right.kind
    else { return false }
    return left == name && number.integer == 1
  }
}
