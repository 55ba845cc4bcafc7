// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyJSON

extension V1 {
  /// `JobCreateParams`: the body of a request that creates a job.
  public struct JobCreateParams: Sendable, Hashable {
    /// `file_ids`: the ids of the files to classify, 1 to 500.
    public var fileIDs: [String]
    /// `rules`: the rules to classify the files by, at least 1.
    public var rules: [Rule]
    /// `mode`: how the files are classified.
    ///
    /// Absent means `FAST`.
    public var mode: Presence<Open<Mode>>
    /// `parsing_configuration`: how the files are parsed.
    ///
    /// Absent means English and 5 pages.
    public var parsingConfiguration: Presence<ParsingConfiguration>
    /// `webhook_configurations`: where events are delivered.
    public var webhookConfigurations: Presence<[WebhookConfiguration]>
    /// The members that the reference does not have.
    public var unknownMembers: JSONObject

    /// Makes the body of a request.
    public init(
      fileIDs: [String], rules: [Rule], mode: Presence<Open<Mode>> = .absent,
      parsingConfiguration: Presence<ParsingConfiguration> = .absent,
      webhookConfigurations: Presence<[WebhookConfiguration]> = .absent,
      unknownMembers: JSONObject = [:]
    ) {
      self.fileIDs = fileIDs
      self.rules = rules
      self.mode = mode
      self.parsingConfiguration = parsingConfiguration
      self.webhookConfigurations = webhookConfigurations
      self.unknownMembers = unknownMembers
    }
  }
}

extension V1.JobCreateParams: JSONBridged {
  /// Reads the body of a request.
  ///
  /// - Throws: ``JSONError`` if there is none.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var fileIDs: [String]?
    var rules: [V1.Rule]?
    var mode = Presence<Open<V1.Mode>>.absent
    var parsingConfiguration = Presence<V1.ParsingConfiguration>.absent
    var webhookConfigurations = Presence<[V1.WebhookConfiguration]>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "file_ids": fileIDs = try reader.read()
      case "rules": rules = try reader.read()
      case "mode": mode = try reader.readPresence()
      case "parsing_configuration": parsingConfiguration = try reader.readPresence()
      case "webhook_configurations": webhookConfigurations = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      fileIDs: try reader.require(fileIDs, "file_ids"),
      rules: try reader.require(rules, "rules"), mode: mode,
      parsingConfiguration: parsingConfiguration, webhookConfigurations: webhookConfigurations,
      unknownMembers: unknownMembers)
  }

  /// Writes the body of a request.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("file_ids", fileIDs)
      object.member("rules", rules)
      object.member("mode", mode)
      object.member("parsing_configuration", parsingConfiguration)
      object.member("webhook_configurations", webhookConfigurations)
      object.members(of: unknownMembers)
    }
  }
}
