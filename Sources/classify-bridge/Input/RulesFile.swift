// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The rules in a JSON or YAML file: an array of them, an object with that array in `rules`, or the
/// body of a create request of either version.
struct RulesFile {
  let rules: [Rule]
  /// The mode of a request body; `nil` if it has none.
  let mode: ClassifyMode?
  /// The parsing options of a request body; `nil` for rules alone.
  let parsing: ParsingOptions?
  /// The note that names the known members that the command replaces or does not use, if any.
  let leftOutNote: Note?
  /// Notes about unknown members and defaults, with JSON Pointers into the file.
  let notes: [Note]

  /// Reads rules and checks them against the limits of the service.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - overridden: The parsing options of a request body that the command replaces.
  /// - Throws: ``CommandFailure`` with the file and the position if the file has no valid rules, a
  ///   member that can't be left out, or options of either version that read different pages.
  init(
    _ file: TextFile, overriding overridden: Set<RulesBody.ParsingMember>
  ) throws(CommandFailure) {
    let json = try Self.json(in: file)
    let body: RulesBody
    do throws(JSONError) {
      body = try RulesBody(json: json)
    } catch {
      // An offset into YAML is not known.
      let place = error.pointer.isRoot ? "" : " (at \(error.pointer))"
      throw Self.failure(
        file, json == file.bytes ? error.description : "\(error.message)\(place)")
    }
    guard !body.namesConfigurationOnly else {
      throw CommandFailure(
        "\(file.name) names a saved configuration (configuration_id) and has no rules, which this "
          + "command needs; write the rules into the file, or create a job for each uploaded file "
          + "with classify create --configuration-id")
    }
    if let name = body.requiredMembers.first {
      throw CommandFailure(
        "\(file.name) has \(name), which this command can't use; remove it from the file")
    }
    do throws(TranslationRefusal) {
      let request = try body.request(overriding: overridden)
      guard case .inline(let configuration) = request.value.configuration else {
        throw TranslationRefusal(notes: request.notes, policy: .standard)
      }
      rules = configuration.rules
      mode = configuration.mode
      parsing = body.hasRulesAlone ? nil : configuration.parsing
      leftOutNote = body.leftOutNote
      notes = request.notes.map(body.relocated)
    } catch {
      let lines = error.reasons.map(body.relocated).map { note in
        "\n  \(note.pointer.isEmpty ? "" : "\(note.pointer): ")"
          + PlainText.printable("\(note.message) (\(note.code.rawValue))")
      }
      throw CommandFailure("\(file.name) can't be used:\(lines.joined())")
    }
    let limit = notes.first { $0.code == .pageLimitDefaulted }?.after
    if let limit, !body.hasFileIDs {
      throw CommandFailure(
        "\(file.name) can be a v1 body, which reads \(limit) pages, or a v2 configuration, which "
          + "reads all; give --max-pages \(limit) or --pages all")
    }
  }

  /// Returns the JSON text of a file in JSON or YAML; of a file in neither that looks like JSON, its
  /// bytes, since the error about JSON is the better one.
  private static func json(in file: TextFile) throws(CommandFailure) -> [UInt8] {
    if (try? JSONValue(json: file.bytes)) != nil { return file.bytes }
    #if CLI
    do throws(ValueError) {
      return try ValueText.read(file.text).jsonBytes()
    } catch {
      let looksLikeJSON = file.text.first { !$0.isWhitespace }.map { "{[\"".contains($0) }
      if looksLikeJSON != true { throw failure(file, error.description) }
    }
    #endif
    return file.bytes
  }

  private static func failure(_ file: TextFile, _ reason: String) -> CommandFailure {
    CommandFailure(
      """
      \(file.name) has no rules: \(PlainText.printable(reason)); \
      write [{"type": "invoice", "description": "has an invoice number"}]
      """)
  }
}
