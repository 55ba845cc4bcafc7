// SPDX-License-Identifier: Apache-2.0

/// Collections count as unchanged only where all their names stand in one of the forms of reading
/// that are known here.
extension ConstantResolver {
  /// The functions of the language that look at their arguments.
  private static let lookers: Set<String> = [
    "len", "print", "str", "repr", "bool", "any", "all", "isinstance", "type", "id",
    "JSON.stringify", "Array.isArray", "String", "Boolean",
  ]

  /// The functions of the language that return the elements of their arguments.
  private static let copiers: Set<String> = [
    "range", "list", "tuple", "set", "frozenset", "dict", "sorted", "enumerate", "zip", "reversed",
    "max", "min", "sum", "Object.keys", "Object.values", "Object.entries", "Object.freeze",
    "Array.from", "Set", "Map", "structuredClone",
  ]

  /// The methods that look at their arguments.
  private static let lookingMethods: Set<String> = [
    "log", "info", "debug", "warn", "warning", "error", "dumps", "stringify", "isArray", "join",
  ]

  /// The methods that return elements of a collection, or something about them.
  private static let readingMethods: Set<String> = [
    "index", "count", "get", "keys", "values", "items", "copy", "join", "includes", "indexOf",
    "lastIndexOf", "slice", "at", "concat", "entries", "flat", "toString", "has", "toSorted",
    "toReversed", "isdisjoint", "issubset", "issuperset", "union", "intersection", "difference",
    "model_dump", "model_copy",
  ]

  /// The methods that call a function with each element, its index and the collection.
  private static let callingMethods: Set<String> = [
    "map", "forEach", "filter", "find", "findIndex", "findLast", "findLastIndex", "some", "every",
    "flatMap",
  ]

  private static let lookingOperators: Set<String> = [
    "not", "!", "-", "+", "~", "typeof", "void",
  ]

  /// Whether a collection is changed, or kept, at any of the places that name it, except one.
  mutating func mayChange(
    _ content: Content, at reads: [Expression], _ reader: Reader, in names: FileNames
  ) -> Bool {
    reads.contains { read in
      if read.range == reader.expression.range, names.path == reader.names.path { return false }
      return mayChange(read, content, in: names)
    }
  }

  private mutating func mayChange(
    _ collection: Expression, _ content: Content, in names: FileNames
  ) -> Bool {
    guard depth < Self.maximumDepth, spend(1) else { return true }
    depth += 1
    defer { depth -= 1 }
    let parents = names.parents
    let value = parents.wrapped(collection)
    switch parents[value] {
    case .statement(let statement):
      switch statement.kind {
      case .expression, .conditional: return false
      case .loop(let loop):
        switch loop.head {
        case .condition: return false
        case .each(let target, let iterable, _) where iterable.range == value.range:
          return content.isNested && mayChange(namesOf: target, in: names)
        case .each, .other: return true
        }
      default: return !isAssertion(statement, in: names)
      }
    case .expression(let outer): return mayChange(value, content, in: outer, parents, names)
    case nil: return true
    }
  }

  private mutating func mayChange(
    _ value: Expression, _ content: Content, in outer: Expression, _ parents: SyntaxParents,
    _ names: FileNames
  ) -> Bool {
    switch outer.kind {
    case .string: return false
    case .unary(let spelling, _): return !Self.lookingOperators.contains(spelling)
    case .member(let member):
      if case .expression(let around)? = parents[outer], case .call(let call) = around.kind,
        call.callee.range == outer.range
      {
        return mayChange(content, by: member.name.text, call, around, names)
      }
      if member.name.text == "length" { return isWritten(outer, in: names) }
      return !content.hasMembers || mayChange(element: outer, of: content, in: names)
    case .subscripted(let subscripted):
      return subscripted.base.range == value.range
        && mayChange(element: outer, of: content, in: names)
    case .call(let call): return mayChange(value, content, asArgumentOf: call, outer, names)
    case .operation(let operation):
      if FlowTracer.comparisons.contains(operation.spelling) { return false }
      // `+` makes another list of the same elements.
      let isSame = NameIndexer.shortCircuits.contains(operation.spelling)
      return (isSame || content.isNested) && mayChange(outer, content, in: names)
    case .conditional(let test, _, _):
      return test.range != value.range && mayChange(outer, content, in: names)
    case .comprehension(let comprehension):
      for clause in comprehension.clauses {
        if clause.conditions.contains(where: { $0.range == value.range }) { return false }
        if clause.iterable.range == value.range {
          return content.isNested && mayChange(namesOf: clause.target, in: names)
        }
      }
      return mayChange(outer, .element, in: names)
    case .collection(let literal):
      let isSpread = literal.elements.contains { $0.isSpread && $0.value.range == value.range }
      return (!isSpread || content.isNested) && mayChange(outer, .element, in: names)
    case .dictionary(let entries):
      let isSpread = entries.contains { entry in
        if case .spread = entry.key { entry.value.range == value.range } else { false }
      }
      return (!isSpread || content.isNested) && mayChange(outer, .element, in: names)
    default: return true
    }
  }

