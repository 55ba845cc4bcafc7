// SPDX-License-Identifier: Apache-2.0

/// Follows a v1 value through local names, loops and comprehensions.
struct FlowTracer {
  var resolver: NameResolver
  let names: FileNames
  let parents: SyntaxParents

  var flow = ValueFlow()
  /// The expressions that were looked at.
  var visited: Set<ByteRange> = []
  var pending: [(expression: Expression, value: V1Value)] = []
  private var start: Expression

  init(
    _ start: Expression, _ resolver: NameResolver, _ names: FileNames, _ parents: SyntaxParents
  ) {
    self.start = start
    self.resolver = resolver
    self.names = names
    self.parents = parents
  }

  /// Follows a value that an expression has.
  mutating func trace(_ value: V1Value) {
    pending = [(start, value)]
    run()
  }

  /// Follows a value that a name is bound to: a parameter or a field.
  mutating func trace(target: Expression) {
    bind(target)
    run()
  }

  private mutating func run() {
    while let (expression, value) = pending.popLast() {
      guard visited.insert(expression.range).inserted else { continue }
      switch parents[expression] {
      case .expression(let outer): follow(expression, value, in: outer)
      case .statement(let statement): follow(expression, value, in: statement)
      case nil: escape(.unclear, expression, value)
      }
    }
    flow.uses.sort {
      ($0.expression.range.lowerBound, $0.expression.range.upperBound)
        < ($1.expression.range.lowerBound, $1.expression.range.upperBound)
    }
  }

  // MARK: Results

  mutating func use(
    _ part: Expression, _ value: V1Value, _ outer: ByteRange, _ context: ValueUse.Context
  ) {
    flow.uses.append(ValueUse(value: value, expression: part, outer: outer, context: context))
  }

  /// The functions that only show what they are given.
  static let printers: Set<String> = [
    "print", "log", "info", "debug", "warn", "warning", "error", "exception", "pprint", "echo",
    "trace", "table", "dir", "success", "critical",
  ]

  mutating func pass(_ part: Expression, _ value: V1Value) {
    use(part, value, part.range, .passed)
    let isPrinted = parents.calls(around: part).contains {
      Self.printers.contains($0.callee.lastName ?? "")
    }
    // A job ID looks the same in both versions.
    if isPrinted, value == .jobID { return }
    escape(isPrinted ? .printed : .passed, part, value)
  }

  mutating func escape(
    _ reason: ValueFlow.Escape.Reason, _ part: Expression, _ value: V1Value
  ) {
    guard value.isTraced, flow.escape.map({ part.range.lowerBound < $0.range.lowerBound }) ?? true
    else { return }
    flow.escape = ValueFlow.Escape(reason: reason, range: part.range)
  }
}

extension V1Value {
  /// Whether v2 has another shape, other words or another meaning for the value.
  var isTraced: Bool {
    switch self {
    case .job, .jobID, .jobStatus, .results, .items, .item, .jobList: true
    case .fileID, .classification, .plain: false
    }
  }
}

extension Expression {
  /// The names that a target binds.
  var boundNames: [Name] {
    switch kind {
    case .name(let text): [Name(text: text, range: range)]
    case .collection(let literal): literal.elements.flatMap(\.value.boundNames)
    case .dictionary(let entries): entries.flatMap(\.value.boundNames)
    case .assignment(let target, _, _): target.boundNames
    case .parenthesized(let inner), .cast(let inner, _), .spread(let inner): inner.boundNames
    default: []
    }
  }

  /// The last name of a chain of members, with its bytes.
  var nameOfLast: Name? {
    switch kind {
    case .name(let text): Name(text: text, range: range)
    case .member(let member): member.name
    default: nil
    }
  }
}
