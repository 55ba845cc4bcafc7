// SPDX-License-Identifier: Apache-2.0

/// Moves the arguments of a v1 call into v2's order: `file_input`, `configuration` around the
/// configuration's members, and the remaining arguments.
///
/// The members stay where they are; the file and other arguments between them move out, with their
/// comments. Where code runs in arguments, its order stays the same.
struct ConfigurationGrouping {
  /// The handling of an argument.
  enum Role: Sendable { case file, member, other, removed }

  let program: ProgramFile
  let list: ArgumentList
  /// The roles of the entries of ``list``.
  let roles: [Role]
  /// Edits inside the entries.
  let inner: [Edit]
  /// The value of `parsing_configuration` if it is added.
  let added: String?

  private let first: Int
  private let last: Int
  private let quote: String
  /// The entries that move in front of the members, and behind them.
  private let moves: (front: [Int], back: [Int])

  /// Creates a grouping; nil if no entry is a member.
  ///
  /// - Throws: A refusal if code would run in another order.
  init?(
    _ list: ArgumentList, roles: [Role], inner: [Edit], added: String?, in program: ProgramFile
  ) throws(Refusal) {
    guard let first = roles.firstIndex(of: .member), let last = roles.lastIndex(of: .member)
    else { return nil }
    self.program = program
    self.list = list
    self.roles = roles
    self.inner = inner
    self.added = added
    self.first = first
    self.last = last
    quote = program.quote(in: list.brackets)
    moves = try Self.moves(of: list, roles, around: first...last)
  }

  // MARK: Order

  /// Chooses the entries that move: the file in front of the members and others behind them, but
  /// only those between the members where the order matters.
  private static func moves(
    of list: ArgumentList, _ roles: [Role], around members: ClosedRange<Int>
  ) throws(Refusal) -> (front: [Int], back: [Int]) {
    let kept = roles.indices.filter { roles[$0] != .removed }
    let evaluations = list.entries.map(\.value.evaluation)
    let inside = kept.filter { members.contains($0) && roles[$0] != .member }
    let files = kept.filter { roles[$0] == .file && $0 > members.lowerBound }
    let others = kept.filter { roles[$0] == .other && $0 < members.upperBound }
    let choices = [
      (files, others), (files, inside), (inside, others), (inside, []), ([], inside),
    ]
    for (front, allBack) in choices {
      let back = allBack.filter { !front.contains($0) }
      guard inside.allSatisfy({ front.contains($0) || back.contains($0) }) else { continue }
      let moved = Set(front + back)
      let order =
        kept.filter { $0 < members.lowerBound && !moved.contains($0) } + front
        + kept.filter { roles[$0] == .member } + back
        + kept.filter { $0 > members.upperBound && !moved.contains($0) }
      if isSafe(order, evaluations) { return (front, back) }
    }
    throw Refusal(
      .unclearSyntax, at: list.brackets,
      "code in these arguments would run in another order; give their values names before the call")
  }

  /// Whether every two entries that change places may do so.
  private static func isSafe(_ order: [Int], _ evaluations: [Evaluation]) -> Bool {
    order.indices.allSatisfy { position in
      order[..<position].allSatisfy { earlier in
        earlier < order[position]
          || evaluations[earlier].commutes(with: evaluations[order[position]])
      }
    }
  }

  /// The edits of the whole list.
  func edits() throws(Refusal) -> [Edit] {
    let edits = hasOwnLines ? try blockEdits() : try inlineEdits()
    var set = EditSet()
    guard set.add(edits) else {
      throw Refusal(
        .unclearSyntax, at: list.brackets, "the arguments overlap; rewrite this call by hand")
    }
    return edits
  }

  /// Whether the entries have lines of their own that can be moved.
  private var hasOwnLines: Bool {
    guard list.hasOwnLines(in: program) else { return false }
    // The closing bracket may follow the last entry if that stays.
    return list.isBlock(in: program)
      || roles.last != .removed && !moved.contains(roles.count - 1)
  }

  private var moved: Set<Int> { Set(moves.front + moves.back) }

  /// The edits inside entries that stay, names included.
  private func keptEdits() throws(Refusal) -> [Edit] {
    let gone = moved.union(roles.indices.filter { roles[$0] == .removed })
    var edits = inner.filter { edit in
      !gone.contains { index in
        let entry = list.entries[index].range
        // An insertion at the end of an entry moves with it too.
        return entry.lowerBound <= edit.range.lowerBound
          && edit.range.upperBound <= entry.upperBound
      }
    }
    guard list.style == .keywords else { return edits }
    for index in roles.indices where roles[index] == .member {
      guard let label = list.entries[index].label else { continue }
      let name = list.entries[index].name
      edits.append(try program.replacement(of: label, by: "\(quote)\(name)\(quote): "))
    }
    return edits
  }

  private func text(of index: Int) -> String {
    program.text(of: list.entries[index].range, with: inner)
  }

  /// `configuration=` or `configuration: `.
  private var label: String { list.style == .keywords ? "configuration=" : "configuration: " }