  /// Whether an element is written, or changed itself.
  private mutating func mayChange(
    element: Expression, of content: Content, in names: FileNames
  ) -> Bool {
    isWritten(element, in: names) || content.isNested && mayChange(element, .element, in: names)
  }

  /// Whether the names of a target, which have the elements of a collection, change them.
  private mutating func mayChange(namesOf target: Expression, in names: FileNames) -> Bool {
    target.boundNames.contains { name in
      names.reads(of: name).contains { mayChange($0, .element, in: names) }
    }
  }

  // MARK: Calls

  private mutating func mayChange(
    _ content: Content, by method: String, _ call: Call, _ outer: Expression, _ names: FileNames
  ) -> Bool {
    if Self.callingMethods.contains(method) {
      // A third parameter is the collection itself.
      guard case .function(let function)? = call.arguments.first?.value.unwrapped.kind,
        function.parameters.count <= 2, function.parameters.allSatisfy({ $0.kind == .ordinary })
      else { return true }
      if content.isNested, let element = function.parameters.first?.target,
        mayChange(namesOf: element, in: names)
      {
        return true
      }
    } else if !Self.readingMethods.contains(method) {
      return true
    }
    return content.isNested && mayChange(outer, .element, in: names)
  }

  private mutating func mayChange(
    _ value: Expression, _ content: Content, asArgumentOf call: Call, _ outer: Expression,
    _ names: FileNames
  ) -> Bool {
    guard let position = call.arguments.firstIndex(where: { $0.value.range == value.range })
    else { return call.callee.range != value.range }
    switch resolver.entity(of: call.callee, in: names) {
    case .operation: return false
    case .type: return mayChange(outer, .element, in: names)
    default: break
    }
    switch call.arguments[position].label {
    case .spread, .keywordSpread: return content.isNested
    case .positional, .keyword: break
    }
    if case .member(let method) = call.callee.kind,
      Self.lookingMethods.contains(method.name.text)
    {
      return false
    }
    guard let function = names.builtin(call.callee) else { return true }
    if Self.lookers.contains(function) { return false }
    let isCopied =
      Self.copiers.contains(function) || function == "Object.assign" && position > 0
    return !isCopied || content.isNested && mayChange(outer, .element, in: names)
  }

  // MARK: Assignments

  /// Whether an expression is a target: of an assignment, a loop, `del`, `++` and the like.
  private func isWritten(_ expression: Expression, in names: FileNames) -> Bool {
    let parents = names.parents
    var part = parents.wrapped(expression)
    while true {
      switch parents[part] {
      case .statement(let statement):
        switch statement.kind {
        case .assignments(let assignments):
          return assignments.contains { $0.targets.contains { $0.range == part.range } }
        case .loop(let loop):
          if case .each(let target, _, _) = loop.head { return target.range == part.range }
          return false
        case .with(let items, _, _): return items.contains { $0.target?.range == part.range }
        case .opaque: return !isAssertion(statement, in: names)
        case .attempt: return true
        default: return false
        }
      case .expression(let outer):
        switch outer.kind {
        case .assignment(let target, _, _): return target.range == part.range
        case .unary(let spelling, _): return !Self.lookingOperators.contains(spelling)
        case .comprehension(let comprehension):
          return comprehension.clauses.contains { $0.target.range == part.range }
        // They may be patterns.
        case .collection, .dictionary, .spread: part = parents.wrapped(outer)
        default: return false
        }
      case nil: return true
      }
    }
  }

  private func isAssertion(_ statement: Statement, in names: FileNames) -> Bool {
    guard case .opaque = statement.kind else { return false }
    return names.file.tree?.tokens(in: statement.range).first
      .map { names.file.text.matches("assert", in: $0.range) } ?? false
  }
}
