// SPDX-License-Identifier: Apache-2.0

/// A program file with what its rewriters ask for.
struct ProgramFile: Sendable {
  let file: SourceFile
  let tree: SyntaxTree
  let spelling: Spelling
  let parents: SyntaxParents
  let finder: any SiteFinding
  /// The quote that the file uses most; nil if it has no strings.
  private var fileQuote: String?

  /// Creates a file; nil for a language without a shared syntax tree.
  init?(_ file: SourceFile, finder: any SiteFinding) {
    guard let tree = file.tree, let spelling = Spelling(file.language) else { return nil }
    self.file = file
    self.tree = tree
    self.spelling = spelling
    self.finder = finder
    parents = SyntaxParents(file)
    fileQuote = mostFrequentQuote(in: text.range)
  }

  var text: SourceText { file.text }

  /// The source of an expression.
  func source(_ expression: Expression) -> String { text[expression.range] }

  /// The constant value of an expression.
  func constant(_ expression: Expression) -> Constant? { finder.constant(expression, in: file) }

  /// Whether an expression is the SDK's mark for an argument that is left out: `omit`, `NOT_GIVEN`.
  func isOmitted(_ expression: Expression) -> Bool {
    guard spelling.hasKeywordArguments, case .name(let name) = expression.kind else { return false }
    return ["omit", "NOT_GIVEN", "not_given"].contains(name)
      && file.imports.contains { declaration in
        declaration.module.hasPrefix("llama_cloud")
          && declaration.items?.contains { $0.localName == name } == true
      }
  }

  /// The text of a range after edits inside it.
  func text(of range: ByteRange, with edits: [Edit]) -> String {
    var set = EditSet()
    for edit in edits where range.lowerBound <= edit.range.lowerBound {
      guard edit.range.upperBound <= range.upperBound else { continue }
      set.add(
        Edit(
          edit.range.lowerBound - range.lowerBound..<edit.range.upperBound - range.lowerBound,
          edit.replacement))
    }
    return String(decoding: set.applied(to: SourceText(text[range])), as: UTF8.self)
  }

  // MARK: Quotes

  /// The quote that a range uses most, else the file, else `"`.
  ///
  /// Inside an f-string it is another one than the f-string's, which Python needs before 3.12.
  func quote(in range: ByteRange) -> String {
    if let quote = mostFrequentQuote(in: range) { return quote }
    if let outer = interpolatedQuote(around: range) { return outer == "\"" ? "'" : "\"" }
    return fileQuote ?? "\""
  }

  /// The quote of the f-string around a range; a template of ECMAScript has another one.
  private func interpolatedQuote(around range: ByteRange) -> String? {
    guard spelling.hasKeywordArguments else { return nil }
    var depth = 0
    for token in tree.tokens[..<tree.tokenIndex(atOrAfter: range.lowerBound)].reversed() {
      switch token.kind {
      // The logical line, which holds all of an f-string, begins here.
      case .newline: return nil
      case .stringEnd: depth += 1
      case .stringStart where depth == 0: return quote(of: token)
      case .stringStart: depth -= 1
      default: continue
      }
    }
    return nil
  }

  private func quote(of token: Token) -> String? {
    switch text.bytes[token.range].first(where: { $0 == 0x22 || $0 == 0x27 }) {
    case 0x22: "\""
    case 0x27: "'"
    default: nil
    }
  }

  private func mostFrequentQuote(in range: ByteRange) -> String? {
    var counts: (single: Int, double: Int) = (0, 0)
    for token in tree.tokens(in: range) where token.kind == .string || token.kind == .stringStart {
      switch quote(of: token) {
      case "\"": counts.double += 1
      case "'": counts.single += 1
      default: break
      }
    }
    if counts.single == counts.double { return counts.single == 0 ? nil : "\"" }
    return counts.single > counts.double ? "'" : "\""
  }

  // MARK: Lines

  /// Whether only spaces precede an offset on its line.
  func isFirstOnLine(_ offset: Int) -> Bool {
    let start = max(
      text.lineRange(text.lineIndex(at: offset)).lowerBound, text.contentStart)
    return text.bytes[start..<offset].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// The start of the line that contains an offset.
  func lineStart(_ offset: Int) -> Int {
    max(text.lineRange(text.lineIndex(at: offset)).lowerBound, text.contentStart)
  }

  /// The start of the line after the one that contains an offset.
  func nextLineStart(_ offset: Int) -> Int { text.lineRange(text.lineIndex(at: offset)).upperBound }

  /// The end of the line that contains an offset, before its line ending.
  func lineEnd(_ offset: Int) -> Int {
    let line = text.lineRange(text.lineIndex(at: offset))
    var end = line.upperBound
    while end > line.lowerBound, text.bytes[end - 1] == 0x0A || text.bytes[end - 1] == 0x0D {
      end -= 1
    }
    return end
  }

  /// Insertions that indent the lines of a range by one more unit.
  ///
  /// Lines that begin inside a string, blank lines and lines that edits delete stay as they are.
  func indenting(_ range: ByteRange, by unit: String, excluding edits: [Edit]) -> [Edit] {
    let strings = stringRanges(in: range)
    var result: [Edit] = []
    var start = lineStart(range.lowerBound)
    while start < range.upperBound {
      let isInside = strings.contains { $0.lowerBound < start && start < $0.upperBound }
      let isDeleted = edits.contains { $0.range.contains(start) }
      if start >= range.lowerBound, !isInside, !isDeleted, lineEnd(start) > start,
        text.indentation(at: start).utf8.count < lineEnd(start) - start
      {
        result.append(.insert(unit, at: start))
      }
      let next = nextLineStart(start)
      guard next > start else { break }
      start = next
    }
    return result
  }

  /// The strings of a range with all their lines and interpolations.
  private func stringRanges(in range: ByteRange) -> [ByteRange] {
    var ranges: [ByteRange] = []
    var starts: [Int] = []
    for token in tree.tokens(in: range) {
      switch token.kind {
      case .string: ranges.append(token.range)
      case .stringStart: starts.append(token.range.lowerBound)
      case .stringEnd:
        if let start = starts.popLast() { ranges.append(start..<token.range.upperBound) }
      default: continue
      }
    }
    return ranges
  }

  // MARK: Edits

  /// Deletes a range, which must not contain a comment.
  func deletion(of range: ByteRange) throws(Refusal) -> Edit {
    try replacement(of: range, by: "")
  }

  /// Replaces a range, which must not contain a comment.
  func replacement(of range: ByteRange, by text: String) throws(Refusal) -> Edit {
    guard !tree.hasComment(in: range) else {
      throw Refusal(
        .unclearSyntax, at: range, "a comment stands where the code changes; rewrite this by hand")
    }
    return Edit(range, text)
  }

  /// Whether a statement may be edited: its syntax is understood.
  func checkUnderstood(_ range: ByteRange) throws(Refusal) {
    guard let fault = tree.faults.first(where: { $0.range.overlaps(range) }) else { return }
    throw Refusal(
      .unclearSyntax, at: range, "not understood here: \(fault.reason); rewrite this by hand")
  }
}
