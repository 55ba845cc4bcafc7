// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyJSON

extension V2 {
  /// `ClassifyConfiguration`: how a document is classified.
  public struct Configuration: Sendable, Hashable {
    /// `rules`: the rules to evaluate against the document, at least 1.
    public var rules: [Rule]
    /// `mode`: how the document is classified.
    ///
    /// Absent means `FAST`.
    public var mode: Presence<Open<Mode>>
    /// `parsing_configuration`: how the document is parsed.
    public var parsingConfiguration: Presence<ParsingConfiguration>
    /// The members that the reference does not have.
    public var unknownMembers: JSONObject

    /// Makes a configuration.
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
  }
}

extension V2.Configuration: JSONBridged {
  /// Reads a configuration.
  ///
  /// - Throws: ``JSONError`` if there is none.
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

  /// Writes the configuration.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("rules", rules)
      object.member("mode", mode)
      object.member("parsing_configuration", parsingConfiguration)
      object.members(of: unknownMembers)
    }
  }
}
