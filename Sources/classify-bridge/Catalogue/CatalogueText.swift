// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The catalogue for a person at a terminal.
struct CatalogueText {
  /// Lines are not made longer than this, however wide the terminal is.
  private static let widest = 100

  let terminal: Terminal

  /// Returns the rows by area.
  func render(_ entries: [CatalogueEntry]) -> String {
    var lines: [String] = []
    for area in CatalogueEntry.Area.allCases {
      let rows = entries.filter { $0.area == area }
      guard !rows.isEmpty else { continue }
      lines.append(terminal.styled(area.heading.uppercased(), .bold))
      for row in rows { lines += [""] + render(row) }
      lines.append("")
    }
    return lines.dropLast().map { $0 + "\n" }.joined()
  }

  private func render(_ entry: CatalogueEntry) -> [String] {
    let width = min(terminal.width, Self.widest)
    func side(_ name: String, _ text: String) -> [String] {
      TextLayout.wrap(text, width: width, first: "  \(name)  ", rest: "      ")
    }
    return [heading(entry)]
      + side("v1", entry.v1) + side("v2", entry.v2)
      + TextLayout.wrap(entry.summary, width: width, first: "  ", rest: "  ")
  }

  private func heading(_ entry: CatalogueEntry) -> String {
    let code = TextLayout.pad(entry.code.rawValue, to: 30)
    return "\(terminal.styled(code, .bold)) \(entry.direction.arrow)   \(styledEffect(entry))"
  }

  private func styledEffect(_ entry: CatalogueEntry) -> String {
    switch entry.effect {
    case nil, .normalized, .defaulted: terminal.styled(entry.effectWord, .green)
    case .unplaced, .approximated: terminal.styled(entry.effectWord, .yellow)
    case .meaningChanged, .impossible: terminal.styled(entry.effectWord, .red)
    }
  }
}
