// SPDX-License-Identifier: Apache-2.0

/// An import of v1 types with the handling of its names.
struct ImportStatement {
  /// The handling of one name.
  enum Change: Sendable, Hashable {
    case keep
    case remove
    /// It is imported from a module by a name, with an alias where code keeps its old name.
    case replace(module: String, name: String, alias: String?)
  }

  let statement: Statement
  let value: Import
  /// The changes by item.
  var changes: [Change]

  init(_ statement: Statement, _ value: Import) {
    self.statement = statement
    self.value = value
    changes = Array(repeating: .keep, count: value.items?.count ?? 0)
  }

  private var items: [Import.Item] { value.items ?? [] }

  /// The edits of the statement.
  func edits(in program: ProgramFile) throws(Refusal) -> [Edit] {
    try program.checkUnderstood(statement.range)
    var modules: [String] = []
    for case .replace(let module, _, _) in changes where !modules.contains(module) {
      modules.append(module)
    }
    if changes.allSatisfy({ $0 == .remove }) { return try removal(in: program) }
    if modules.count == 1, !changes.contains(.keep) || modules[0] == value.module {
      return try editsInPlace(modules[0], in: program)
    }
    guard modules.isEmpty || isAlone(in: program) else {
      throw Refusal(
        .typeWithoutCounterpart, at: statement.range,
        "v2 has these names in several modules; give this import a line of its own, and run again")
    }
    let added = modules.map { spelled(from: $0, in: program) }
    let removed = changes.indices.filter { changes[$0] != .keep }
    if removed.count == changes.count {
      let indentation = program.text.indentation(at: statement.range.lowerBound)
      return [
        try program.replacement(
          of: statement.range,
          by: added.joined(separator: program.text.lineEnding + indentation))
      ]
    }
    let line = program.text.lineEnding + program.text.indentation(at: statement.range.lowerBound)
    return try removals(Set(removed), in: program)
      + added.map { .insert(line + $0, at: program.lineEnd(statement.range.upperBound)) }
  }

  /// Whether the statement has its lines for itself, so that another one can follow it.
  private func isAlone(in program: ProgramFile) -> Bool {
    let end = statement.range.upperBound
    return program.isFirstOnLine(statement.range.lowerBound)
      && program.tree.tokens(in: end..<program.lineEnd(end)).allSatisfy { $0.kind == .comment }
  }

  // MARK: In place

  private func editsInPlace(
    _ module: String, in program: ProgramFile
  ) throws(Refusal) -> [Edit] {
    var edits: [Edit] = module == value.module ? [] : [Edit(value.moduleRange, module)]
    var removed: Set<Int> = []
    var seen: Set<Change> = []
    for (index, change) in changes.enumerated() {
      switch change {
      case .keep: continue
      case .remove: removed.insert(index)
      case .replace(_, let name, let alias):
        guard seen.insert(change).inserted else {
          removed.insert(index)
          continue
        }
        let item = items[index]
        if item.alias != nil {
          edits.append(Edit(item.name.range, name))
        } else {
          edits.append(Edit(item.name.range, alias.map { "\(name) as \($0)" } ?? name))
        }
      }
    }
    if !removed.isEmpty { edits += try removals(removed, in: program) }
    return edits
  }

  /// Removes some names, and the braces if a default import is left alone.
  private func removals(
    _ removed: Set<Int>, in program: ProgramFile
  ) throws(Refusal) -> [Edit] {
    let named = items.indices.filter { !["default", "*"].contains(items[$0].name.text) }
    let entries = named.map { index in
      let range = itemRange(items[index], in: program)
      return ArgumentList.Entry(
        name: items[index].name.text, label: nil,
        value: Expression(.name(items[index].name.text), range), range: range)
    }
    guard let first = entries.first?.range.lowerBound, let last = entries.last?.range.upperBound
    else { return [] }
    let close = program.tree.tokens(in: last..<statement.range.upperBound).first { token in
      [UInt8(ascii: ")"), UInt8(ascii: "}")].contains(program.text.bytes[token.range.lowerBound])
    }
    let brackets = first - 1..<(close?.range.upperBound ?? last + 1)
    if removed.isSuperset(of: named), let whole = items.first(where: { $0.name.text == "default" })
    {
      return [
        try program.deletion(
          of: itemRange(whole, in: program).upperBound..<brackets.upperBound)
      ]
    }
    let list = ArgumentList(style: .bareMembers, entries: entries, brackets: brackets)
    let positions = Set(named.indices.filter { removed.contains(named[$0]) })
    return try list.removing(positions, in: program)
  }

  private func itemRange(_ item: Import.Item, in program: ProgramFile) -> ByteRange {
    let end = item.alias?.range.upperBound ?? item.name.range.upperBound
    // `default` has no bytes of its own; its alias is its name.
    let start = item.name.range.isEmpty ? item.alias?.range.lowerBound : item.name.range.lowerBound
    if item.isTypeOnly, !value.isTypeOnly, let token = program.tree.tokenBefore(item.name.range),
      program.text.matches("type", in: token.range)
    {
      return token.range.lowerBound..<end
    }
    return (start ?? item.name.range.lowerBound)..<end
  }

  // MARK: New text

  /// A new statement with all names of a module.
  private func spelled(from module: String, in program: ProgramFile) -> String {
    var names: [String] = []
    for (item, change) in zip(items, changes) {
      guard case .replace(module, let name, let alias) = change else { continue }
      let local = item.alias?.text ?? alias
      let text = local.map { "\(name) as \($0)" } ?? name
      if !names.contains(text) { names.append(text) }
    }
    if program.spelling.hasKeywordArguments {
      return "from \(module) import \(names.joined(separator: ", "))"
    }
    let quote = program.quote(in: statement.range)
    let end = program.source(statement.range).hasSuffix(";") ? ";" : ""
    let type = value.isTypeOnly || items.contains { $0.isTypeOnly } ? "type " : ""
    let keyword = value.isReexport ? "export" : "import"
    let list = names.joined(separator: ", ")
    return "\(keyword) \(type){ \(list) } from \(quote)\(module)\(quote)\(end)"
  }

  /// Deletes the statement with its line, or leaves `pass` where a body would be empty.
  private func removal(in program: ProgramFile) throws(Refusal) -> [Edit] {
    let range = statement.range
    let edit = try program.deletion(of: range)
    if program.spelling.hasKeywordArguments, program.parents.isOnlyStatement(statement) {
      return [Edit(range, "pass")]
    }
    let rest = range.upperBound..<program.lineEnd(range.upperBound)
    guard program.isFirstOnLine(range.lowerBound) else {
      throw Refusal(
        .typeWithoutCounterpart, at: range, "this import is no longer needed; remove it")
    }
    if let token = program.tree.tokens(in: rest).first(where: { $0.kind != .newline }) {
      guard token.kind == .comment else {
        throw Refusal(
          .typeWithoutCounterpart, at: range, "this import is no longer needed; remove it")
      }
      return [.delete(edit.range.lowerBound..<token.range.lowerBound)]
    }
    let start = program.lineStart(range.lowerBound)
    // With the line ending before it, so that text can be inserted behind it.
    return start > program.text.contentStart
      ? [.delete(program.lineEnd(start - 1)..<program.lineEnd(range.upperBound))]
      : [.delete(start..<program.nextLineStart(range.upperBound))]
  }
}

extension ProgramFile {
  /// The source of a range.
  func source(_ range: ByteRange) -> String { text[range] }
}
