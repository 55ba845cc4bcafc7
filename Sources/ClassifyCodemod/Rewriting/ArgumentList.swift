// SPDX-License-Identifier: Apache-2.0

/// Named values in brackets: keyword arguments, a dictionary, or an object literal.
struct ArgumentList: Sendable {
  /// How names are written.
  enum Style: Sendable { case keywords, quotedMembers, bareMembers }

  struct Entry: Sendable {
    var name: String
    /// The bytes from the name to the value; nil if the name is the value: `{ rules }`.
    var label: ByteRange?
    var value: Expression
    /// The bytes from the name to the value, without the comma.
    var range: ByteRange
  }

  var style: Style
  var entries: [Entry]
  /// The bytes from the opening to the closing bracket, both included.
  var brackets: ByteRange

  init(style: Style, entries: [Entry], brackets: ByteRange) {
    self.style = style
    self.entries = entries
    self.brackets = brackets
  }

  /// Reads keyword arguments.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - skipped: The number of positional arguments at the start that are left out.
  /// - Throws: A refusal for other positional arguments and for those known only at run time.
  init(_ call: Call, skipping skipped: Int = 0) throws(Refusal) {
    style = .keywords
    brackets = call.parentheses
    entries = []
    for argument in call.arguments.dropFirst(skipped) {
      switch argument.label {
      case .keyword(let name):
        entries.append(
          Entry(
            name: name.text, label: name.range.lowerBound..<argument.value.range.lowerBound,
            value: argument.value, range: argument.range))
      case .positional:
        throw Refusal(
          .unsupportedArgument, at: argument.range,
          "v1 has no positional argument here; rewrite this call by hand")
      case .spread, .keywordSpread:
        throw Refusal(
          .spread, at: argument.range,
          "the arguments are known only at run time; write out file_ids, rules and the rest")
      }
    }
  }

  /// Reads a dictionary or an object literal; nil for another expression.
  init?(_ expression: Expression, spelling: Spelling) throws(Refusal) {
    guard case .dictionary(let members) = expression.kind else { return nil }
    style = spelling.quotesMemberNames ? .quotedMembers : .bareMembers
    brackets = expression.range
    entries = []
    for member in members {
      guard let name = member.name else {
        throw Refusal(
          .spread, at: member.range,
          "these members are known only at run time; write them out")
      }
      var label: ByteRange? = member.range.lowerBound..<member.value.range.lowerBound
      if case .shorthand = member.key { label = nil }
      entries.append(Entry(name: name, label: label, value: member.value, range: member.range))
    }
  }

  subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// Whether every entry is first on its line.
  func hasOwnLines(in program: ProgramFile) -> Bool {
    !entries.isEmpty && entries.allSatisfy { program.isFirstOnLine($0.range.lowerBound) }
  }

  /// Whether every entry, and the closing bracket, is first on its line.
  func isBlock(in program: ProgramFile) -> Bool {
    hasOwnLines(in: program) && program.isFirstOnLine(brackets.upperBound - 1)
  }

  /// The comma after an entry, or nil.
  func comma(after entry: Entry, in program: ProgramFile) -> ByteRange? {
    guard let token = program.tree.tokenAfter(entry.range), token.range.count == 1,
      token.range.upperBound < brackets.upperBound,
      program.text.bytes[token.range.lowerBound] == UInt8(ascii: ",")
    else { return nil }
    return token.range
  }

  /// Writes an entry without a comma.
  func spelled(_ name: String, _ value: String, quote: String) -> String {
    switch style {
    case .keywords: "\(name)=\(value)"
    case .quotedMembers: "\(quote)\(name)\(quote): \(value)"
    case .bareMembers: "\(name): \(value)"
    }
  }

