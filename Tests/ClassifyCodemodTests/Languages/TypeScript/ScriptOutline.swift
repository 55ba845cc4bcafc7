// SPDX-License-Identifier: Apache-2.0

@testable import ClassifyCodemod

/// Writes syntax trees of TypeScript as short texts in which every node can be told from others.
struct ScriptOutline {
  let text: SourceText
  let tree: SyntaxTree

  init(_ source: String, language: Language = .typeScript) throws {
    text = SourceText(source)
    tree = try TypeScriptFrontEnd(language: language).tree(of: text)
  }

  /// All statements, with spaces between them.
  var outline: String { tree.statements.map(outline).joined(separator: " ") }

  func outline(_ expression: Expression) -> String {
    switch expression.kind {
    case .name(let name): return name
    case .member(let member):
      return "\(outline(member.base))\(member.isOptional ? "?." : ".")\(member.name.text)"
    case .call(let call):
      let arguments = call.arguments.map {
        ($0.label == .spread ? "..." : "") + outline($0.value)
      }
      let prefix = call.isNew ? "new " : ""
      return "\(prefix)\(outline(call.callee))\(call.isOptional ? "?." : "")(\(list(arguments)))"
    case .subscripted(let base):
      let dot = base.isOptional ? "?." : ""
      return "\(outline(base.base))\(dot)[\(list(base.indices.map(outline)))]"
    case .await(let part): return "{await \(outline(part))}"
    case .string(let literal): return outline(literal)
    case .number(let number): return number.spelling
    case .boolean(let value): return "\(value)"
    case .null: return "null"
    case .undefined: return "undefined"
    case .regularExpression: return text[expression.range]
    case .collection(let literal):
      let elements = literal.elements.map { ($0.isSpread ? "..." : "") + outline($0.value) }
      return literal.kind == .tuple ? "tuple[\(list(elements))]" : "[\(list(elements))]"
    case .dictionary(let entries): return "{\(list(entries.map(outline)))}"
    case .unary(let spelling, let part): return "{\(spelling) \(outline(part))}"
    case .operation(let operation):
      return "{\(outline(operation.left)) \(operation.spelling) \(outline(operation.right))}"
    case .conditional(let test, let then, let other):
      return "{\(outline(test)) ? \(outline(then)) : \(outline(other))}"
    case .function(let function): return outline(function)
    case .assignment(let target, let spelling, let value):
      return "{\(outline(target)) \(spelling) \(outline(value))}"
    case .spread(let part): return "...\(outline(part))"
    case .parenthesized(let part): return "(\(outline(part)))"
    case .cast(let part, let type): return "{\(outline(part)) as \(type.map(outline) ?? "!")}"
    case .yield(let part): return "{yield \(part.map(outline) ?? "-")}"
    case .comprehension: return "comprehension"
    case .opaque(let reason, let parts):
      return "\(reason ?? "")<\(list(parts.map(outline)))>"
    }
  }

  func outline(_ statement: Statement) -> String {
    switch statement.kind {
    case .import(let item): return outline(item)
    case .export(let names, let value):
      return "export \(value.map(outline) ?? "{\(list(names.map(outline)))}");"
    case .assignments(let assignments):
      let keyword = assignments[0].keyword.map { "\($0) " } ?? ""
      return "\(keyword)\(list(assignments.map(outline)));"
    case .function(let function): return "function \(outline(function));"
    case .type(let type): return outline(type)
    case .conditional(let branches, let other):
      let parts = branches.map { "if \(outline($0.test)) \(block($0.body))" }
      return (parts + (other.map { ["else \(block($0))"] } ?? [])).joined(separator: " ")
    case .loop(let loop): return "\(outline(loop.head)) \(block(loop.body))"
    case .with: return "with"
    case .attempt(let attempt):
      let handlers = attempt.handlers.map {
        " catch \($0.target.map(outline) ?? "-") \(block($0.body))"
      }
      let finally = attempt.finally.map { " finally \(block($0))" } ?? ""
      return "try \(block(attempt.body))\(handlers.joined())\(finally)"
    case .choice(let subject, let cases):
      let parts = cases.map { "case \(list($0.patterns.map(outline))): \(block($0.body))" }
      return "switch \(outline(subject)) {\(parts.joined(separator: " "))}"
    case .block(let body): return block(body)
    case .return(let value): return "return \(value.map(outline) ?? "-");"
    case .raise(let value): return "throw \(value.map(outline) ?? "-");"
    case .expression(let expression): return "\(outline(expression));"
    case .simple: return "simple;"
    case .opaque(let reason, let expressions, let statements):
      return "\(reason ?? "")<\(list(expressions.map(outline)))>\(block(statements))"
    }
  }
}

