// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyJSON

extension V2 {
  /// `ClassifyCreateParams`: the body of a request that creates a job.
  public struct ClassifyCreateParams: Sendable, Hashable {
    /// `configuration`: how to classify; required without `configuration_id`.
    public var configuration: Presence<Configuration>
    /// `configuration_id`: the id of a saved configuration, `cfg-<uuid>`.
    public var configurationID: Presence<String>
    /// `file_input`: the file (`dfl-<uuid>`) or parse job (`pjb-<uuid>`) to classify, up to 200 characters.
    public var fileInput: Presence<String>
    /// `file_id`: an older word for `file_input` with a file.
    public var fileID: Presence<String>
    /// `parse_job_id`: an older word for `file_input` with a parse job.
    public var parseJobID: Presence<String>
    /// `transaction_id`: an idempotency key of up to 255 characters, scoped to the project: a repeated one is answered with the first job.
    public var transactionID: Presence<String>
    /// `webhook_configurations`: where events are delivered.
    public var webhookConfigurations: Presence<[WebhookConfiguration]>
    /// `webhook_configuration_ids`: up to 4 saved webhooks, `whc-<uuid>`.
    public var webhookConfigurationIDs: Presence<[String]>
    /// The members that the reference does not have.
    public var unknownMembers: JSONObject

    /// Makes the body of a request.
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
  }
}

extension V2.ClassifyCreateParams: JSONBridged {
  /// Reads the body of a request.
  ///
  /// - Throws: ``JSONError`` if there is none.
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

  /// Writes the body of a request.
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
