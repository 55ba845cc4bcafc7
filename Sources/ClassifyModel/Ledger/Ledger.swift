// SPDX-License-Identifier: Apache-2.0

/// The notes of a translation while it is made.
///
/// A translation goes on after something that can't be said, so that a caller learns of every
/// obstacle at once; ``translation(of:under:)`` ends it.
public struct Ledger: Sendable {
  /// What was noted so far.
  public private(set) var notes: [Note] = []

  /// Makes an empty ledger.
  public init() {}

  /// Adds a note.
  public mutating func add(_ note: Note) {
    notes.append(note)
  }

  /// Adds a note of the effect that the catalogue gives its code.
  ///
  /// - Parameters:
  ///   - code: What happened.
  ///   - pointer: Where, as a JSON Pointer.
  ///   - before: The text before.
  ///   - after: The text after.
  ///   - message: A sentence about this very value; the catalogue's own if there is none.
  public mutating func add(
    _ code: NoteCode, at pointer: String, before: String? = nil, after: String? = nil,
    message: String? = nil
  ) {
    notes.append(Note(code, at: pointer, before: before, after: after, message: message))
  }

  /// Ends the translation.
  ///
  /// - Parameters:
  ///   - value: The translated value; `nil` where a note says that there is none.
  ///   - policy: What is refused.
  /// - Returns: The value with its notes.
  /// - Throws: ``TranslationRefusal`` with all notes, if the policy refuses one or there is no
  ///   value.
  public consuming func translation<Value>(
    of value: Value?, under policy: TranslationPolicy
  ) throws(TranslationRefusal) -> Translation<Value> {
    guard let value, !notes.contains(where: { policy.refuses($0.effect) }) else {
      throw TranslationRefusal(notes: notes, policy: policy)
    }
    return Translation(value, notes: notes)
  }
}

extension Ledger {
  /// Adds what was peculiar about a selection of pages.
  ///
  /// - Parameters:
  ///   - note: The peculiarity.
  ///   - pointer: The JSON Pointer of the selection.
  ///   - before: The selection as it was read.
  ///   - after: The pages in canonical text.
  public mutating func add(_ note: PageNote, at pointer: String, before: String, after: String) {
    let others = note.occurrences - 1
    let count = others == 0 ? "" : ", and \(others) more"
    add(
      note.code, at: pointer, before: before, after: after,
      message: "\(Catalogue[note.code].summary) Found at \(note.location)\(count).")
  }
}