// MARK: Parts

extension ScriptOutline {
  private func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }

  private func block(_ statements: [Statement]) -> String {
    "{\(statements.map(outline).joined(separator: " "))}"
  }

  private func outline(_ literal: StringLiteral) -> String {
    let parts = literal.parts.map { part in
      switch part {
      case .text(let text, _): text
      case .expression(let expression): "${\(outline(expression))}"
      }
    }
    return literal.quote + parts.joined() + literal.quote
  }

  private func outline(_ entry: DictionaryEntry) -> String {
    switch entry.key {
    case .name(let name): "\(name.text): \(outline(entry.value))"
    case .expression(let key): "[\(outline(key))]: \(outline(entry.value))"
    case .shorthand: outline(entry.value)
    case .spread: "...\(outline(entry.value))"
    }
  }

  private func outline(_ function: Function) -> String {
    let parameters = function.parameters.map { parameter in
      (parameter.isProperty ? "property " : "") + (parameter.kind == .rest ? "..." : "")
        + outline(parameter.target) + (parameter.annotation.map { ": \(outline($0))" } ?? "")
        + (parameter.initial.map { " = \(outline($0))" } ?? "")
    }
    let decorators = function.decorators.map { "@\(outline($0)) " }.joined()
    let head = "\(decorators)\(function.isAsync ? "async " : "")\(function.name?.text ?? "")"
    let returns = function.returns.map { ": \(outline($0))" } ?? ""
    let body =
      switch function.body {
      case .expression(let value): " => \(outline(value))"
      case .statements(let body): " \(block(body))"
      case .absent: ""
      }
    return "\(head)(\(list(parameters)))\(returns)\(body)"
  }

  private func outline(_ type: TypeDeclaration) -> String {
    let decorators = type.decorators.map { "@\(outline($0)) " }.joined()
    let bases = type.bases.isEmpty ? "" : " : \(list(type.bases.map { outline($0.value) }))"
    let content = type.aliased.map { " = \(outline($0));" } ?? " \(block(type.members))"
    return "\(decorators)\(type.kind) \(type.name?.text ?? "-")\(bases)\(content)"
  }

  private func outline(_ assignment: Assignment) -> String {
    assignment.targets.map(outline).joined(separator: " = ")
      + (assignment.annotation.map { ": \(outline($0))" } ?? "")
      + (assignment.value.map { " \(assignment.spelling) \(outline($0))" } ?? "")
  }

  private func outline(_ item: Import.Item) -> String {
    (item.isTypeOnly ? "type " : "") + item.name.text + (item.alias.map { " as \($0.text)" } ?? "")
  }

  private func outline(_ item: Import) -> String {
    let keyword = item.isReexport ? "export" : "import"
    let names = item.items.map { " {\(list($0.map(outline)))}" } ?? ""
    return "\(keyword)\(item.isTypeOnly ? " type" : "")\(names) '\(item.module)';"
  }

  private func outline(_ head: Loop.Head) -> String {
    switch head {
    case .condition(let test, let isPostfix): "\(isPostfix ? "do " : "")while \(outline(test))"
    case .each(let target, let iterable, let isAsync):
      "for \(isAsync ? "await " : "")\(outline(target)) of \(outline(iterable))"
    case .other(let statements): "for \(block(statements))"
    }
  }
}
