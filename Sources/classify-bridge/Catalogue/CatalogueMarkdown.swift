// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The catalogue as the reference page `docs/mapping.md`.
enum CatalogueMarkdown {
  /// Returns the whole page.
  static func render(_ entries: [CatalogueEntry]) -> String {
    let areas = CatalogueEntry.Area.allCases.map { area in
      section(area, entries.filter { $0.area == area })
    }
    return ([introduction, effects] + areas).joined(separator: "\n")
  }

  private static let introduction = """
    # What becomes of what

    Each row says what a value of Classify v1 becomes in v2, or the other way round. A translation
    returns the value and its notes; the first column is the code of the note. Rows whose effect is
    *same* are not noted: both versions mean the same there, in their own words.

    This page is written by `classify-bridge catalogue --format markdown`.

    """

  private static var effects: String {
    let head = [
      ["Effect", "Meaning"] + TranslationPolicy.allCases.map { "`.\($0.rawValue)`" },
      ["---", "---"] + TranslationPolicy.allCases.map { _ in "---" },
    ]
    let rows = Effect.allCases.map { effect in
      [effect.rawValue, effect.meaning]
        + TranslationPolicy.allCases.map { $0.refuses(effect) ? "**refuse**" : "pass" }
    }
    return """
      ## Effects

      How much a note matters, and what each policy makes of it. `.standard` is the default. A
      refusal is an error that carries every note, not only the first.

      \(table(head + rows))
      """
  }

  private static func section(_ area: CatalogueEntry.Area, _ entries: [CatalogueEntry]) -> String {
    let head = [
      ["Code", "Direction", "v1", "v2", "Effect", "What happens"],
      ["---", "---", "---", "---", "---", "---"],
    ]
    let rows = entries.map { entry in
      [
        "`\(entry.code.rawValue)`", entry.direction.arrow, entry.v1, entry.v2, entry.effectWord,
        entry.summary,
      ]
    }
    return "## \(area.heading)\n\n\(table(head + rows))"
  }

  private static func table(_ rows: [[String]]) -> String {
    rows.map { cells in "| \(cells.map(escape).joined(separator: " | ")) |\n" }.joined()
  }

  /// Returns the text of a cell, in which a bar would end the cell.
  private static func escape(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
