// SPDX-License-Identifier: Apache-2.0

// `for` and `do`.

extension ScriptParser {
  mutating func doLoop() throws(SyntaxFault) -> Loop {
    advance()
    let body = try body()
    try expect(.while)
    let test = try parenthesized()
    // The semicolon may be missing on the same line as well.
    _ = consume(.semicolon)
    return Loop(head: .condition(test, isPostfix: true), body: body)
  }

  mutating func forLoop() throws(SyntaxFault) -> Loop {
    advance()
    let isAsync = consume(.await)
    let head = try bracketed(.leftParenthesis, .rightParenthesis) {
      (parser) throws(SyntaxFault) in try parser.head(isAsync: isAsync)
    }
    return Loop(head: head, body: try body())
  }

  private mutating func head(isAsync: Bool) throws(SyntaxFault) -> Loop.Head {
    guard symbol != .semicolon else { return try clauses(after: []) }
    let start = start
    let keyword = declarationKeyword()
    let target: Expression
    if keyword == nil {
      target = try with(Context(allowsIn: false)) { (parser) throws(SyntaxFault) in
        try parser.expression()
      }
    } else {
      target = try pattern()
    }
    if consume(.of) {
      return .each(target: target, iterable: try assignment(), isAsync: isAsync)
    }
    if consume(.in) {
      let object = try expression()
      return .other([
        Statement(
          .assignments([Assignment(targets: [target], keyword: keyword)]), target.range),
        Statement(.expression(object), object.range),
      ])
    }
    guard let keyword else {
      return try clauses(after: [Statement(.expression(target), target.range)])
    }
    let assignments = try with(Context(allowsIn: false)) { (parser) throws(SyntaxFault) in
      try parser.declarators(keyword: keyword, first: target)
    }
    return try clauses(after: [Statement(.assignments(assignments), range(from: start))])
  }

  /// Parses the condition and the step behind the initial statements.
  private mutating func clauses(after initial: [Statement]) throws(SyntaxFault) -> Loop.Head {
    var statements = initial
    try expect(.semicolon)
    for end in [ScriptSymbol.semicolon, .rightParenthesis] {
      if symbol != end {
        let expression = try expression()
        statements.append(Statement(.expression(expression), expression.range))
      }
      if end == .semicolon { try expect(end) }
    }
    return .other(statements)
  }
}
