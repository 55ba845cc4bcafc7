// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

// MARK: - Requests

extension DemoText {
  /// The section with the requests that were sent to each version.
  var requests: [String] {
    let count = report.documents.count
    let table = TextTable(
      header: ["", "v1", "v2"],
      rows: [
        ["endpoint", "\(report.v1.endpoint)", "\(report.v2.endpoint)"],
        ["jobs", "\(jobs(report.v1, of: count))", "\(jobs(report.v2, of: count))"],
        [
          "pages", "target_pages: \(report.selection.v1Text)",
          "target_pages: \(report.selection.v2Text)",
        ],
        ["first page", "0", "1"],
      ])
    return heading("Requests")
      + table.render(width: width, indent: "  ", terminal: terminal)
      + bodies("v1", report.v1) + bodies("v2", report.v2)
  }

  private func jobs(_ traffic: DemoTraffic, of count: Int) -> String {
    traffic.bodies.count == 1
      ? "1 job of \(Counted.text(count, "file"))"
      : "a group of \(Counted.text(traffic.bodies.count, "job"))"
  }

  /// Returns the first request body, and the fields in which the others differ from it.
  private func bodies(_ version: String, _ traffic: DemoTraffic) -> [String] {
    guard let first = traffic.bodies.first else { return [] }
    let others = traffic.bodies.dropFirst()
    let fields = Set(others.flatMap { Self.differences(first, $0) }).sorted()
    let subject = others.count == 1 ? "The other one differs" : "The other \(others.count) differ"
    let remark =
      others.isEmpty
      ? [] : paragraph("\(subject) only in \(fields.joined(separator: " and ")).")
    let title = "\(version), \(others.isEmpty ? "request body" : "first request body"):"
    return ["", "  \(terminal.styled(title, .faint))"]
      + JSONLayout(width: width).lines(first, indent: "  ") + remark
  }

  /// Returns the names of the fields that differ between two objects, possibly repeated.
  private static func differences(_ first: JSONValue, _ second: JSONValue) -> [String] {
    let names = (first.object ?? [:]).map(\.name) + (second.object ?? [:]).map(\.name)
    return names.filter { first[$0] != second[$0] }
  }
}

extension PageSelection {
  /// The value of v1's `target_pages`, or `absent`.
  fileprivate var v1Text: String {
    guard let indices = pages.flatMap({ try? $0.indices() }) else { return "absent" }
    return Self.text(of: indices)
  }

  /// The value of v2's `target_pages`, or `absent`.
  fileprivate var v2Text: String { pages.map { "\"\($0)\"" } ?? "absent" }

  /// Returns an array as text, with the middle of a long one omitted.
  fileprivate static func text(of indices: [Int]) -> String {
    let texts = indices.map(String.init)
    let shown = texts.count > 12 ? texts.prefix(6) + ["…"] + texts.suffix(3) : texts[...]
    return "[\(shown.joined(separator: ", "))]"
  }
}

// MARK: - Translation notes

extension DemoText {
  /// The section with the translation notes, where notes that differ only in values are merged.
  var notes: [String] {
    let lines = noteGroups.flatMap { group -> [String] in
      guard let first = group.first else { return [] }
      return [""] + render(first) + more(group.count - 1)
    }
    return heading("Translation notes")
      + paragraph(
        "Each note has a code, an effect, a location, and the value before and after translation.")
      + (lines.isEmpty ? ["", "  None."] : lines)
  }

  private func render(_ entry: DemoNote) -> [String] {
    let note = entry.note
    let location = "\(entry.subject.phrase) \(note.pointer.isEmpty ? "/" : note.pointer)"
    let change =
      note.before == nil && note.after == nil
      ? [] : paragraph("\(quoted(note.before)) → \(quoted(note.after))", indent: "    ")
    return [
      "  \(terminal.styled(note.code.rawValue, .bold))  "
        + terminal.styled(note.effect.rawValue, note.effect.style)
    ] + paragraph(location, indent: "    ") + change
      + paragraph(PlainText.printable(note.message), indent: "    ")
  }

  private func more(_ count: Int) -> [String] {
    count == 0 ? [] : paragraph("and \(count) more like this", indent: "    ")
  }

