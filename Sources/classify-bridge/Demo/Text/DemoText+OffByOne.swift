// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

extension DemoText {
  /// What happens to pages that are carried over without a translation.
  var offByOne: [String] {
    let heading = heading("Off by one, on purpose")
    guard let mistake = report.offByOne else {
      return heading
        + paragraph(
          report.selection == .all
            ? "All pages are read, so that none can be the wrong one; try --pages 1,3."
            : "No page comes after the last one that can be counted; try --pages 1,3.")
    }
    return heading + copied(mistake) + [""] + misread(mistake)
  }

  /// v1's digits in v2's text.
  private func copied(_ mistake: OffByOne) -> [String] {
    let array = report.selection.v1Text
    switch mistake.copied {
    case .failure(let error):
      return paragraph(
        "Somebody copies v1's \(array) into v2 as text. The bridge refuses it before it is sent:")
        + [""] + excerpt(of: mistake.copiedText, error)
        + paragraph("\(error.message) (\(error.code.rawValue))", indent: "    ")
    case .success(let pages):
      return paragraph(
        """
        Somebody copies v1's \(array) into v2 as text. Nothing is wrong with that text, and yet \
        it names \(pages.words) in place of \(mistake.difference.v2.words).
        """)
    }
  }

  private func excerpt(of text: String, _ error: PageError) -> [String] {
    let token = error.location?.range ?? 0..<0
    // The quotation mark in front is a byte, too.
    let excerpt = SourceExcerpt(
      text: Array("\"\(text)\"".utf8), token: token.lowerBound + 1..<token.upperBound + 1)
    return excerpt.render(
      label: "    target_pages: ", terminal: Terminal(width: width, hasColor: terminal.hasColor))
  }

  /// v2's numbers in v1's array.
  private func misread(_ mistake: OffByOne) -> [String] {
    let difference = mistake.difference
    let array = PageSelection.text(of: mistake.copiedIndices)
    let table = TextTable(
      header: ["", "target_pages", "Pages", "Only here"],
      rows: [
        ["v1", "\(array)", "\(difference.v1)", "\(difference.onlyInV1?.description ?? "none")"],
        [
          "v2", "\(report.selection.v2Text)", "\(difference.v2)",
          "\(difference.onlyInV2?.description ?? "none")",
        ],
      ])
    let hint =
      difference.isOffByOne
      ? [""]
        + paragraph(
          "Hint: every index is one too high. v1 counts from 0: write \(report.selection.v1Text).")
      : []
    return paragraph(
      """
      Worse is the other way: \(report.selection.v2Text) as the array \(array). v1 takes it without \
      a word and reads other pages. The bridge compares what both name:
      """)
      + [""] + table.render(width: width, indent: "    ", terminal: terminal) + hint + [""]
      + changes(mistake)
  }

  private func changes(_ mistake: OffByOne) -> [String] {
    let changed = mistake.changes.filter { $0.isChanged }
    let table = TextTable(
      header: ["Document in v1", mistake.difference.v2.words, mistake.difference.v1.words],
      rows: mistake.changes.map { change in
        var after = change.after.cell
        if change.isChanged { after.style = .red }
        return [name(change.name), change.before.cell, after]
      })
    let total = Counted.text(mistake.changes.count, "document")
    let sentence =
      changed.isEmpty
      ? "On the sandbox, the answer for these documents happens to stay the same:"
      : "On the sandbox, that changes the answer for \(changed.count) of \(total):"
    return paragraph(sentence) + [""]
      + table.render(width: width, indent: "    ", terminal: terminal)
  }
}

extension OffByOne.Change {
  /// Tells whether the wrong pages lead to another type, or to none.
  var isChanged: Bool { before.kind != after.kind }
}

extension DocumentOutcome {
  /// What stays the same whatever the confidence is.
  fileprivate var kind: String {
    switch self {
    case .classified(let found): "type \(found.type ?? "")"
    case .unmatched: "unmatched"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .waiting: "waiting"
    }
  }
}
