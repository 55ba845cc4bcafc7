// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyJSON
import ClassifyModel

extension V2 {
  /// `ClassifyCreateParams`: the body of a request that creates a job.
  public struct ClassifyCreateParams: Sendable, Hashable {
    /// `configuration`: the rules and options; required unless `configuration_id` is present.
    public var configuration: Presence<Configuration>
    /// `configuration_id`: the ID of a saved configuration, `cfg-<uuid>`.
    public var configurationID: Presence<String>
    /// `file_input`: the file (`dfl-<uuid>`) or parse job (`pjb-<uuid>`) to classify.
    ///
    /// It has up to 200 characters.
    public var fileInput: Presence<String>
    /// `file_id`: the older field for `file_input` with a file.
    public var fileID: Presence<String>
    /// `parse_job_id`: the older field for `file_input` with a parse job.
    public var parseJobID: Presence<String>
    /// `transaction_id`: an idempotency key of up to 255 characters, scoped to the project.
    ///
    /// The service responds to a repeated key with the first job.
    public var transactionID: Presence<String>
    /// `webhook_configurations`: the webhooks that receive the job's events.
    public var webhookConfigurations: Presence<[WebhookConfiguration]>
    /// `webhook_configuration_ids`: the IDs of up to 4 saved webhooks, `whc-<uuid>`.
    public var webhookConfigurationIDs: Presence<[String]>
    /// The members not in the service's reference, in their original order.
    public var unknownMembers: JSONObject

    /// Creates a request body; by default every member is absent.
    public init(
      configuration: Presence<Configuration> = .absent, configurationID: Presence<String> = .absent,
      fileInput: Presence<String> = .absent, fileID: Presence<String> = .absent,
      parseJobID: Presence<String> = .absent, transactionID: Presence<String> = .absent,
      webhookConfigurations: Presence<[WebhookConfiguration]> = .absent,
      webhookConfigurationIDs: Presence<[String]> = .absent, unknownMembers: JSONObject = [:]
    ) {
      self.configuration = configuration
      self.configurationID = configurationID
      self.fileInput = fileInput
      self.fileID = fileID
      self.parseJobID = parseJobID
      self.transactionID = transactionID
      self.webhookConfigurations = webhookConfigurations
      self.webhookConfigurationIDs = webhookConfigurationIDs
      self.unknownMembers = unknownMembers
    }

    /// Creates a request body of values from variables; `nil` leaves a member out.
    public init(
      configuration: Configuration? = nil, configurationID: String? = nil,
      fileInput: String? = nil, fileID: String? = nil, parseJobID: String? = nil,
      transactionID: String? = nil, webhookConfigurations: [WebhookConfiguration]? = nil,
      webhookConfigurationIDs: [String]? = nil
    ) {
      self.init(
        configuration: Presence(configuration), configurationID: Presence(configurationID),
        fileInput: Presence(fileInput), fileID: Presence(fileID), parseJobID: Presence(parseJobID),
        transactionID: Presence(transactionID),
        webhookConfigurations: Presence(webhookConfigurations),
        webhookConfigurationIDs: Presence(webhookConfigurationIDs))
    }
  }
}

extension V2.ClassifyCreateParams: JSONBridged {
  /// Parses a request body.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a `ClassifyCreateParams`.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var configuration = Presence<V2.Configuration>.absent
    var configurationID = Presence<String>.absent
    var fileInput = Presence<String>.absent
    var fileID = Presence<String>.absent
    var parseJobID = Presence<String>.absent
    var transactionID = Presence<String>.absent
    var webhookConfigurations = Presence<[V2.WebhookConfiguration]>.absent
    var webhookConfigurationIDs = Presence<[String]>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "configuration": configuration = try reader.readPresence()
      case "configuration_id": configurationID = try reader.readPresence()
      case "file_input": fileInput = try reader.readPresence()
      case "file_id": fileID = try reader.readPresence()
      case "parse_job_id": parseJobID = try reader.readPresence()
      case "transaction_id": transactionID = try reader.readPresence()
      case "webhook_configurations": webhookConfigurations = try reader.readPresence()
      case "webhook_configuration_ids": webhookConfigurationIDs = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      configuration: configuration, configurationID: configurationID, fileInput: fileInput,
      fileID: fileID, parseJobID: parseJobID, transactionID: transactionID,
      webhookConfigurations: webhookConfigurations,
      webhookConfigurationIDs: webhookConfigurationIDs, unknownMembers: unknownMembers)
  }

  /// Writes the request body as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("configuration", configuration)
      object.member("configuration_id", configurationID)
      object.member("file_input", fileInput)
      object.member("file_id", fileID)
      object.member("parse_job_id", parseJobID)
      object.member("transaction_id", transactionID)
      object.member("webhook_configurations", webhookConfigurations)
      object.member("webhook_configuration_ids", webhookConfigurationIDs)
      object.members(of: unknownMembers)
    }
  }
}

extension V2.ClassifyCreateParams: RequestShape {
  /// The names of the members.
  package static let memberNames = [
    "configuration", "configuration_id", "file_input", "file_id", "parse_job_id", "transaction_id",
    "webhook_configurations", "webhook_configuration_ids",
  ]
  /// The members that hold objects.
  package static var parts: [(name: String, shape: any RequestShape.Type)] {
    [
      ("configuration", V2.Configuration.self),
      ("webhook_configurations", V2.WebhookConfiguration.self),
    ]
  }
}

extension V2.ClassifyCreateParams: SecretBearing {
  /// The secrets of the webhooks, also of misplaced ones.
  package var secrets: [String] {
    (webhookConfigurations.value ?? []).flatMap(\.secrets)
      + (configuration.value?.secrets ?? []) + unknownMembers.webhookSecrets
  }
  /// The texts in unknown members at any depth.
  package var unknownTexts: [String] {
    (webhookConfigurations.value ?? []).flatMap(\.unknownTexts)
      + (configuration.value?.unknownTexts ?? []) + unknownMembers.leafTexts
  }
}

extension V2.Configuration {
  /// The secrets of misplaced webhooks.
  fileprivate var secrets: [String] {
    rules.flatMap(\.secrets) + (parsingConfiguration.value?.unknownMembers ?? [:]).webhookSecrets
      + unknownMembers.webhookSecrets
  }
  /// The texts in unknown members at any depth.
  fileprivate var unknownTexts: [String] {
    rules.flatMap(\.unknownTexts) + (parsingConfiguration.value?.unknownMembers ?? [:]).leafTexts
      + unknownMembers.leafTexts
  }
}
