// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// Renders a translation's notes for stderr.
enum NoteText {
  /// Writes one line to stderr for each kind of note.
  static func writeMessage(_ notes: [Note]) {
    for line in lines(notes) { Console.writeMessage(line) }
  }

  /// Returns one line for each kind of note: the first note and the number of others.
  ///
  /// Notes are of the same kind if their codes and their pointers are equal, ignoring array indices.
  static func lines(_ notes: [Note]) -> [String] {
    var kinds: [(key: String, first: Note, count: Int)] = []
    for note in notes {
      let key = "\(note.code.rawValue) \(pointerWithoutIndices(note))"
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

  private static func pointerWithoutIndices(_ note: Note) -> String {
    note.pointer.split(separator: "/").map { token in
      token.allSatisfy { $0.isASCII && $0.isNumber } ? "*" : token
    }.joined(separator: "/")
  }
}

/// A thread-safe collection of notes, written together at the end of a command.
final class NoteLog: Sendable {
  private let notes = Mutex<[Note]>([])

  /// Appends notes.
  func add(_ new: [Note]) {
    notes.withLock { $0 += new }
  }

  /// Writes one line to stderr for each kind of note.
  func writeMessage() {
    NoteText.writeMessage(notes.withLock(\.self))
  }
}
