// SPDX-License-Identifier: Apache-2.0

@testable import ClassifyCodemod

/// A short text for a syntax tree, for tests.
struct SyntaxOutline {
  let text: SourceText

  /// The statements, separated by spaces.
  func text(of statements: [Statement]) -> String {
    statements.map(text(of:)).joined(separator: " ")
  }

  func text(of statement: Statement) -> String {
    switch statement.kind {
    case .import(let value): return imported(value)
    case .assignments(let assignments):
      return assignments.map { assignment in
        let annotation = assignment.annotation.map { ":\(text(of: $0))" } ?? ""
        let value = assignment.value.map { "\(assignment.spelling)\(text(of: $0))" } ?? ""
        return list(assignment.targets, "=") + annotation + value
      }.joined()
    case .function(let function): return outline(function)
    case .type(let type):
      return "\(type.kind) \(type.name?.text ?? "")(\(arguments(type.bases)))"
        + (type.aliased.map { "=\(text(of: $0))" } ?? block(type.members))
    case .conditional(let branches, let other):
      return branches.map { "if \(text(of: $0.test))\(block($0.body))" }.joined()
        + (other.map { "else\(block($0))" } ?? "")
    case .loop(let loop):
      let head =
        switch loop.head {
        case .condition(let test, _): "while \(text(of: test))"
        case .each(let target, let iterable, let isAsync):
          "\(isAsync ? "async " : "")for \(text(of: target)) in \(text(of: iterable))"
        case .other(let statements): "for \(text(of: statements))"
        }
      return head + block(loop.body) + (loop.other.map { "else\(block($0))" } ?? "")
    case .with(let items, let body, let isAsync):
      let heads = items.map { text(of: $0.value) + ($0.target.map { "→\(text(of: $0))" } ?? "") }
      return "\(isAsync ? "async " : "")with \(heads.joined(separator: ","))\(block(body))"
    case .attempt(let attempt):
      let handlers = attempt.handlers.map { handler in
        "except \(handler.type.map(text(of:)) ?? "")"
          + (handler.target.map { "→\(text(of: $0))" } ?? "") + block(handler.body)
      }
      return "try\(block(attempt.body))\(handlers.joined())"
        + (attempt.other.map { "else\(block($0))" } ?? "")
        + (attempt.finally.map { "finally\(block($0))" } ?? "")
    case .choice(let subject, let cases):
      let outlines = cases.map { choice in
        "[\(list(choice.patterns, "|"))"
          + (choice.guardTest.map { " if \(text(of: $0))" } ?? "") + "]\(block(choice.body))"
      }
      return "match \(text(of: subject))\(outlines.joined())"
    case .return(let value): return "return \(value.map(text(of:)) ?? "")"
    case .raise(let value): return "raise \(value.map(text(of:)) ?? "")"
    case .expression(let value): return text(of: value)
    case .simple: return "simple"
    case .block(let body): return block(body)
    case .export(_, let value): return "export \(value.map(text(of:)) ?? "")"
    case .opaque(let reason, let parts, let body):
      return "\(reason == nil ? "clear" : "unclear")<\(list(parts))>"
        + (body.isEmpty ? "" : block(body))
    }
  }

