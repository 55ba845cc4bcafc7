// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

extension DemoText {
  /// The notes, those that say the same of several places once.
  var ledger: [String] {
    let lines = groups.flatMap { notes -> [String] in
      guard let first = notes.first else { return [] }
      return [""] + render(first) + more(notes.count - 1)
    }
    return heading("The ledger: what was said in other words")
      + paragraph(
        "A note has a code, how much it matters, the place, and the text before and after.")
      + (lines.isEmpty ? ["", "  Nothing had to be noted."] : lines)
  }

  private func render(_ entry: DemoNote) -> [String] {
    let note = entry.note
    let place = "\(entry.subject.words) \(note.pointer.isEmpty ? "/" : note.pointer)"
    let change =
      note.before == nil && note.after == nil
      ? [] : paragraph("\(quoted(note.before)) → \(quoted(note.after))", indent: "    ")
    return [
      "  \(terminal.styled(note.code.rawValue, .bold))  \(styled(note.effect))"
    ] + paragraph(place, indent: "    ") + change
      + paragraph(PlainText.printable(note.message), indent: "    ")
  }

  private func more(_ count: Int) -> [String] {
    count == 0 ? [] : paragraph("and \(count) more of this kind", indent: "    ")
  }

  private func quoted(_ text: String?) -> String {
    PlainText.shortened(PlainText.printable(text ?? "nothing"), to: width - 10)
  }

  private func styled(_ effect: Effect) -> String {
    switch effect {
    case .normalized, .defaulted: terminal.styled(effect.rawValue, .green)
    case .unplaced, .approximated: terminal.styled(effect.rawValue, .yellow)
    case .meaningChanged, .impossible: terminal.styled(effect.rawValue, .red)
    }
  }

  /// The notes by subject, code and place, in the order in which each kind was met first.
  private var groups: [[DemoNote]] {
    var groups: [[DemoNote]] = []
    for note in report.notes {
      let place = groups.firstIndex { $0[0].isAlike(note) }
      if let place { groups[place].append(note) } else { groups.append([note]) }
    }
    return groups
  }
}

extension DemoNote {
  fileprivate func isAlike(_ other: DemoNote) -> Bool {
    subject == other.subject && note.code == other.note.code
      && note.pointer == other.note.pointer && note.message == other.note.message
  }
}

extension DemoNote.Subject {
  /// What the pointer leads into.
  fileprivate var words: String {
    switch self {
    case .rules: "in the rules at"
    case .pages: "in --pages, which becomes"
    case .v1: "in the body for v1 at"
    case .v2: "in the body for v2 at"
    }
  }
}
