// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

#if CLI
import ArgumentParser
#endif

/// The value of a `--pages` option.
struct PagesText {
  /// The value that selects all pages.
  static let all = "all"

  let selection: PageSelection
  /// Notes about the syntax, with JSON Pointers into v2's request body.
  let notes: [Note]

  /// Parses `all` or a range string of one-based pages, as in v2.
  ///
  /// - Throws: `PageError` if the text is neither.
  init(_ text: String) throws(PageError) {
    guard text != Self.all else {
      selection = .all
      notes = []
      return
    }
    let reading = try PageSet.reading(rangeString: text)
    var ledger = Ledger()
    for note in reading.notes {
      ledger.add(
        note, at: "/configuration/parsing_configuration/target_pages", before: text,
        after: reading.pages.rangeString)
    }
    selection = .pages(reading.pages)
    notes = ledger.notes
  }
}

#if CLI
extension PagesText {
  /// Validates the value of `--pages`; `nil` is valid.
  ///
  /// - Throws: `ValidationError` with the faulty token underlined.
  static func validate(_ text: String?) throws {
    guard let text else { return }
    do {
      _ = try PagesText(text)
    } catch {
      let excerpt = SourceExcerpt(text: Array(text.utf8), token: error.location?.range ?? 0..<0)
      let lines = excerpt.render(label: "  --pages ", terminal: .at(.standardError))
      throw ValidationError(([PlainText.printable(error.message)] + lines).joined(separator: "\n"))
    }
  }
}
#endif
