// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The contents of a rules file: rules alone, or a request body without regard to its documents.
struct RulesBody {
  /// A parsing option of both versions.
  enum ParsingMember {
    case lang
    case maxPages
    case targetPages
  }

  private enum Form {
    case array
    /// An object with `rules` and no other known member.
    case rules
    case v1
    case v2
  }

  /// The members that the command line replaces, or that belong to a single request.
  private static let replacedNames = [
    "file_ids", "file_input", "file_id", "parse_job_id", "transaction_id", "organization_id",
    "project_id",
  ]
  /// The members whose loss would be a surprise.
  private static let requiredNames = [
    "configuration_id", "webhook_configurations", "webhook_configuration_ids",
  ]

  private var form = Form.array
  private var v1 = V1.JobCreateParams(fileIDs: [RunRequest.anyFileID], rules: [])
  private var v2 = V2.ClassifyCreateParams(fileInput: .value(RunRequest.anyFileID))
  /// The names of the known members that the command does not use.
  private var otherNames: [String] = []

  /// Whether the object has the documents of v1, by which it differs from a v2 configuration.
  var hasFileIDs: Bool { otherNames.contains("file_ids") }

  /// The members that can't be left out, which no command can use.
  var requiredMembers: [String] { otherNames.filter(Self.requiredNames.contains) }

  /// Whether the body names a saved configuration in place of rules.
  var namesConfigurationOnly: Bool {
    otherNames.contains("configuration_id") && form != .v2 && v1.rules.isEmpty
  }

  /// Whether the file has rules alone, and no request or configuration around them.
  var hasRulesAlone: Bool { form == .array || form == .rules }

  /// Translates the body, with a placeholder for its document.
  ///
  /// - Parameter overridden: The parsing options that are left out, which can then be invalid.
  /// - Returns: The request, with notes whose pointers refer to the body.
  /// - Throws: `TranslationRefusal` if the service would reject the body. A stricter policy is left
  ///   to the caller, since flags can override what it would refuse.
  func request(
    overriding overridden: Set<ParsingMember>
  ) throws(TranslationRefusal) -> Translation<ClassifyRequest> {
    guard form != .v2 else {
      var body = v2
      body.configuration = body.configuration.map { configuration in
        var configuration = configuration
        configuration.parsingConfiguration = configuration.parsingConfiguration.map {
          Self.parsing($0, without: overridden)
        }
        return configuration
      }
      return try V2Translator(policy: .permissive).request(from: body)
    }
    var body = v1
    if form == .v1 {
      body.parsingConfiguration = .value(
        Self.parsing(
          body.parsingConfiguration.value ?? V1.ParsingConfiguration(maxPages: .absent),
          without: overridden))
    } else {
      // Rules without a request mean no limit, unlike v1's default of 5 pages.
      body.parsingConfiguration = .value(V1.ParsingConfiguration(maxPages: .null))
    }
    return try V1Translator(policy: .permissive).request(from: body)
  }

  private static func parsing(
    _ given: V2.ParsingConfiguration, without overridden: Set<ParsingMember>
  ) -> V2.ParsingConfiguration {
    var parsing = given
    if overridden.contains(.lang) { parsing.lang = .absent }
    if overridden.contains(.maxPages) { parsing.maxPages = .absent }
    if overridden.contains(.targetPages) { parsing.targetPages = .absent }
    return parsing
  }

  private static func parsing(
    _ given: V1.ParsingConfiguration, without overridden: Set<ParsingMember>
  ) -> V1.ParsingConfiguration {
    var parsing = given
    if overridden.contains(.lang) { parsing.lang = .absent }
    if overridden.contains(.targetPages) { parsing.targetPages = .absent }
    // v1's default is for requests without a selection.
    let hasSelection = overridden.contains(.targetPages) && parsing.maxPages.isAbsent
    if overridden.contains(.maxPages) || hasSelection { parsing.maxPages = .null }
    return parsing
  }

  /// A note that names the known members that are left out; `nil` if there are none.
  var leftOutNote: Note? {
    guard !otherNames.isEmpty else { return nil }
    return Note(
      .requestMemberUnknown, at: "",
      message: "not used of a file of rules by this command, and left out: "
        + otherNames.joined(separator: ", "))
  }

  /// Returns a note with its pointer into the file.
  func relocated(_ note: Note) -> Note {
    let prefix = "/rules"
    guard form == .array, note.pointer.hasPrefix(prefix) else { return note }
    return Note(
      note.code, at: String(note.pointer.dropFirst(prefix.count)), before: note.before,
      after: note.after, message: note.message)
  }
}

extension RulesBody: JSONReadable {
  /// Reads an array or an object.
  ///
  /// - Throws: `JSONError` if there are neither rules nor a saved configuration, or a known member
  ///   has the wrong type.
  init(from reader: inout JSONReader) throws(JSONError) {
    guard reader.nextKind == .object else {
      v1.rules = try reader.read()
      return
    }
    var rules: [WireRule]?
    var others = JSONObject()
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "rules": rules = try reader.read()
      case "mode": v1.mode = try reader.readPresence()
      case "parsing_configuration": v1.parsingConfiguration = try reader.readPresence()
      case "configuration": v2.configuration = try reader.readPresence()
      default: others.append(name.text, try reader.readValue())
      }
    }
    for (name, value) in others {
      if (Self.replacedNames + Self.requiredNames).contains(name) {
        if !value.isNull { otherNames.append(name) }
      } else {
        v1.unknownMembers.append(name, value)
      }
    }
    if v2.configuration.value != nil {
      guard rules == nil, v1.mode.isAbsent, v1.parsingConfiguration.isAbsent else {
        throw reader.error(
          message: "the object has a v2 configuration and members of a v1 request; give one of them"
        )
      }
      form = .v2
      v2.unknownMembers = v1.unknownMembers
      return
    }
    if rules != nil || !otherNames.contains("configuration_id") {
      v1.rules = try reader.require(rules, "rules")
    }
    let isRequest =
      !v1.mode.isAbsent || !v1.parsingConfiguration.isAbsent || !otherNames.isEmpty
    form = isRequest ? .v1 : .rules
  }
}
