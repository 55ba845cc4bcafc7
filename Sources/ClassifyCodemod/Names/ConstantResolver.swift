// SPDX-License-Identifier: Apache-2.0

/// Finds the values of expressions that are known without running the program.
struct ConstantResolver {
  /// The maximum number of names and operations that lead to one another.
  static let maximumDepth = 20
  /// The maximum number of elements that a range makes.
  private static let maximumCount = 10_000
  /// The maximum number of expressions and elements that are looked at for one value.
  private static let maximumStepCount = 100_000

  var resolver: NameResolver
  var depth = 0
  private var stepCount = 0

  init(_ resolver: NameResolver) { self.resolver = resolver }

  /// Counts elements that are made or copied; false when there are too many.
  mutating func spend(_ count: Int) -> Bool {
    stepCount += count
    return stepCount <= Self.maximumStepCount
  }

  // MARK: Values

  /// Returns the constant value of an expression; see ``SiteFinding/constant(_:in:)``.
  mutating func constant(_ expression: Expression, in names: FileNames) -> Constant? {
    let expression = expression.unwrapped
    if let definition = definition(of: expression, in: names) {
      guard depth < Self.maximumDepth, let file = resolver.names(at: definition.path) else {
        return nil
      }
      depth += 1
      defer { depth -= 1 }
      guard var result = constant(definition.value, in: file) else { return nil }
      result.hasOneReader = result.hasOneReader && definition.hasOneReader
      return result
    }
    return value(of: expression, in: names, [:]).map {
      Constant(value: $0, literal: expression, path: names.path, hasOneReader: true)
    }
  }

  private mutating func value(
    of expression: Expression, in names: FileNames, _ variables: [String: Constant.Value]
  ) -> Constant.Value? {
    guard depth < Self.maximumDepth, spend(1) else { return nil }
    depth += 1
    defer { depth -= 1 }
    let expression = expression.unwrapped
    switch expression.kind {
    case .null: return .null
    case .undefined: return .undefined
    case .boolean(let value): return .boolean(value)
    case .string(let literal): return literal.value.map { .text($0) }
    case .number, .unary: return expression.integer.map { .integer($0) }
    case .name(let text):
      if let value = variables[text] { return value }
      return constant(expression, in: names)?.value
    case .member(let member): return value(of: member, expression, in: names)
    case .collection(let literal):
      var values: [Constant.Value] = []
      for element in literal.elements {
        guard let value = value(of: element.value, in: names, variables) else { return nil }
        if element.isSpread {
          guard case .list(let inner) = value, spend(inner.count) else { return nil }
          values += inner
        } else {
          values.append(value)
        }
      }
      return .list(values)
    case .dictionary(let entries):
      var members: [Constant.Value.Entry] = []
      for entry in entries {
        if case .spread = entry.key {
          guard case .dictionary(let inner)? = value(of: entry.value, in: names, variables) else {
            return nil
          }
          guard spend(inner.count * (members.count + 1)) else { return nil }
          members = members.merging(inner)
        } else {
          guard let name = entry.name, let value = value(of: entry.value, in: names, variables)
          else { return nil }
          members = members.merging([Constant.Value.Entry(name: name, value: value)])
        }
      }
      return .dictionary(members)
    case .operation(let operation):
      guard let left = value(of: operation.left, in: names, variables),
        let right = value(of: operation.right, in: names, variables),
        spend(left.count + right.count)
      else { return nil }
      return left.combined(operation.spelling, right)
    case .comprehension(let comprehension):
      guard comprehension.kind != .dictionary, comprehension.clauses.count == 1,
        let clause = comprehension.clauses.first, clause.conditions.isEmpty,
        case .name(let name) = clause.target.kind
      else { return nil }
      return list(clause.iterable, mapped: name, comprehension.element, in: names, variables)
    case .call(let call): return value(of: call, in: names, variables)
    default: return nil
    }
  }

  private mutating func value(
    of member: Member, _ expression: Expression, in names: FileNames
  ) -> Constant.Value? {
    let base = resolver.resolve(member.base, in: names).meaning
    switch (base, member.name.text) {
    case (.entity(.type(.language, _)), let name): return .text(name.lowercased())
    case (.entity(.type(.mode, _)), let name), (.entity(.type(.status, _)), let name):
      return .text(name)
    // `Mode.FAST.value` of an enumeration.
    case (_, "value"): return value(of: member.base, in: names, [:])
    default: return constant(expression, in: names)?.value
    }
  }

  private mutating func value(
    of call: Call, in names: FileNames, _ variables: [String: Constant.Value]
  ) -> Constant.Value? {
    let values = call.arguments.compactMap { $0.label == .positional ? $0.value : nil }
    if case .member(let member) = call.callee.kind, member.name.text == "map", values.count == 1,
      case .function(let function) = values[0].unwrapped.kind, function.parameters.count == 1,
      case .name(let name) = function.parameters[0].target.kind,
      case .expression(let element) = function.body
    {
      return list(member.base, mapped: name, element, in: names, variables)
    }
    if case .entity(.type(let type, _)) = resolver.resolve(call.callee, in: names).meaning {
      return type == .parsingConfiguration || type == .rule
        ? members(of: call, in: names, variables) : nil
    }
    let function = names.builtin(call.callee)
    switch function {
    case "range" where values.count == call.arguments.count:
      var bounds: [Int] = []
      for value in values {
        guard case .integer(let bound)? = self.value(of: value, in: names, variables) else {
          return nil
        }
        bounds.append(bound)
      }
      return Self.range(bounds).flatMap { spend($0.count) ? $0 : nil }
    case "list", "tuple", "sorted", "Object.freeze", "Array.from":
      guard values.count == 1, call.arguments.count == 1,
        let value = value(of: values[0], in: names, variables)
      else { return nil }
      guard function == "sorted" else { return value }
      return value.integers.map { .list($0.sorted().map { .integer($0) }) }
    case "dict": return members(of: call, in: names, variables)
    default: return nil
    }
  }

  /// The keyword arguments of a call as a dictionary.
  private mutating func members(
    of call: Call, in names: FileNames, _ variables: [String: Constant.Value]
  ) -> Constant.Value? {
    var entries: [Constant.Value.Entry] = []
    for argument in call.arguments {
      guard case .keyword(let name) = argument.label,
        let value = value(of: argument.value, in: names, variables)
      else { return nil }
      entries.append(Constant.Value.Entry(name: name.text, value: value))
    }
    return .dictionary(entries)
  }

  private mutating func list(
    _ iterable: Expression, mapped name: String, _ element: Expression, in names: FileNames,
    _ variables: [String: Constant.Value]
  ) -> Constant.Value? {
    guard case .list(let values)? = value(of: iterable, in: names, variables) else { return nil }
    var result: [Constant.Value] = []
    for value in values {
      var variables = variables
      variables[name] = value
      guard let mapped = self.value(of: element, in: names, variables) else { return nil }
      result.append(mapped)
    }
    return .list(result)
  }

  private static func range(_ bounds: [Int]) -> Constant.Value? {
    guard (1...3).contains(bounds.count) else { return nil }
    let start = bounds.count == 1 ? 0 : bounds[0]
    let end = bounds.count == 1 ? bounds[0] : bounds[1]
    let step = bounds.count == 3 ? bounds[2] : 1
    let limits = -maximumCount...maximumCount
    guard step != 0, [start, end, step].allSatisfy(limits.contains) else { return nil }
    return .list(stride(from: start, to: end, by: step).map { .integer($0) })
  }
}
