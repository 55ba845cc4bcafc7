// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyJSON

extension V2 {
  /// `ClassifyConfiguration`: the rules and options of a job.
  public struct Configuration: Sendable, Hashable {
    /// `rules`: the classification rules, at least 1.
    public var rules: [Rule]
    /// `mode`: the classification mode.
    ///
    /// Absent means `FAST`.
    public var mode: Presence<Open<Mode>>
    /// `parsing_configuration`: the parsing options.
    public var parsingConfiguration: Presence<ParsingConfiguration>
    /// The members not in the service's reference, in their original order.
    public var unknownMembers: JSONObject

    /// Creates a configuration.
    public init(
      rules: [Rule], mode: Presence<Open<Mode>> = .absent,
      parsingConfiguration: Presence<ParsingConfiguration> = .absent,
      unknownMembers: JSONObject = [:]
    ) {
      self.rules = rules
      self.mode = mode
      self.parsingConfiguration = parsingConfiguration
      self.unknownMembers = unknownMembers
    }

    /// Creates a configuration of values from variables; `nil` leaves a member out.
    public init(
      rules: [Rule], mode: Mode? = nil, parsingConfiguration: ParsingConfiguration? = nil
    ) {
      self.init(
        rules: rules, mode: Presence(mode.map { .known($0) }),
        parsingConfiguration: Presence(parsingConfiguration))
    }
  }
}

extension V2.Configuration: JSONBridged {
  /// Parses a configuration.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a configuration.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var rules: [V2.Rule]?
    var mode = Presence<Open<V2.Mode>>.absent
    var parsingConfiguration = Presence<V2.ParsingConfiguration>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "rules": rules = try reader.read()
      case "mode": mode = try reader.readPresence()
      case "parsing_configuration": parsingConfiguration = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      rules: try reader.require(rules, "rules"), mode: mode,
      parsingConfiguration: parsingConfiguration, unknownMembers: unknownMembers)
  }

  /// Writes the configuration as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("rules", rules)
      object.member("mode", mode)
      object.member("parsing_configuration", parsingConfiguration)
      object.members(of: unknownMembers)
    }
  }
}

extension V2.Configuration: RequestShape {
  /// The names of the members.
  package static let memberNames = ["rules", "mode", "parsing_configuration"]
  /// The members that hold objects.
  package static var parts: [(name: String, shape: any RequestShape.Type)] {
    [("rules", V2.Rule.self), ("parsing_configuration", V2.ParsingConfiguration.self)]
  }
}

extension V2 {
  /// `ParsingConfiguration`: the parsing options of a job.
  public struct ParsingConfiguration: Sendable, Hashable {
    /// `lang`: the ISO 639-1 code of the document's language.
    ///
    /// Absent means `en`.
    public var lang: Presence<Lenient<String>>
    /// `max_pages`: the maximum number of pages to process.
    ///
    /// Absent or null means no limit.
    public var maxPages: Presence<Lenient<Int>>
    /// `target_pages`: one-based page numbers and ranges, separated by commas.
    ///
    /// Absent or null means all pages.
    public var targetPages: Presence<Lenient<String>>
    /// The members not in the service's reference, in their original order.
    public var unknownMembers: JSONObject

    /// Creates a configuration; by default every member is absent.
    public init(
      lang: Presence<Lenient<String>> = .absent, maxPages: Presence<Lenient<Int>> = .absent,
      targetPages: Presence<Lenient<String>> = .absent, unknownMembers: JSONObject = [:]
    ) {
      self.lang = lang
      self.maxPages = maxPages
      self.targetPages = targetPages
      self.unknownMembers = unknownMembers
    }

    /// Creates a configuration of values from variables; `nil` leaves a member out.
    ///
    /// For a `PageSet`, give its `rangeString`.
    public init(lang: String? = nil, maxPages: Int? = nil, targetPages: String? = nil) {
      self.init(
        lang: Presence(lang), maxPages: Presence(maxPages), targetPages: Presence(targetPages))
    }
  }
}

extension V2.ParsingConfiguration: JSONBridged {
  /// Parses a configuration.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a configuration.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var lang = Presence<Lenient<String>>.absent
    var maxPages = Presence<Lenient<Int>>.absent
    var targetPages = Presence<Lenient<String>>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "lang": lang = try reader.readPresence()
      case "max_pages": maxPages = try reader.readPresence()
      case "target_pages": targetPages = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      lang: lang, maxPages: maxPages, targetPages: targetPages, unknownMembers: unknownMembers)
  }

  /// Writes the configuration as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("lang", lang)
      object.member("max_pages", maxPages)
      object.member("target_pages", targetPages)
      object.members(of: unknownMembers)
    }
  }
}

extension V2.ParsingConfiguration: RequestShape {
  /// The names of the members.
  package static let memberNames = ["lang", "max_pages", "target_pages"]
}
