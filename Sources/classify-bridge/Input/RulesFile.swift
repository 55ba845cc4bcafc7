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
    var ledger = Ledger()
    if reader.nextKind == .object {
      pointer = JSONPointer(tokens: ["rules"])
      try reader.readObject { (name, reader) throws(JSONError) in
        if name == "rules" {
          read = try reader.read()
        } else {
          try reader.skipValue()
          ledger.noteUnknownMember(name.text, among: ["rules"], at: "")
        }
      }
    } else {
      pointer = JSONPointer()
      read = try reader.read()
    }
    let wireRules = try reader.require(read, "rules")
    try reader.finish()
    for (position, rule) in wireRules.enumerated() {
      ledger.noteUnknownMembers(of: rule, at: pointer.appending(position).description)
    }
    rules = wireRules.map { Rule($0) }
    notes = ledger.notes
  }

  /// Applies the limits of requests, and reports every violation and not only the first.
  private func checkLimits(in file: TextFile) throws(CommandFailure) {
    let request = ClassifyRequest(documents: [.file(RunRequest.anyFileID)], rules: rules)
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
