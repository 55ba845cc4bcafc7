// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON
package import ClassifyModel

/// Reads the members of a record of either version into the model, and collects notes and unknown
/// members.
package struct RecordReader {
  private let version: APIVersion
  /// The notes so far.
  package private(set) var ledger = Ledger()
  /// The unknown members so far.
  package private(set) var unknownMembers: UnknownMembers

  package init(version: APIVersion) {
    self.version = version
    unknownMembers = UnknownMembers(origin: version)
  }

  /// Adds a note.
  package mutating func note(
    _ code: NoteCode, at pointer: String, before: String? = nil, after: String? = nil
  ) {
    ledger.add(code, at: pointer, before: before, after: after)
  }

  /// Adds a note about a selection of pages.
  package mutating func note(_ note: PageNote, at pointer: String, before: String, after: String) {
    ledger.add(note, at: pointer, before: before, after: after)
  }

  /// Adds the notes of another reader, which read the part of the record at `place`.
  package mutating func addNotes(of part: RecordReader, below place: String) {
    for note in part.ledger.notes {
      ledger.add(
        note.code, at: place + note.pointer, before: note.before, after: note.after,
        message: note.message)
    }
  }

  /// Returns the value of a member, and records whether it was null rather than absent.
  package mutating func optional<Value>(
    _ presence: Presence<Value>, _ member: NullableMember
  ) -> Value? {
    if case .null = presence { unknownMembers.nulls.insert(member) }
    return presence.value
  }

  /// Returns the time of a member; adds a note if it has no zone or can't be parsed.
  package mutating func time(
    _ presence: Presence<String>, _ member: NullableMember, at pointer: String
  ) -> Timestamp? {
    guard let text = optional(presence, member) else { return nil }
    let time = Timestamp(text)
    if time.instant == nil {
      note(.valueUnrecognized, at: pointer, before: text)
    } else if time.isZoneless {
      note(.timestampZoneless, at: pointer, before: text)
    }
    return time
  }

  /// Keeps members that the API contract does not have, and adds a note for each.
  package mutating func keep(_ members: JSONObject, in parent: String) {
    for (name, value) in members { keep(name, value, in: parent, code: .memberUnknown) }
  }

  /// Keeps a member unchanged, and adds a note.
  package mutating func keep(
    _ name: String, _ value: JSONValue, in parent: String, code: NoteCode = .valueUnrecognized
  ) {
    let member = UnknownMembers.Member(
      version: version, parent: parent, name: name, value: value, code: code)
    unknownMembers.members.append(member)
    note(code, at: member.pointer, before: member.textWithoutSecrets)
  }

  /// Keeps a value that can't be interpreted, and adds a note.
  package mutating func unrecognized<Value>(
    _ value: JSONValue, at pointer: String
  ) -> Recorded<Value> {
    note(.valueUnrecognized, at: pointer, before: value.jsonText())
    return .unrecognized(value, version: version)
  }

  /// Reads the status; adds a note if it is unknown to this package.
  package mutating func status(_ word: Open<some StatusWord>) -> JobStatus {
    if case .unrecognized(let text) = word {
      note(.statusUnrecognized, at: "/status", before: text, after: text)
    }
    return word.jobStatus
  }

  /// Reads the mode; adds a note if it is unknown to this package.
  package mutating func mode(
    _ presence: Presence<Open<some ModeWord>>, at pointer: String
  ) -> ClassifyMode? {
    guard let mode = optional(presence, .mode)?.mode else { return nil }
    if case .unrecognized(let text) = mode {
      note(.modeUnrecognized, at: pointer, before: text, after: text)
    }
    return mode
  }

  /// Reads the language; a value that is not a string is kept as an unknown member.
  package mutating func language(
    _ presence: Presence<Lenient<String>>, in parent: String
  ) -> Language? {
    switch presence {
    case .absent: return nil
    case .null: keep("lang", .null, in: parent)
    case .value(.value(let code)): return Language(code)
    case .value(.other(let json)): keep("lang", json, in: parent)
    }
    return nil
  }

  /// Reads the classification of a document.
  package mutating func classification(
    type: Presence<String>, confidence: JSONNumber, reasoning: String, unknownMembers: JSONObject
  ) -> Classification {
    keep(unknownMembers, in: "/result")
    if type.isAbsent { note(.resultTypeAbsent, at: "/result/type", after: "null") }
    return Classification(
      type: type.value, confidence: Confidence(confidence), reasoning: reasoning)
  }
}