  /// Renames an entry; its separator keeps its bytes.
  func renaming(_ entry: Entry, to name: String, in program: ProgramFile) -> [Edit] {
    guard let label = entry.label else {
      return [Edit(entry.range, spelled(name, program.source(entry.value), quote: "\""))]
    }
    guard let token = program.tree.tokens(in: label).first else { return [] }
    let isQuoted = token.kind == .string
    let range =
      isQuoted ? token.range.lowerBound + 1..<token.range.upperBound - 1 : token.range
    return [Edit(range, name)]
  }
}

extension ArgumentList {
  /// Edits that replace a value that is its own name, `{ target_pages }`, write the name before it.
  func naming(_ entry: Entry, in edits: [Edit]) -> [Edit] {
    guard entry.label == nil else { return edits }
    return edits.map { edit in
      edit.range == entry.value.range
        ? Edit(edit.range, spelled(entry.name, edit.replacement, quote: "\"")) : edit
    }
  }
}

// MARK: Adding and removing

extension ArgumentList {
  /// Appends an entry, in the layout of the others.
  func appending(_ name: String, _ value: String, in program: ProgramFile) -> [Edit] {
    let entry = spelled(name, value, quote: program.quote(in: brackets))
    guard let last = entries.last else {
      let isSpaced = style == .bareMembers
      let inside = brackets.lowerBound + 1..<brackets.upperBound - 1
      // A comment inside stays in front of the entry.
      guard !program.tree.hasComment(in: inside) else {
        let indentation = program.text.indentation(at: brackets.upperBound - 1)
        return [
          .insert(
            "\(program.spelling.indentation)\(entry),\(program.text.lineEnding)\(indentation)",
            at: brackets.upperBound - 1)
        ]
      }
      return [Edit(inside, isSpaced ? " \(entry) " : entry)]
    }
    let comma = comma(after: last, in: program)
    guard isBlock(in: program) else { return [.insert(", \(entry)", at: last.range.upperBound)] }
    let indentation = program.text.indentation(at: last.range.lowerBound)
    let line = "\(program.text.lineEnding)\(indentation)\(entry)"
    let end = program.lineEnd(comma?.upperBound ?? last.range.upperBound)
    if comma != nil { return [.insert("\(line),", at: end)] }
    return end == last.range.upperBound
      ? [.insert(",\(line)", at: end)]
      : [.insert(",", at: last.range.upperBound), .insert(line, at: end)]
  }

  /// Removes entries with their commas, and their lines where nothing else is on them.
  ///
  /// A comment on the line of an entry stays.
  func removing(_ removed: Set<Int>, in program: ProgramFile) throws(Refusal) -> [Edit] {
    var edits: [Edit] = []
    let kept = entries.indices.filter { !removed.contains($0) }
    guard let firstKept = kept.first, let lastKept = kept.last else {
      return [try program.deletion(of: brackets.lowerBound + 1..<brackets.upperBound - 1)]
    }
    let isBlock = isBlock(in: program)
    let hasTrailingComma = entries.last.map { comma(after: $0, in: program) != nil } ?? false
    for index in removed.sorted() {
      let entry = entries[index]
      if isBlock {
        edits.append(blockRemoval(of: entry, in: program))
        if index > lastKept, index == lastKept + 1, !hasTrailingComma,
          let comma = comma(after: entries[lastKept], in: program)
        {
          edits.append(.delete(comma))
        }
      } else if index < firstKept {
        edits.append(
          try program.deletion(of: entry.range.lowerBound..<entries[index + 1].range.lowerBound))
      } else {
        edits.append(
          try program.deletion(of: entries[index - 1].range.upperBound..<entry.range.upperBound))
      }
    }
    return edits
  }

  private func blockRemoval(of entry: Entry, in program: ProgramFile) -> Edit {
    let end = comma(after: entry, in: program)?.upperBound ?? entry.range.upperBound
    let rest = end..<program.lineEnd(end)
    if let comment = program.tree.tokens(in: rest).first {
      return .delete(entry.range.lowerBound..<comment.range.lowerBound)
    }
    return .delete(program.lineStart(entry.range.lowerBound)..<program.nextLineStart(end))
  }
}
