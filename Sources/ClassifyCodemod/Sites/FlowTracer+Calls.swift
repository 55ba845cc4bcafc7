// SPDX-License-Identifier: Apache-2.0

extension FlowTracer {
  // MARK: Calls

  /// The methods that only read a sequence, or call a function with its elements.
  static let sequenceMethods: Set<String> = [
    "map", "forEach", "filter", "find", "findIndex", "findLast", "some", "every", "flatMap", "at",
    "slice",
  ]

  /// The functions of the language that only look at their argument.
  private static let tests: Set<String> = ["len", "bool", "any", "all"]

  /// The functions of the language that return the elements of their argument.
  private static let iterators: Set<String> = [
    "iter", "next", "list", "tuple", "sorted", "reversed", "filter", "enumerate", "zip",
    "Array.from",
  ]

  mutating func follow(
    _ part: Expression, _ value: V1Value, method name: Name, _ call: Call, _ outer: Expression
  ) {
    if name.text == "then", let callback = call.arguments.first?.value.unwrapped,
      case .function(let function) = callback.kind, let parameter = function.parameters.first
    {
      // What the callback returns is the value of the call.
      return bind(parameter.target, to: value)
    }
    use(part, value, outer.range, .call(name))
    guard value == .items, Self.sequenceMethods.contains(name.text) else {
      return escape(.unclear, part, value)
    }
    if let callback = call.arguments.first?.value.unwrapped {
      if case .function(let function) = callback.kind {
        if let parameter = function.parameters.first {
          bind(parameter.target, to: SDKNames.element(of: value))
        }
        // The third parameter is the sequence itself.
        if function.parameters.count > 2 { escape(.unclear, part, value) }
      } else if name.text != "at", name.text != "slice" {
        escape(.passed, part, value)
      }
    }
    follow(outer)
  }

  mutating func follow(
    _ part: Expression, _ value: V1Value, asArgumentOf call: Call, _ outer: Expression
  ) {
    guard call.callee.range != part.range else { return escape(.unclear, part, value) }
    if case .operation(let operation, _, _)? = resolver.entity(of: call.callee, in: names) {
      return use(part, value, outer.range, .v1Argument(operation))
    }
    guard let last = call.callee.nameOfLast else { return pass(part, value) }
    let builtin = names.builtin(call.callee) ?? ""
    switch last.text {
    case "includes", "has": use(part, value, outer.range, .call(last))
    case _ where Self.tests.contains(builtin): use(part, value, outer.range, .call(last))
    case _ where Self.iterators.contains(builtin):
      use(part, value, outer.range, .call(last))
      if case .rows = resolver.resolve(outer, in: names).meaning {
        bindIteration(over: outer)
      } else if last.text == "iter" || !follow(outer) {
        // `iter(items)` is followed by the `next` around it.
        followIterator(outer, value)
      }
    case "run", "run_until_complete", "create_task", "ensure_future", "wait_for", "shield",
      "resolve":
      if !follow(outer) { pass(part, value) }
    default: pass(part, value)
    }
  }

  /// Follows `next(iter(items))`, whose inner call has the value of its argument.
  mutating func followIterator(_ iterator: Expression, _ value: V1Value) {
    guard case .expression(let outer)? = parents[iterator], case .call(let call) = outer.kind,
      names.builtin(call.callee) == "next", call.arguments.first?.value.range == iterator.range
    else { return pass(iterator, value) }
    visited.insert(iterator.range)
    use(
      iterator, value, outer.range,
      .call(call.callee.nameOfLast ?? Name(text: "next", range: outer.range)))
    follow(outer)
  }
}
