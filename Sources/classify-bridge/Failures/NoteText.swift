// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Notes of the ledger on standard error, each kind once.
enum NoteText {
  /// Writes notes, a line for each kind.
  static func writeMessage(_ notes: [Note]) {
    for line in lines(notes) { Console.writeMessage(line) }
  }

  /// Returns a line for each kind of note: the first of it, and how many more there are.
  ///
  /// Notes are of a kind if they say the same of the same member, of whichever element.
  static func lines(_ notes: [Note]) -> [String] {
    var kinds: [(key: String, first: Note, count: Int)] = []
    for note in notes {
      let key = "\(note.code.rawValue) \(place(of: note))"
      if let position = kinds.firstIndex(where: { $0.key == key }) {
        kinds[position].count += 1
      } else {
        kinds.append((key, note, 1))
      }
    }
    return kinds.map { kind in
      let line = PlainText.printable("note: \(kind.first.description)")
      return kind.count == 1 ? line : "\(line) (and \(kind.count - 1) more like it)"
    }
  }

  /// Returns a pointer without the positions in arrays.
  private static func place(of note: Note) -> String {
    note.pointer.split(separator: "/").map { token in
      token.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? "*" : token
    }.joined(separator: "/")
  }
}
