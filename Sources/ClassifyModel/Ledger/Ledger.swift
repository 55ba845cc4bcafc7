// SPDX-License-Identifier: Apache-2.0

/// The notes of a translation in progress.
///
/// A translation continues after a value that the target can't express, so that a caller gets all
/// problems at once; ``translation(of:under:)`` ends it.
public struct Ledger: Sendable {
  /// The notes so far.
  public private(set) var notes: [Note] = []

  /// Creates an empty ledger.
  public init() {}

  /// Adds a note.
  public mutating func add(_ note: Note) {
    notes.append(note)
  }

  /// Adds a note with the effect of the code's ``Catalogue`` row.
  ///
  /// - Parameters:
  ///   - code: The kind of change.
  ///   - pointer: The JSON Pointer of the value.
  ///   - before: The value before the change.
  ///   - after: The value after the change.
  ///   - message: A description of this particular change; `nil` for the code's summary.
  public mutating func add(
    _ code: NoteCode, at pointer: String, before: String? = nil, after: String? = nil,
    message: String? = nil
  ) {
    notes.append(Note(code, at: pointer, before: before, after: after, message: message))
  }

  /// Ends the translation.
  ///
  /// - Parameters:
  ///   - value: The translated value; `nil` if a note explains why there is none.
  ///   - policy: The policy that decides which effects make the translation fail.
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
  /// Adds a note about the form of a page selection.
  ///
  /// - Parameters:
  ///   - note: The note from parsing the selection.
  ///   - pointer: The JSON Pointer of the selection.
  ///   - before: The original selection.
  ///   - after: The pages in canonical form.
  public mutating func add(_ note: PageNote, at pointer: String, before: String, after: String) {
    let others = note.occurrences - 1
    let count = others == 0 ? "" : ", and \(others) more"
    add(
      note.code, at: pointer, before: before, after: after,
      message: "\(Catalogue[note.code].summary) Found at \(note.location)\(count).")
  }
}
