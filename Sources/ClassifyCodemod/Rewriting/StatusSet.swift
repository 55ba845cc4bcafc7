// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A status of v1 as a literal.
struct StatusWord: Sendable {
  var status: String
  /// The bytes between the quotes.
  var range: ByteRange

  /// Reads a literal.
  ///
  /// - Throws: A refusal unless it is a status of v1.
  init(_ expression: Expression, _ literal: StringLiteral) throws(Refusal) {
    guard literal.parts.count == 1, case .text(let text, let range)? = literal.parts.first,
      StatusRewrite.counterparts[text] != nil, text.utf8.count == range.count
    else { throw StatusSet.unknown(expression.range) }
    status = text
    self.range = range
  }
}

/// Rewrites a list of v1's statuses, such as those of a finished job.
struct StatusSet {
  private let list: Expression
  private let literal: CollectionLiteral
  private let words: [StatusWord]
  private let program: ProgramFile

  /// Reads a collection literal.
  ///
  /// - Throws: A refusal unless all elements are statuses of v1.
  init(_ list: Expression, _ program: ProgramFile) throws(Refusal) {
    guard case .collection(let literal) = list.kind else { throw Self.unknown(list.range) }
    self.list = list
    self.literal = literal
    self.program = program
    var words: [StatusWord] = []
    for element in literal.elements {
      guard !element.isSpread, case .string(let text) = element.value.kind
      else { throw Self.unknown(element.value.range) }
      words.append(try StatusWord(element.value, text))
    }
    self.words = words
  }

  /// Rewrites all elements: PENDING gets RUNNING beside it, PARTIAL_SUCCESS beside SUCCESS is left
  /// out and elsewhere reported, and what is finished gets CANCELLED.
  func rewrite() throws(Refusal) -> Rewrite {
    let statuses = Set(words.map(\.status))
    var rewrite = Rewrite()
    let quote = program.quote(in: list.range)
    var removed: Set<Int> = []
    for (index, word) in words.enumerated() {
      let element = literal.elements[index].value
      guard word.status != StatusRewrite.partialSuccess else {
        if statuses.contains("SUCCESS") {
          removed.insert(index)
        } else {
          rewrite.remarks.append(Self.partialFinding(element.range))
        }
        continue
      }
      guard let new = StatusRewrite.counterparts[word.status] else { continue }
      if new[0] != word.status { rewrite.edits.append(Edit(word.range, new[0])) }
      for more in new.dropFirst() {
        rewrite.edits.append(.insert(", \(quote)\(more)\(quote)", at: element.range.upperBound))
      }
    }
    rewrite.edits += try removals(removed)
    if statuses.isSuperset(of: ["SUCCESS", "ERROR"]), !statuses.contains("CANCELLED"),
      let last = literal.elements.indices.last(where: { !removed.contains($0) })
    {
      rewrite.edits.append(
        .insert(
          ", \(quote)CANCELLED\(quote)", at: literal.elements[last].value.range.upperBound))
    } else if literal.kind == .tuple, words.count - removed.count == 1, !removed.isEmpty,
      !statuses.contains("PENDING")
    {
      // One element alone is no tuple without a comma.
      rewrite.edits += keptComma(removed)
    }
    guard !rewrite.edits.isEmpty else { return rewrite }
    rewrite.remarks.append(
      Finding(
        .statusRewritten, at: list.range,
        "v2's statuses are PENDING, RUNNING, COMPLETED, FAILED and CANCELLED",
        note: note(statuses)))
    return rewrite
  }

  private func note(_ statuses: Set<String>) -> NoteCode {
    if statuses.contains("PENDING") { return .statusRunning }
    return statuses.contains("SUCCESS") ? .statusSucceeded : .statusFailed
  }

  private func removals(_ removed: Set<Int>) throws(Refusal) -> [Edit] {
    var edits: [Edit] = []
    let elements = literal.elements.map(\.value.range)
    let firstKept = elements.indices.first { !removed.contains($0) } ?? 0
    for index in removed.sorted() {
      edits.append(
        try program.deletion(
          of: index < firstKept
            ? elements[index].lowerBound..<elements[index + 1].lowerBound
            : elements[index - 1].upperBound..<elements[index].upperBound))
    }
    return edits
  }

  private func keptComma(_ removed: Set<Int>) -> [Edit] {
    guard let kept = literal.elements.indices.first(where: { !removed.contains($0) }),
      let last = literal.elements.last?.value.range
    else { return [] }
    let rest = program.tree.tokens(in: last.upperBound..<list.range.upperBound)
    let hasComma = rest.contains { token in
      token.range.count == 1 && program.text.bytes[token.range.lowerBound] == UInt8(ascii: ",")
    }
    return hasComma ? [] : [.insert(",", at: literal.elements[kept].value.range.upperBound)]
  }

  static func partialFinding(_ range: ByteRange) -> Finding {
    Finding(
      .partialSuccess, at: range,
      "one document never succeeds in part; decide what to do where some of several documents"
        + " failed", note: .statusPartialSuccess)
  }

  static func unknown(_ range: ByteRange) -> Refusal {
    Refusal(
      .statusLogic, at: range,
      "v2's statuses are PENDING, RUNNING, COMPLETED, FAILED and CANCELLED; adapt this by hand")
  }
}
