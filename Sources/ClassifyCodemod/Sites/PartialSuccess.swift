// SPDX-License-Identifier: Apache-2.0

/// Finds where the status of v2's job is compared with PARTIAL_SUCCESS, which it never has.
///
/// That is left of v1 where a person has to decide what to do.
struct PartialSuccess {
  static let status = "PARTIAL_SUCCESS"

  /// The maximum number of names that lead to one another.
  private static let maximumDepth = 8

  /// The functions of v2 that return a job.
  private static let operations: Set<String> = [
    "run", "create", "get", "wait_for_completion", "waitForCompletion",
  ]

  private var resolver: NameResolver
  private let names: FileNames

  init(_ resolver: NameResolver, _ names: FileNames) {
    self.resolver = resolver
    self.names = names
  }

  /// Returns the bytes of all literals of the status, in ascending order.
  mutating func literals() -> [ByteRange] {
    guard names.file.text.contains(Self.status), let tree = names.file.tree else { return [] }
    var found: [Expression] = []
    tree.walk { node in
      if case .expression(let expression) = node, case .string(let literal) = expression.kind,
        literal.value == Self.status
      {
        found.append(expression)
      }
      return true
    }
    return found.filter { comparand(of: $0).map { isStatus($0) } ?? false }.map(\.range)
  }

  /// What a literal is compared with.
  private func comparand(of literal: Expression) -> Expression? {
    var part = literal
    while let parent = names.parents[part] {
      switch parent {
      case .statement(let statement):
        guard case .choice(let subject, _) = statement.kind, subject.range != part.range else {
          return nil
        }
        return subject
      case .expression(let outer):
        switch outer.kind {
        case .operation(let operation) where FlowTracer.comparisons.contains(operation.spelling):
          return operation.left.range == part.range ? operation.right : operation.left
        case .member(let member) where member.name.text == "includes": part = outer
        case .call(let call) where call.callee.range == part.range:
          return call.arguments.first?.value
        case .collection, .parenthesized, .cast, .operation: part = outer
        default: return nil
        }
      }
    }
    return nil
  }

  // MARK: Values

  private mutating func isStatus(_ expression: Expression) -> Bool {
    switch expression.unwrapped.kind {
    case .member(let member): return member.name.text == "status" && isJob(member.base, 0)
    case .name(let name):
      return names.bindings(of: name, at: expression.range.lowerBound).contains { binding in
        guard case .value(let value, let path) = binding.source else { return false }
        if path == [.key("status")] { return isJob(value, 0) }
        guard path.isEmpty, case .member(let member) = value.unwrapped.kind else { return false }
        return member.name.text == "status" && isJob(member.base, 0)
      }
    default: return false
    }
  }

  private mutating func isJob(_ expression: Expression, _ depth: Int) -> Bool {
    let value = expression.unwrapped.awaited
    switch value.kind {
    case .call(let call):
      guard case .member(let function) = call.callee.kind else { return false }
      return Self.operations.contains(function.name.text) && isClassify(function.base, depth)
    case .name:
      return values(of: value, depth).contains { isJob($0, depth + 1) }
    default: return false
    }
  }

  /// Whether an expression is `client.classify`.
  private mutating func isClassify(_ expression: Expression, _ depth: Int) -> Bool {
    switch expression.unwrapped.kind {
    case .member(let member):
      guard member.name.text == "classify" else { return false }
      if case .client? = resolver.entity(of: member.base, in: names) { return true }
      return false
    case .name:
      return values(of: expression.unwrapped, depth).contains { isClassify($0, depth + 1) }
    default: return false
    }
  }

  /// The values that a name is given.
  private func values(of name: Expression, _ depth: Int) -> [Expression] {
    guard depth < Self.maximumDepth, case .name(let text) = name.kind else { return [] }
    return names.bindings(of: text, at: name.range.lowerBound).compactMap { binding in
      if case .value(let value, let path) = binding.source, path.isEmpty { value } else { nil }
    }
  }
}