  /// The entry that is added, without a comma.
  private var addedEntry: String? {
    added.map { program.spelling.entry("parsing_configuration", $0, quote: quote) }
  }

  // MARK: One line

  private func inlineEdits() throws(Refusal) -> [Edit] {
    let space = list.style == .bareMembers ? " " : ""
    var edits = try keptEdits()
    let gone = moved.union(roles.indices.filter { roles[$0] == .removed })
    if !gone.isEmpty { edits += try list.removing(gone, in: program) }
    let files = moves.front.map { "\(text(of: $0)), " }.joined()
    let head = Edit.insert(
      "\(files)\(label){\(space)", at: list.entries[first].range.lowerBound)
    // A label edit at the same offset must follow the insertion.
    edits.insert(head, at: 0)
    let entry = addedEntry.map { ", \($0)" } ?? ""
    let others = moves.back.map { ", \(text(of: $0))" }.joined()
    edits.append(
      .insert("\(entry)\(space)}\(others)", at: list.entries[last].range.upperBound))
    return edits
  }

  // MARK: Own lines

  /// The lines of an entry: comments above it, the entry with its comma, a comment behind it.
  private func chunk(_ index: Int) -> ByteRange {
    let start =
      index == 0
      ? program.nextLineStart(list.brackets.lowerBound)
      : program.nextLineStart(end(of: index - 1))
    return start..<program.nextLineStart(end(of: index))
  }

  /// The end of an entry with its comma.
  private func end(of index: Int) -> Int {
    let entry = list.entries[index]
    return list.comma(after: entry, in: program)?.upperBound ?? entry.range.upperBound
  }

  /// The lines of a moved entry, with or without a comma, and without the last line ending.
  private func movedChunk(_ index: Int, withComma: Bool) -> String {
    let entry = list.entries[index]
    var edits = inner
    switch (list.comma(after: entry, in: program), withComma) {
    case (nil, true): edits.append(.insert(",", at: entry.range.upperBound))
    case (let comma?, false): edits.append(.delete(comma))
    default: break
    }
    let lines = chunk(index).lowerBound..<program.lineEnd(end(of: index))
    return program.text(of: lines, with: edits)
  }

  private func blockEdits() throws(Refusal) -> [Edit] {
    let newline = program.text.lineEnding
    let indentation = program.text.indentation(at: list.entries[first].range.lowerBound)
    let start = chunk(first).lowerBound
    var edits: [Edit] = []
    for index in moves.front {
      edits.append(.insert(movedChunk(index, withComma: true) + newline, at: start))
    }
    edits.append(.insert("\(indentation)\(label){\(newline)", at: start))
    edits += try keptEdits()
    let deleted = moved.map { Edit.delete(chunk($0)) } + (try removals())
    edits += deleted
    edits += program.indenting(start..<chunk(last).upperBound, by: unit, excluding: deleted + inner)
    if addedEntry != nil, list.comma(after: list.entries[last], in: program) == nil {
      edits.append(.insert(",", at: list.entries[last].range.upperBound))
    }
    let lines = closingLines(indentation)
    // Behind the last entry the closing bracket may be on the same line.
    edits.append(
      last == list.entries.count - 1 && !list.isBlock(in: program)
        ? .insert(lines.map { newline + $0 }.joined(), at: end(of: last))
        : .insert(lines.map { $0 + newline }.joined(), at: chunk(last).upperBound))
    return edits
  }

  /// One unit of indentation: that of the entries.
  private var unit: String {
    let indentation = program.text.indentation(at: list.entries[first].range.lowerBound)
    let closing = list.brackets.upperBound - 1
    let outer = program.text.indentation(
      at: program.isFirstOnLine(closing) ? closing : list.brackets.lowerBound)
    return indentation.hasPrefix(outer) && indentation != outer
      ? String(indentation.dropFirst(outer.count)) : program.spelling.indentation
  }

  /// The lines after the last member: an added one, the closing brace, the arguments that move.
  private func closingLines(_ indentation: String) -> [String] {
    let hasTrailingComma =
      list.entries.last.map { list.comma(after: $0, in: program) != nil } ?? false
    let hasOthers = roles.indices.contains { index in
      index > last && roles[index] != .removed && !moved.contains(index)
    }
    let trailing = hasTrailingComma ? "," : ""
    var lines: [String] = []
    if let addedEntry { lines.append("\(indentation)\(unit)\(addedEntry)\(trailing)") }
    let isLast = moves.back.isEmpty && !hasOthers
    lines.append("\(indentation)}\(isLast ? trailing : ",")")
    for index in moves.back {
      let isLast = index == moves.back.last && !hasOthers
      lines.append(movedChunk(index, withComma: !isLast || hasTrailingComma))
    }
    return lines
  }

  /// The lines of entries that are left out.
  private func removals() throws(Refusal) -> [Edit] {
    var edits: [Edit] = []
    for index in roles.indices where roles[index] == .removed {
      edits.append(try program.deletion(of: chunk(index)))
    }
    return edits
  }
}
