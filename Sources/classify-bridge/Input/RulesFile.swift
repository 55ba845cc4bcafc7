// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The rules in a file: a JSON array of `{"type", "description"}`, or an object with that in `rules`.
struct RulesFile {
  let rules: [Rule]
  /// What was peculiar, with pointers into the file.
  let notes: [Note]

  /// Reads the rules and checks them against the limits of both versions.
  ///
  /// - Throws: ``CommandFailure`` that names the file and the place in it.
  init(_ file: TextFile) throws(CommandFailure) {
    do throws(JSONError) {
      try self.init(file: file)
    } catch {
      throw CommandFailure(
        """
        \(file.name) has no rules: \(PlainText.printable(error.description)); \
        write [{"type": "invoice", "description": "has an invoice number"}]
        """)
    }
    try checkLimits(in: file)
  }

  /// Where the array of rules is.
  private let place: String

  private init(file: TextFile) throws(JSONError) {
    var reader = try JSONReader(file.bytes)
    var read: [WireRule]?
    var notes: [Note] = []
    if reader.nextKind == .object {
      place = "/rules"
      try reader.readObject { (name, reader) throws(JSONError) in
        if name == "rules" {
          read = try reader.read()
        } else {
          notes.append(Self.unknown(name.text, try reader.readValue(), in: JSONPointer()))
        }
      }
    } else {
      place = ""
      read = try reader.read()
    }
    let wireRules = try reader.require(read, "rules")
    try reader.finish()
    for (position, rule) in wireRules.enumerated() {
      let pointer = JSONPointer(tokens: place.isEmpty ? [] : ["rules"]).appending("\(position)")
      for (name, value) in rule.unknownMembers {
        notes.append(Self.unknown(name, value, in: pointer))
      }
    }
    rules = wireRules.map { Rule(type: $0.type, description: $0.description) }
    self.notes = notes
  }

  private static func unknown(
    _ name: String, _ value: JSONValue, in pointer: JSONPointer
  ) -> Note {
    Note(.memberUnknown, at: pointer.appending(name).description, before: value.jsonText())
  }

  /// Lets a translation find all that is wrong, as it would be found before anything is sent.
  private func checkLimits(in file: TextFile) throws(CommandFailure) {
    do {
      _ = try V1Translator().params(from: ClassifyRequest(documents: [.file("")], rules: rules))
    } catch {
      let reasons = error.reasons.map { note in
        let pointer = "\(place)\(note.pointer.dropFirst("/rules".count))"
        return "\n  \(pointer.isEmpty ? "" : "\(pointer): ")"
          + PlainText.printable("\(note.message) (\(note.code.rawValue))")
      }
      throw CommandFailure("neither version takes the rules in \(file.name):\(reasons.joined())")
    }
  }
}
