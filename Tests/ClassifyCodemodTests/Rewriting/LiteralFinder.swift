// SPDX-License-Identifier: Apache-2.0

@testable import ClassifyCodemod

/// A finder for tests of rewriters: every call of a function of `client.classifier` is a site whose
/// result is discarded, and names are constants if they are assigned once.
struct LiteralFinder: SiteFinding {
  private static let operations: [String: V1Operation] = [
    "classify": .classify, "create": .create, "get": .get, "get_results": .results,
    "getResults": .results, "wait_for_completion": .wait, "waitForCompletion": .wait,
    "list": .list,
  ]

  func sites(in file: SourceFile) -> [Site] {
    var sites: [Site] = []
    file.tree?.walk { node in
      if case .expression(let expression) = node, let site = site(expression, in: file) {
        sites.append(site)
      }
      return true
    }
    return sites
  }

  private func site(_ expression: Expression, in file: SourceFile) -> Site? {
    guard case .call(let call) = expression.kind, case .member(let function) = call.callee.kind,
      let operation = Self.operations[function.name.text]
    else { return nil }
    var base = function.base
    if case .member(let jobs) = base.kind, jobs.name.text == "jobs" { base = jobs.base }
    guard case .member(let classifier) = base.kind, classifier.name.text == "classifier"
    else { return nil }
    let site = CallSite(
      operation: operation, sdk: file.language == .python ? .python : .typeScript, isAsync: false,
      expression: expression, call: call, awaited: nil, client: classifier.base, classifier: base,
      scope: file.text.range, statement: Statement(.expression(expression), expression.range),
      flow: ValueFlow())
    return Site(kind: .call(site), range: expression.range, certainty: .proved, proof: [])
  }

  func constant(_ expression: Expression, in file: SourceFile) -> Constant? {
    let definition = definition(of: expression, in: file)
    let literal = definition?.value ?? expression
    return Self.value(literal, self, file).map { value in
      Constant(
        value: value, literal: literal, path: file.path,
        hasOneReader: definition?.hasOneReader ?? true)
    }
  }

  func definition(of expression: Expression, in file: SourceFile) -> Definition? {
    guard case .name(let name) = expression.kind else { return nil }
    var values: [Expression] = []
    var count = 0
    file.tree?.walk { node in
      switch node {
      case .statement(let statement):
        if case .assignments(let assignments) = statement.kind {
          for assignment in assignments {
            guard case .name(name)? = assignment.targets.first?.kind, let value = assignment.value
            else { continue }
            values.append(value)
          }
        }
      case .expression(let expression): if case .name(name) = expression.kind { count += 1 }
      }
      return true
    }
    guard values.count == 1 else { return nil }
    return Definition(value: values[0], path: file.path, hasOneReader: count == 2)
  }

  func origin(of expression: Expression, in file: SourceFile) -> Origin? {
    let entity: Entity
    switch expression.kind {
    case .name("ClassifyParsingConfigurationParam"): entity = .type(.parsingConfiguration, .python)
    case .name("client"), .name("c"): entity = .client(.python, isAsync: false)
    case .member(let member) where member.name.text == "v1":
      entity = .client(.typeScript, isAsync: true)
    default: return nil
    }
    return Origin(entity: entity, certainty: .proved, proof: [])
  }

  func holder(of classifier: Expression, in file: SourceFile) -> Expression? { nil }

  func readers(
    of target: Expression, holding sources: Set<Place>, in file: SourceFile
  ) -> NameReaders { NameReaders() }

  private static func value(
    _ expression: Expression, _ finder: LiteralFinder, _ file: SourceFile
  ) -> Constant.Value? {
    switch expression.kind {
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .number(let number): return number.integer.map { .integer($0) }
    case .unary("-", let part):
      guard case .integer(let value)? = value(part, finder, file) else { return nil }
      return .integer(-value)
    case .string(let literal): return literal.value.map { .text($0) }
    case .collection(let literal):
      var values: [Constant.Value] = []
      for element in literal.elements {
        guard let value = value(element.value, finder, file) else { return nil }
        values.append(value)
      }
      return .list(values)
    case .dictionary(let members):
      var entries: [Constant.Value.Entry] = []
      for member in members {
        guard let name = member.name, let value = value(member.value, finder, file)
        else { return nil }
        entries.append(Constant.Value.Entry(name: name, value: value))
      }
      return .dictionary(entries)
    case .comprehension(let comprehension):
      guard let clause = comprehension.clauses.first,
        case .operation(let operation) = comprehension.element.kind, operation.spelling == "-",
        case .number(let number) = operation.right.kind, let step = number.integer,
        case .list(let values)? = finder.constant(clause.iterable, in: file)?.value
      else { return nil }
      return .list(
        values.map { value in
          if case .integer(let page) = value { .integer(page - step) } else { value }
        })
    default: return nil
    }
  }
}
