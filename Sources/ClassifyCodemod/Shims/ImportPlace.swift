// SPDX-License-Identifier: Apache-2.0

/// Where a file imports the shim: where it imports the SDK, which the shim imports too.
enum ImportPlace {
  /// Among the imports at the top of the file.
  case top
  /// After an import of the SDK in a function, `try`, or another block.
  case block(Statement)

  /// Chooses the place for a site.
  ///
  /// - Parameters:
  ///   - program: The importing file.
  ///   - offset: The offset of the site.
  /// - Throws: Why no place is right: the SDK is imported for type checkers only, in several blocks,
  ///   or where the site does not see it.
  init(in program: ProgramFile, for offset: Int) throws(Refusal) {
    let isPython = program.spelling.hasKeywordArguments
    let all = program.imports.filter {
      SDKModules.sdk(of: $0.value.module, isPython: isPython) != nil
    }
    let top = Set(program.tree.statements.map(\.range))
    guard isPython, !all.isEmpty, !all.contains(where: { top.contains($0.statement.range) }) else {
      self = .top
      return
    }
    let executed = all.map(\.statement).filter { !program.isForTypes($0) }
    let seen = executed.filter { statement in
      let functions = program.functions(around: statement.range)
      return functions.allSatisfy { $0.contains(offset) }
        && statement.range.upperBound <= (functions.isEmpty ? program.firstUse : offset)
    }
    guard let last = seen.last, Set(seen.map(program.blockStart)).count == 1 else {
      throw Refusal(
        .unclearSyntax, at: offset..<offset,
        executed.isEmpty
          ? "this file imports the SDK for type checkers only, and the shim needs it at run time:"
            + " import the SDK at the top, and run again"
          : "this file imports the SDK in some of its functions or blocks, and the shim needs it"
            + " at the same places: import the SDK at the top, and run again")
    }
    self = .block(last)
  }

  /// The edit that inserts a line with the import of a module.
  func insertion(
    of line: String, _ module: String, in program: ProgramFile
  ) throws(Refusal) -> Edit {
    switch self {
    case .top: return try program.insertion(of: line, module)
    case .block(let statement):
      let end = program.lineEnd(statement.range.upperBound)
      guard program.isFirstOnLine(statement.range.lowerBound),
        program.tree.tokens(in: statement.range.upperBound..<end).allSatisfy({
          $0.kind == .comment
        })
      else {
        throw Refusal(
          .unclearSyntax, at: statement.range,
          "the shim needs an import beside this one: give this import a line of its own")
      }
      let indentation = program.text.indentation(at: statement.range.lowerBound)
      return .insert(program.text.lineEnding + indentation + line, at: end)
    }
  }
}

extension ProgramFile {
  /// The offset of the first site that needs an import.
  fileprivate var firstUse: Int {
    finder.sites(in: file).lazy.filter(\.isUse).map(\.range.lowerBound).min() ?? text.count
  }

  /// All import statements in the order of the file.
  var imports: [(statement: Statement, value: Import)] {
    var imports: [(statement: Statement, value: Import)] = []
    tree.walk { node in
      guard case .statement(let statement) = node else { return false }
      if case .import(let value) = statement.kind { imports.append((statement, value)) }
      return true
    }
    return imports
  }

  /// The functions and classes around a range.
  func functions(around range: ByteRange) -> [ByteRange] {
    var functions: [ByteRange] = []
    tree.walk { node in
      guard node.range.lowerBound <= range.lowerBound, range.upperBound <= node.range.upperBound
      else { return false }
      guard case .statement(let statement) = node else { return true }
      switch statement.kind {
      case .function: functions.append(statement.range)
      // What a class imports is an attribute of it.
      case .type: functions.append(0..<0)
      default: break
      }
      return true
    }
    return functions
  }

