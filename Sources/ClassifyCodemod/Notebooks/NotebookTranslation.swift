// SPDX-License-Identifier: Apache-2.0

/// Translates findings about the code of cells into findings about the notebook.
struct NotebookTranslation: Sendable {
  let part: Notebook.Part
  let file: SourceFile

  /// Returns a finding with ranges, edits and proof in the bytes of the notebook; without its edits
  /// if they don't lie within cells.
  func finding(_ finding: Finding) -> Finding {
    let range = outer(finding.range)
    let proof = finding.proof.map(step)
    let edits = finding.edits.compactMap(edit)
    guard edits.count == finding.edits.count else {
      return Finding(
        .notVerified, at: range,
        "\(finding.message); not edited: the change does not lie within one cell, so rewrite this"
          + " by hand",
        proof: proof, note: finding.note)
    }
    return Finding(
      finding.code, at: range, finding.message, proof: proof, note: finding.note, edits: edits)
  }

  /// Returns an edit of the notebook, or nil if it contains a border of cells or a part of an
  /// escape.
  private func edit(_ edit: Edit) -> Edit? {
    guard let place = part.code.outer(.delete(edit.range))?.range ?? insertion(edit.range),
      let cell = cell(around: place), cell.range.contains(place.upperBound)
    else { return nil }
    return cell.edit(edit.replacement, at: place)
  }

  /// The place of an insertion at the end of a cell without a line end.
  private func insertion(_ range: ByteRange) -> ByteRange? {
    guard range.isEmpty, let end = part.code.outerOffset(of: range.lowerBound, isEnd: true)
    else { return nil }
    return end..<end
  }

  private func cell(around range: ByteRange) -> NotebookCell? {
    part.cells.first { $0.range.contains(range.lowerBound) }
  }

  /// The bytes of the notebook that a range comes from, or begins in.
  private func outer(_ range: ByteRange) -> ByteRange {
    guard let start = nearest(range.lowerBound, isEnd: false) else { return file.text.range }
    let end = nearest(range.upperBound, isEnd: true) ?? start
    return start..<max(start, end)
  }

  private func nearest(_ offset: Int, isEnd: Bool) -> Int? {
    if let exact = part.code.outerOffset(of: offset, isEnd: isEnd) { return exact }
    // Between two cells, or inside an escape.
    let segment = part.code.segments.last { !$0.outer.isEmpty && $0.inner.lowerBound <= offset }
    return segment.map { isEnd ? $0.outer.upperBound : $0.outer.lowerBound }
  }

  private func step(_ step: ProofStep) -> ProofStep {
    guard step.path == file.path, let offset = part.code.text.offset(at: step.location) else {
      return step
    }
    let place = nearest(offset, isEnd: false) ?? 0
    return ProofStep(step.text, path: step.path, location: file.text.location(at: place))
  }
}

extension SourceText {
  /// The offset of a line and column; nil if the text has no such line.
  func offset(at location: SourceLocation) -> Int? {
    guard lineStarts.indices.contains(location.line - 1) else { return nil }
    var column = 0
    for offset in lineRange(location.line - 1) {
      // Continuation bytes don't begin a character.
      if bytes[offset] & 0xC0 != 0x80 { column += 1 }
      if column == location.column { return offset }
    }
    return lineRange(location.line - 1).upperBound
  }
}
