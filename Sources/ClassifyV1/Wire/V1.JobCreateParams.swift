// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyJSON
import ClassifyModel

extension V1 {
  /// `JobCreateParams`: the body of a request that creates a job.
  public struct JobCreateParams: Sendable, Hashable {
    /// `file_ids`: the IDs of the files to classify, 1 to 500.
    public var fileIDs: [String]
    /// `rules`: the classification rules, at least 1.
    public var rules: [Rule]
    /// `mode`: the classification mode.
    ///
    /// Absent means `FAST`.
    public var mode: Presence<Open<Mode>>
    /// `parsing_configuration`: the parsing options.
    ///
    /// Absent means English and 5 pages.
    public var parsingConfiguration: Presence<ParsingConfiguration>
    /// `webhook_configurations`: the webhooks that receive the job's events.
    public var webhookConfigurations: Presence<[WebhookConfiguration]>
    /// The members not in the service's reference, in their original order.
    public var unknownMembers: JSONObject

    /// Creates a request body.
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

    /// Creates a request body of values from variables; `nil` leaves a member out.
    public init(
      fileIDs: [String], rules: [Rule], mode: Mode? = nil,
      parsingConfiguration: ParsingConfiguration? = nil,
      webhookConfigurations: [WebhookConfiguration]? = nil
    ) {
      self.init(
        fileIDs: fileIDs, rules: rules, mode: Presence(mode.map { .known($0) }),
        parsingConfiguration: Presence(parsingConfiguration),
        webhookConfigurations: Presence(webhookConfigurations))
    }
  }
}

extension V1.JobCreateParams: JSONBridged {
  /// Parses a request body.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a `JobCreateParams`.
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

  /// Writes the request body as a JSON object.
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

extension V1.JobCreateParams: RequestShape {
  /// The names of the members.
  package static let memberNames = [
    "file_ids", "rules", "mode", "parsing_configuration", "webhook_configurations",
  ]
  /// The members that hold objects.
  package static var parts: [(name: String, shape: any RequestShape.Type)] {
    [
      ("rules", V1.Rule.self), ("parsing_configuration", V1.ParsingConfiguration.self),
      ("webhook_configurations", V1.WebhookConfiguration.self),
    ]
  }
}

extension V1.JobCreateParams: SecretBearing {
  /// The secrets of the webhooks, also of misplaced ones.
  package var secrets: [String] {
    (webhookConfigurations.value ?? []).flatMap(\.secrets) + rules.flatMap(\.secrets)
      + (parsingConfiguration.value?.unknownMembers ?? [:]).webhookSecrets
      + unknownMembers.webhookSecrets
  }
  /// The texts in unknown members at any depth.
  package var unknownTexts: [String] {
    (webhookConfigurations.value ?? []).flatMap(\.unknownTexts) + rules.flatMap(\.unknownTexts)
      + (parsingConfiguration.value?.unknownMembers ?? [:]).leafTexts + unknownMembers.leafTexts
  }
}
