// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// A note with the record that it is about, and the place in it.
struct SourceNote: Hashable {
  let note: Note
  /// The zero-based position of the record among those that are converted together.
  let source: Int

  init(_ note: Note, source: Int) {
    self.note = note
    self.source = source
  }

  /// Creates a note on a member that the other version has no place for; `nil` for null, which loses
  /// nothing.
  init?(unplaced value: SourceValue, at pointer: String, source: Int = 0) {
    guard value.kind != .null else { return nil }
    let member = UnknownMembers.Member(
      version: .v1, parent: "", name: value.name, value: (try? value.read()) ?? .null)
    self.init(
      Note(.memberUnplaced, at: pointer, before: member.textWithoutSecrets), source: source)
  }

  /// Returns the note with a pointer below those of the items of a page.
  func below(_ pointers: [String]) -> SourceNote {
    SourceNote(note.moved(to: pointers[min(source, pointers.count - 1)] + note.pointer), source: 0)
  }
}

extension Note {
  /// Returns the note at another place.
  func moved(to pointer: String) -> Note {
    Note(code, at: pointer, before: before, after: after, message: message)
  }
}
