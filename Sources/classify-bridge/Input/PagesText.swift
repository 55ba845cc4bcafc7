// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The pages that a person asked for.
struct PagesText {
  /// The word for every page.
  static let all = "all"

  let selection: PageSelection
  /// What was peculiar, with pointers into v2's body.
  let notes: [Note]

  /// Reads `all`, or pages as v2 writes them.
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
