// SPDX-License-Identifier: Apache-2.0

/// How tests replace parts of v1, and check how they were called.
enum TestDoubles {
  /// The functions that replace a member, or are given a replaced one.
  private static let functions: Set<String> = [
    "object", "setattr", "spyOn", "stub", "replace", "mocked", "expect",
  ]

  /// The members that only a replaced function has.
  private static let members: Set<String> = [
    "return_value", "side_effect", "called", "call_args", "call_args_list", "call_count",
    "await_args", "await_count",
  ]

  /// Whether an expression, or a member of it, is assigned, or has members of a stand-in:
  /// `x.classify = AsyncMock()`, `x.classify.assert_called_once_with(…)`, `vi.spyOn(x, "classify")`.
  static func isReplaced(_ expression: Expression, _ parents: SyntaxParents) -> Bool {
    var current = expression
    while case .expression(let outer)? = parents[current] {
      switch outer.kind {
      case .member(let member):
        let name = member.name.text
        if members.contains(name) || name.hasPrefix("assert_") || name.hasPrefix("mock") {
          return true
        }
        current = outer
      case .parenthesized, .cast: current = outer
      case .assignment(let target, _, _): return target.range == current.range
      case .call(let call): return call.replaces(current.range, functions)
      default: return false
      }
    }
    guard case .statement(let statement)? = parents[current],
      case .assignments(let assignments) = statement.kind
    else { return false }
    return assignments.contains { $0.targets.contains { $0.range == current.range } }
  }

  /// The places where a file replaces parts of v1 without an assignment.
  static func ranges(in names: FileNames) -> [ByteRange] {
    var ranges: [ByteRange] = []
    for function in functions {
      for case .call(let call) in (names.calls[function] ?? []).map(\.kind) {
        if let first = call.arguments.first, call.replaces(first.value.range, functions),
          first.value.unwrapped.lastName.map({ $0 == "classifier" || $0 == "jobs" }) == true
        {
          ranges.append(first.value.range)
        }
      }
    }
    names.file.tree?.walk { node in
      guard case .expression(let expression) = node else { return true }
      switch expression.kind {
      // `{ classifier: { classify: vi.fn() } }`
      case .dictionary(let entries):
        for entry in entries where entry.name == "classifier" && entry.value.isClassifier {
          ranges.append(entry.value.range)
        }
      // `SimpleNamespace(classifier=Mock(classify=…))`
      case .call(let call):
        for argument in call.arguments {
          guard case .keyword(let name) = argument.label, name.text == "classifier",
            argument.value.isClassifier
          else { continue }
          ranges.append(argument.value.range)
        }
      default: break
      }
      return true
    }
    return ranges
  }
}

extension Call {
  /// Whether an argument is a part of v1 that the call replaces or checks: a function, or the owner
  /// of a function that a string names.
  fileprivate func replaces(_ argument: ByteRange, _ functions: Set<String>) -> Bool {
    guard callee.lastName.map(functions.contains) == true,
      let first = arguments.first?.value, first.range == argument
    else { return false }
    if let name = first.unwrapped.lastName, SDKNames.operationNames.contains(name) { return true }
    guard arguments.count > 1, case .string(let literal) = arguments[1].value.unwrapped.kind
    else { return false }
    return literal.value.map(SDKNames.operationNames.contains) == true
  }
}

extension Expression {
  /// Whether a literal has the functions of a classifier, or their values.
  fileprivate var isClassifier: Bool {
    members.contains { name, value in
      switch name {
      case "classify", "waitForCompletion", "wait_for_completion": value.isFunctionOrCall
      case "jobs":
        value.members.contains {
          SDKNames.operationNames.contains($0.name) && $0.value.isFunctionOrCall
        }
      default: false
      }
    }
  }

  /// The members of an object literal, or the keyword arguments of a call.
  private var members: [(name: String, value: Expression)] {
    switch unwrapped.kind {
    case .dictionary(let entries):
      entries.compactMap { entry in entry.name.map { ($0, entry.value) } }
    case .call(let call):
      call.arguments.compactMap { argument in
        if case .keyword(let name) = argument.label { (name.text, argument.value) } else { nil }
      }
    default: []
    }
  }

  /// Whether the value is, or may be, a function.
  private var isFunctionOrCall: Bool {
    switch unwrapped.kind {
    case .function, .call, .name, .member: true
    default: false
    }
  }
}