  private func quoted(_ text: String?) -> String {
    PlainText.shortened(PlainText.printable(text ?? "nothing"), to: width - 10)
  }

  /// The notes grouped by everything but their values, in order of first occurrence.
  private var noteGroups: [[DemoNote]] {
    var groups: [[DemoNote]] = []
    for note in report.notes {
      let index = groups.firstIndex { $0[0].differsOnlyInValues(from: note) }
      if let index { groups[index].append(note) } else { groups.append([note]) }
    }
    return groups
  }
}

extension DemoNote {
  fileprivate func differsOnlyInValues(from other: DemoNote) -> Bool {
    subject == other.subject && note.code == other.note.code
      && note.pointer == other.note.pointer && note.message == other.note.message
  }
}

extension DemoNote.Subject {
  /// The words that introduce the note's pointer.
  fileprivate var phrase: String {
    switch self {
    case .rules: "in the rules at"
    case .pages: "in --pages, sent as"
    case .body(let version): "in the \(version) body at"
    }
  }
}

// MARK: - Off-by-one errors

extension DemoText {
  /// The section on copying page numbers between versions without conversion.
  var offByOne: [String] {
    let heading = heading("Off-by-one errors")
    guard let offByOne = report.offByOne else {
      return heading
        + paragraph(
          report.selection == .all
            ? "No pages are selected, so none can be off by one; try --pages 1,3."
            : "No page follows the largest possible page number; try --pages 1,3.")
    }
    return heading + copied(offByOne) + [""] + misread(offByOne)
  }

  /// Explains v1's indices copied into v2's text.
  private func copied(_ offByOne: OffByOne) -> [String] {
    let array = report.selection.v1Text
    switch offByOne.copied {
    case .failure(let error):
      return paragraph(
        "If v1's \(array) is copied to v2 as text, the bridge rejects it before it is sent:")
        + [""] + excerpt(of: offByOne.copiedText, error)
        + paragraph("\(error.message) (\(error.code.rawValue))", indent: "    ")
    case .success(let pages):
      return paragraph(
        """
        If v1's \(array) is copied to v2 as text, the text is valid but selects \(pages.phrase) \
        instead of \(offByOne.difference.v2.phrase).
        """)
    }
  }

  private func excerpt(of text: String, _ error: PageError) -> [String] {
    let token = error.location?.range ?? 0..<0
    // The opening quote adds one byte to each offset.
    let excerpt = SourceExcerpt(
      text: Array("\"\(text)\"".utf8), token: token.lowerBound + 1..<token.upperBound + 1)
    return excerpt.render(
      label: "    target_pages: ", terminal: Terminal(width: width, hasColor: terminal.hasColor))
  }

  /// Explains v2's page numbers copied into v1's array.
  private func misread(_ offByOne: OffByOne) -> [String] {
    let difference = offByOne.difference
    let array = PageSelection.text(of: offByOne.copiedIndices)
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
          """
          Hint: v1 repeats v2's numbers. If v2 is right, as here, write \
          \(report.selection.v1Text) in v1; if v1 is right, write \
          \(PageSelection.pages(difference.v1).v2Text) in v2.
          """)
      : []
    return paragraph(
      """
      The reverse is worse: if v2's \(report.selection.v2Text) is copied to v1 as \(array), v1 \
      accepts it and reads other pages. The bridge compares the two selections:
      """)
      + [""] + table.render(width: width, indent: "    ", terminal: terminal) + hint + [""]
      + changes(offByOne)
  }

  private func changes(_ offByOne: OffByOne) -> [String] {
    let changed = offByOne.changes.filter { $0.isChanged }
    let table = TextTable(
      header: ["Document (v1)", offByOne.difference.v2.phrase, offByOne.difference.v1.phrase],
      rows: offByOne.changes.map { change in
        var after = change.after.cell
        if change.isChanged { after.style = .red }
        return [name(change.name), change.before.cell, after]
      })
    let total = Counted.text(offByOne.changes.count, "document")
    let sentence =
      changed.isEmpty
      ? "On the sandbox, the results for these documents happen to stay the same:"
      : "On the sandbox, this changes the result for \(changed.count) of \(total):"
    return paragraph(sentence) + [""]
      + table.render(width: width, indent: "    ", terminal: terminal)
  }
}
