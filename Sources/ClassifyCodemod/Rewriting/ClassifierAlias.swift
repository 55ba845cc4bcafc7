// SPDX-License-Identifier: Apache-2.0

/// A name of `client.classifier` or of its jobs: `jobs = client.classifier.jobs`.
struct ClassifierAlias {
  /// The last component of the name: `jobs` of `self.jobs`.
  let lastName: String
  /// The variable or attribute.
  let target: Expression
  /// The pattern around the name: `{ jobs }` of `const { jobs } = client.classifier`.
  private(set) var pattern: Expression?

  /// Reads the assignment of a reference; nil if it is passed on, returned or unpacked otherwise.
  init?(_ expression: Expression, in program: ProgramFile) {
    if let unpacking = ClassifierUnpacking(expression, in: program) {
      (lastName, target) = (unpacking.name, expression)
      return
    }
    guard let target = Self.target(of: expression, in: program) else { return nil }
    switch target.kind {
    case .name(let name): (lastName, self.target) = (name, target)
    case .member(let member): (lastName, self.target) = (member.name.text, target)
    case .dictionary(let entries):
      // The classifier and its jobs are one in v2.
      guard entries.count == 1, let entry = entries.first, entry.name == "jobs",
        case .name(let name) = entry.value.kind
      else { return nil }
      (lastName, self.target) = (name, entry.value)
      pattern = target
    default: return nil
    }
  }

  /// The target of an assignment with a value, also in `a, b = x, y`.
  private static func target(of value: Expression, in program: ProgramFile) -> Expression? {
    switch program.parents[value] {
    case .statement(let statement):
      guard case .assignments(let assignments) = statement.kind,
        let assignment = assignments.first(where: { $0.value?.range == value.range }),
        assignment.targets.count == 1
      else { return nil }
      return assignment.targets.first
    case .expression(let outer):
      guard case .collection(let values) = outer.kind,
        let position = values.elements.firstIndex(where: { $0.value.range == value.range }),
        case .statement? = program.parents[outer],
        case .collection(let targets)? = target(of: outer, in: program)?.kind,
        targets.elements.count == values.elements.count,
        !(targets.elements + values.elements).contains(where: \.isSpread)
      else { return nil }
      return targets.elements[position].value
    case nil: return nil
    }
  }
}

/// `{ classifier }` or `{ classifier: c }` of `const { classifier } = client`.
struct ClassifierUnpacking {
  /// The name that the pattern binds.
  let name: String
  let entry: DictionaryEntry
  /// The unpacked value.
  let value: Expression

  /// Reads the pattern around a name; nil if it is no part of one that is assigned directly.
  init?(_ expression: Expression, in program: ProgramFile) {
    guard case .name(let name) = expression.kind,
      case .expression(let pattern)? = program.parents[expression],
      case .dictionary(let entries) = pattern.kind,
      let entry = entries.first(where: { $0.value.range == expression.range }),
      case .statement(let statement)? = program.parents[pattern],
      case .assignments(let assignments) = statement.kind,
      let assignment = assignments.first(where: {
        $0.targets.count == 1 && $0.targets[0].range == pattern.range
      }), let value = assignment.value
    else { return nil }
    self.name = name
    self.entry = entry
    self.value = value
  }

  /// Whether an expression is a name that any pattern binds, in an assignment or a parameter.
  static func binds(_ expression: Expression, in program: ProgramFile) -> Bool {
    var current = expression
    while let parent = program.parents[current] {
      switch parent {
      case .statement(let statement):
        switch statement.kind {
        case .assignments(let assignments):
          return current.range != expression.range
            && assignments.contains { $0.targets.contains { $0.range == current.range } }
        case .function(let function): return function.hasParameter(current)
        default: return false
        }
      case .expression(let outer):
        switch outer.kind {
        case .dictionary, .collection: current = outer
        case .assignment(let target, _, _):
          guard target.range == current.range else { return false }
          current = outer
        case .function(let function): return function.hasParameter(current)
        default: return false
        }
      }
    }
    return false
  }
}

/// Where a reference to a classifier gets it from.
enum ClassifierSource {
  /// `client.classifier`, with `.jobs` or without.
  case client
  /// A name of a classifier or of its jobs, and the jobs of such a name.
  case name(Expression)

  init(_ expression: Expression, in program: ProgramFile) {
    var owner = expression
    if case .member(let member) = expression.kind, member.name.text == "jobs",
      case .classifier? = program.finder.origin(of: member.base, in: program.file)?.entity
    {
      owner = member.base.unwrapped
    }
    var client: Expression?
    if case .member(let member) = owner.kind, member.name.text == "classifier" {
      client = member.base
    } else if let unpacking = ClassifierUnpacking(owner, in: program) {
      client = unpacking.value
    }
    if let client, case .client? = program.finder.origin(of: client, in: program.file)?.entity {
      self = .client
    } else {
      self = .name(owner)
    }
  }
}

extension Function {
  fileprivate func hasParameter(_ target: Expression) -> Bool {
    parameters.contains { $0.target.range == target.range }
  }
}
