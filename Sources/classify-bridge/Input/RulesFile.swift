// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The rules in a file: a JSON array of `{"type", "description"}`, or an object with that array in
/// its field `rules`.
struct RulesFile {
  let rules: [Rule]
  /// Notes about unknown fields, with JSON Pointers into the file.
  let notes: [Note]
  /// The JSON Pointer of the array of rules.
  private let pointer: JSONPointer

  /// Reads rules and checks them against the limits of the service.
  ///
  /// - Throws: ``CommandFailure`` with the file and the position if the file has no valid rules.
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

  private init(file: TextFile) throws(JSONError) {
    var reader = try JSONReader(file.bytes)
    var read: [WireRule]?
    var notes: [Note] = []
    if reader.nextKind == .object {
      pointer = JSONPointer(tokens: ["rules"])
      try reader.readObject { (name, reader) throws(JSONError) in
        if name == "rules" {
          read = try reader.read()
        } else {
          try reader.skipValue()
          notes.append(Self.unknown(name.text, in: JSONPointer()))
        }
      }
    } else {
      pointer = JSONPointer()
      read = try reader.read()
    }
    let wireRules = try reader.require(read, "rules")
    try reader.finish()
    for (position, rule) in wireRules.enumerated() {
      for (name, _) in rule.unknownMembers {
        notes.append(Self.unknown(name, in: pointer.appending("\(position)")))
      }
    }
    rules = wireRules.map { Rule($0) }
    self.notes = notes
  }

  private static func unknown(_ name: String, in pointer: JSONPointer) -> Note {
    Note(.memberUnknown, at: pointer.appending(name).description)
  }

  /// Applies the limits of requests, and reports every violation and not only the first.
  private func checkLimits(in file: TextFile) throws(CommandFailure) {
    let request = ClassifyRequest(documents: [.file("")], rules: rules)
    var ledger = Ledger()
    request.checkLimits(
      documents: "", rules: pointer.description, maxPages: "", into: &ledger)
    let violations = ledger.notes.filter { TranslationPolicy.standard.refuses($0.effect) }
    guard !violations.isEmpty else { return }
    let lines = violations.map { note in
      "\n  \(note.pointer.isEmpty ? "" : "\(note.pointer): ")"
        + PlainText.printable("\(note.message) (\(note.code.rawValue))")
    }
    throw CommandFailure("neither version accepts the rules in \(file.name):\(lines.joined())")
  }
}
