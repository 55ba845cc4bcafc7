// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Notes of the ledger on standard error, each kind once.
enum NoteText {
  /// Writes notes, a line for each kind.
  static func talk(_ notes: [Note]) {
    for line in lines(notes) { Console.talk(line) }
  }

  /// Returns a line for each kind of note, and how often it came if that was more than once.
  static func lines(_ notes: [Note]) -> [String] {
    var kinds: [(line: String, count: Int)] = []
    for note in notes {
      let line = PlainText.printable("note: \(note.description)")
      if let place = kinds.firstIndex(where: { $0.line == line }) {
        kinds[place].count += 1
      } else {
        kinds.append((line, 1))
      }
    }
    return kinds.map { $0.count == 1 ? $0.line : "\($0.line) (\($0.count) times)" }
  }
}