  /// Whether an import is only executed by type checkers: `if TYPE_CHECKING:`.
  fileprivate func isForTypes(_ target: Statement) -> Bool {
    var isForTypes = false
    tree.walk { node in
      if case .statement(let statement) = node, case .conditional(let branches, _) = statement.kind
      {
        isForTypes =
          isForTypes
          || branches.contains { branch in
            text[branch.test.range].contains("TYPE_CHECKING")
              && branch.body.contains { $0.range.contains(target.range.lowerBound) }
          }
      }
      return true
    }
    return isForTypes
  }

  /// The start of the block of a statement.
  fileprivate func blockStart(of statement: Statement) -> Int {
    var start = statement.range.lowerBound
    while let previous = parents.predecessor(ofStatementAt: start) { start = previous.lowerBound }
    return start
  }

  // MARK: The top of the file

  /// Inserts a line among the imports at the top of the file: in the order of their modules beside
  /// others of the project, else after the last one, else before the first statement.
  fileprivate func insertion(of line: String, _ module: String) throws(Refusal) -> Edit {
    let first = firstUse
    let imports = tree.statements.filter { statement in
      guard case .import = statement.kind else { return false }
      return lineEnd(statement.range.upperBound) <= first
        && isFirstOnLine(statement.range.lowerBound)
    }
    let kept = imports.filter { !isReplaced($0) }
    let siblings = kept.filter { isSibling($0, of: module) }
    if spelling.hasKeywordArguments,
      let next = siblings.first(where: { isSorted(line, module, before: $0) }),
      !hasCommentAbove(next)
    {
      let start = lineStart(next.range.lowerBound)
      return start > text.contentStart
        ? .insert(text.lineEnding + line, at: lineEnd(start - 1))
        : .insert(line + text.lineEnding, at: start)
    }
    if let last = siblings.last ?? kept.last {
      return .insert(text.lineEnding + line, at: lineEnd(last.range.upperBound))
    }
    if let last = imports.last, lineStart(last.range.lowerBound) > text.contentStart {
      return .insert(text.lineEnding + line, at: lineEnd(last.range.upperBound))
    }
    guard let start = tree.statements.first(where: { !$0.isText })?.range.lowerBound,
      isFirstOnLine(start)
    else {
      throw Refusal(.unclearSyntax, at: 0..<0, "there is no line for the import of the shim")
    }
    return .insert(line + text.lineEnding, at: lineStart(start))
  }

  /// Whether v2 has another module for what is imported: the statement may go.
  private func isReplaced(_ statement: Statement) -> Bool {
    guard case .import(let value) = statement.kind else { return false }
    return value.module.hasPrefix("llama_cloud.types.classifier")
      || value.module.contains("/resources/classifier")
  }

  /// Whether an import belongs to the same part of the project as a module.
  private func isSibling(_ statement: Statement, of module: String) -> Bool {
    guard case .import(let value) = statement.kind else { return false }
    let isRelative = module.hasPrefix(".")
    guard !isRelative, spelling.hasKeywordArguments else {
      return isRelative && value.module.hasPrefix(".")
    }
    return value.items != nil
      && value.module.split(separator: ".").first == module.split(separator: ".").first
  }

  private func isSorted(_ line: String, _ module: String, before statement: Statement) -> Bool {
    guard case .import(let value) = statement.kind else { return false }
    return line.hasPrefix("import ") || module.lowercased() < value.module.lowercased()
  }

  /// Whether the line before a statement has a comment, which may belong to it or to the file.
  private func hasCommentAbove(_ statement: Statement) -> Bool {
    let start = lineStart(statement.range.lowerBound)
    guard start > text.contentStart else { return false }
    return tree.tokens(in: lineStart(start - 1)..<start).contains { $0.kind == .comment }
  }
}

extension Statement {
  /// Whether it is a string: a docstring, or a directive such as `"use client"`.
  fileprivate var isText: Bool {
    if case .expression(let expression) = kind, case .string = expression.kind {
      true
    } else {
      false
    }
  }
}

extension Site {
  /// Whether the import of the shim must precede the site.
  fileprivate var isUse: Bool {
    switch kind {
    case .call, .reference, .type: certainty == .proved
    case .import, .use, .mention: false
    }
  }
}