  func text(of expression: Expression) -> String {
    switch expression.kind {
    case .name(let name): return name
    case .member(let member): return "\(text(of: member.base)).\(member.name.text)"
    case .call(let call): return "\(text(of: call.callee))(\(arguments(call.arguments)))"
    case .subscripted(let part): return "\(text(of: part.base))[\(list(part.indices))]"
    case .await(let part): return "await \(text(of: part))"
    case .string(let literal):
      return "'"
        + literal.parts.map { part in
          switch part {
          case .text(let text, _): text
          case .expression(let expression): "{\(text(of: expression))}"
          }
        }.joined(separator: "+") + "'"
    case .number(let number): return number.integer.map(String.init) ?? number.spelling
    case .boolean(let value): return "\(value)"
    case .null: return "null"
    case .undefined: return "undefined"
    case .regularExpression: return "/…/"
    case .collection(let literal):
      let elements = literal.elements.map { ($0.isSpread ? "*" : "") + text(of: $0.value) }
      return "\(literal.kind){\(elements.joined(separator: ","))}"
    case .dictionary(let entries):
      let outlines = entries.map { entry in
        switch entry.key {
        case .spread: "**\(text(of: entry.value))"
        case .expression(let key): "\(text(of: key)):\(text(of: entry.value))"
        case .name(let name): "\(name.text):\(text(of: entry.value))"
        case .shorthand: text(of: entry.value)
        }
      }
      return "{\(outlines.joined(separator: ","))}"
    case .unary(let spelling, let part): return "\(spelling)(\(text(of: part)))"
    case .operation(let operation):
      return "(\(text(of: operation.left)) \(operation.spelling) \(text(of: operation.right)))"
    case .conditional(let test, let then, let other):
      return "(\(text(of: test)) ? \(text(of: then)) : \(text(of: other)))"
    case .comprehension(let comprehension):
      let clauses = comprehension.clauses.map { clause in
        "\(clause.isAsync ? " async" : "") for \(text(of: clause.target)) in \(text(of: clause.iterable))"
          + clause.conditions.map { " if \(text(of: $0))" }.joined()
      }
      let key = comprehension.key.map { "\(text(of: $0)):" } ?? ""
      return "\(comprehension.kind){\(key)\(text(of: comprehension.element))\(clauses.joined())}"
    case .function(let function): return outline(function)
    case .assignment(let target, let spelling, let value):
      return "(\(text(of: target)) \(spelling) \(text(of: value)))"
    case .spread(let part): return "*\(text(of: part))"
    case .parenthesized(let part): return "(\(text(of: part)))"
    case .cast(let part, let type): return "\(text(of: part)) as \(type.map(text(of:)) ?? "")"
    case .yield(let part): return "yield \(part.map(text(of:)) ?? "")"
    case .opaque(let reason, let parts):
      return "\(reason == nil ? "clear" : "unclear")<\(list(parts))>"
    }
  }

  private func list(_ expressions: [Expression], _ separator: String = ",") -> String {
    expressions.map(text(of:)).joined(separator: separator)
  }

  private func block(_ statements: [Statement]) -> String { "{\(text(of: statements))}" }

  private func arguments(_ arguments: [Argument]) -> String {
    arguments.map { argument in
      switch argument.label {
      case .positional: text(of: argument.value)
      case .keyword(let name): "\(name.text)=\(text(of: argument.value))"
      case .spread: "*\(text(of: argument.value))"
      case .keywordSpread: "**\(text(of: argument.value))"
      }
    }.joined(separator: ",")
  }

  private func outline(_ function: Function) -> String {
    let parameters = function.parameters.map { parameter in
      let mark: [Function.Parameter.Kind: String] = [
        .ordinary: "", .keywordOnly: "!", .rest: "*", .keywordRest: "**",
      ]
      return (mark[parameter.kind] ?? "") + text(of: parameter.target)
        + (parameter.annotation.map { ":\(text(of: $0))" } ?? "")
        + (parameter.initial.map { "=\(text(of: $0))" } ?? "")
    }
    let body =
      switch function.body {
      case .expression(let value): "=>\(text(of: value))"
      case .statements(let body): block(body)
      case .absent: ""
      }
    return function.decorators.map { "@\(text(of: $0)) " }.joined()
      + "\(function.isAsync ? "async " : "")def \(function.name?.text ?? "")"
      + "(\(parameters.joined(separator: ",")))"
      + (function.returns.map { "->\(text(of: $0))" } ?? "") + body
  }

  private func imported(_ value: Import) -> String {
    func item(_ item: Import.Item) -> String {
      item.name.text + (item.alias.map { "→\($0.text)" } ?? "")
    }
    return "import \(value.module)" + (value.alias.map { "→\($0.text)" } ?? "")
      + (value.items.map { "(\($0.map(item).joined(separator: ",")))" } ?? "")
  }
}
