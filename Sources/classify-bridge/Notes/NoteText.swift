// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Renders translation notes for stderr: a line for each code, the most severe first.
struct NoteText {
  /// The maximum number of columns of a value before or after a translation.
  private static let maximumValueColumns = 60
  /// The maximum number of places that a line names.
  private static let maximumPlaces = 3

  let terminal: Terminal

  /// Returns a line for each code, and a last one that counts the minor notes.
  ///
  /// A note is minor if every policy accepts its effect: it changes neither meaning nor cost.
  func lines(_ notes: [Note]) -> [String] {
    let kinds = Self.kinds(of: notes)
    let minor = kinds.filter(\.isMinor)
    let summary = minor.isEmpty ? [] : [summary(of: minor)]
    return kinds.filter { !$0.isMinor }.map { line($0) } + summary
  }

  /// The notes with one code, one or more.
  private struct Kind {
    let first: Note
    var notes: [Note]

    var count: Int { notes.count }
    var isMinor: Bool { !TranslationPolicy.allCases.contains { $0.refuses(first.effect) } }
    /// The number of notes after a space, such as ` ×12`; empty for one.
    var times: String { count == 1 ? "" : " ×\(count)" }
  }

  /// Returns the kinds of notes by descending severity, then in the order of their first notes.
  private static func kinds(of notes: [Note]) -> [Kind] {
    var kinds: [Kind] = []
    var positions: [NoteCode: Int] = [:]
    for note in notes {
      if let position = positions[note.code] {
        kinds[position].notes.append(note)
      } else {
        positions[note.code] = kinds.count
        kinds.append(Kind(first: note, notes: [note]))
      }
    }
    return kinds.sorted { $0.first.effect > $1.first.effect }
  }

  private func line(_ kind: Kind) -> String {
    let note = kind.first
    let hasValues = kind.count == 1 && (note.before != nil || note.after != nil)
    let values = hasValues ? " \(value(note.before)) → \(value(note.after)):" : ""
    let rest = PlainText.printable("\(places(of: kind)):\(values) \(note.message)")
    return "note: \(terminal.styled(note.effect.rawValue, note.effect.style)) "
      + "\(terminal.styled(note.code.rawValue, .bold))\(kind.times) at \(rest)"
  }

  /// Returns the first few JSON Pointers of the notes.
  private func places(of kind: Kind) -> String {
    var places: [String] = []
    for note in kind.notes {
      let place = note.pointer.isEmpty ? "/" : note.pointer
      guard !places.contains(place) else { continue }
      guard places.count < Self.maximumPlaces else { return places.joined(separator: ", ") + ", …" }
      places.append(place)
    }
    return places.joined(separator: ", ")
  }

  private func value(_ text: String?) -> String {
    PlainText.shortened(text ?? "nothing", to: Self.maximumValueColumns)
  }

  private func summary(of minor: [Kind]) -> String {
    let count = minor.reduce(0) { $0 + $1.count }
    let codes = minor.map { $0.first.code.rawValue + $0.times }.joined(separator: ", ")
    return "note: \(Counted.text(count, "minor note")): \(codes) "
      + "(--notes FILE writes each, classify-bridge catalogue CODE explains one)"
  }
}

extension Effect {
  /// The color of the effect on a terminal.
  var style: TextStyle {
    switch self {
    case .normalized, .defaulted: .green
    case .unplaced, .approximated: .yellow
    case .meaningChanged, .impossible: .red
    }
  }
}

/// Translation notes as JSON.
enum NoteJSON {
  /// Returns the object of a note.
  ///
  /// - Parameters:
  ///   - note: The note.
  ///   - place: What the note's pointer refers to.
  ///   - more: Further members, after that of the place.
  /// - Returns: The object; a value that the note lacks is null.
  static func object(_ note: Note, in place: String, more: [JSONObject.Element] = []) -> JSONValue {
    var object = JSONObject()
    object.append("in", .string(place))
    for (name, value) in more { object.append(name, value) }
    object.append("code", .string(note.code.rawValue))
    object.append("effect", .string(note.effect.rawValue))
    object.append("pointer", .string(note.pointer))
    object.append("before", note.before.map(JSONValue.string) ?? .null)
    object.append("after", note.after.map(JSONValue.string) ?? .null)
    object.append("message", .string(note.message))
    return .object(object)
  }
}
