// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyJSON

extension V2 {
  /// A job that classifies one document, with its result once it is complete.
  public struct Job: Sendable, Hashable, Identifiable {
    /// `id`: the unique identifier.
    public var id: String
    /// `configuration`: the rules and options of the job.
    public var configuration: Configuration
    /// `document_input_type`: the kind of the input.
    public var documentInputType: Open<DocumentInputType>
    /// `file_input`: the ID of the input file or parse job, or the input's URL.
    public var fileInput: String?
    /// `document_input_value`: the oldest dialect's field for `file_input`.
    public var documentInputValue: String?
    /// `project_id`: the ID of the job's project.
    public var projectID: String
    /// `status`: the status of the job.
    public var status: Open<Status>
    /// `user_id`: the ID of the user who created the job.
    public var userID: String
    /// `configuration_id`: the ID of the saved configuration.
    public var configurationID: Presence<String>
    /// `created_at`: the creation time.
    public var createdAt: Presence<String>
    /// `error_message`: the error of a failed job.
    public var errorMessage: Presence<String>
    /// `parse_job_id`: the ID of the parse job that the result is based on.
    public var parseJobID: Presence<String>
    /// `result`: the classification of the document.
    public var result: Presence<ClassificationResult>
    /// `transaction_id`: the idempotency key.
    public var transactionID: Presence<String>
    /// `updated_at`: the time of the last change.
    public var updatedAt: Presence<String>
    /// `usage`: the credits billed for the job; only with `expand=usage`.
    public var usage: Presence<Usage>
    /// The members not in the service's reference, in their original order.
    public var unknownMembers: JSONObject

    /// Creates a job.
    public init(
      id: String, configuration: Configuration, documentInputType: Open<DocumentInputType>,
      fileInput: String? = nil, documentInputValue: String? = nil, projectID: String,
      status: Open<Status>, userID: String, configurationID: Presence<String> = .absent,
      createdAt: Presence<String> = .absent, errorMessage: Presence<String> = .absent,
      parseJobID: Presence<String> = .absent, result: Presence<ClassificationResult> = .absent,
      transactionID: Presence<String> = .absent, updatedAt: Presence<String> = .absent,
      usage: Presence<Usage> = .absent, unknownMembers: JSONObject = [:]
    ) {
      self.id = id
      self.configuration = configuration
      self.documentInputType = documentInputType
      self.fileInput = fileInput
      self.documentInputValue = documentInputValue
      self.projectID = projectID
      self.status = status
      self.userID = userID
      self.configurationID = configurationID
      self.createdAt = createdAt
      self.errorMessage = errorMessage
      self.parseJobID = parseJobID
      self.result = result
      self.transactionID = transactionID
      self.updatedAt = updatedAt
      self.usage = usage
      self.unknownMembers = unknownMembers
    }
  }
}

extension V2.Job: JSONBridged {
  /// Parses a job.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a job.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var id: String?
    var configuration: V2.Configuration?
    var documentInputType: Open<V2.DocumentInputType>?
    var fileInput: String?
    var documentInputValue: String?
    var projectID: String?
    var status: Open<V2.Status>?
    var userID: String?
    var configurationID = Presence<String>.absent
    var createdAt = Presence<String>.absent
    var errorMessage = Presence<String>.absent
    var parseJobID = Presence<String>.absent
    var result = Presence<V2.ClassificationResult>.absent
    var transactionID = Presence<String>.absent
    var updatedAt = Presence<String>.absent
    var usage = Presence<V2.Usage>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "id": id = try reader.readString()
      case "configuration": configuration = try reader.read()
      case "document_input_type": documentInputType = try reader.read()
      case "file_input": fileInput = try reader.readString()
      case "document_input_value": documentInputValue = try reader.readString()
      case "project_id": projectID = try reader.readString()
      case "status": status = try reader.read()
      case "user_id": userID = try reader.readString()
      case "configuration_id": configurationID = try reader.readPresence()
      case "created_at": createdAt = try reader.readPresence()
      case "error_message": errorMessage = try reader.readPresence()
      case "parse_job_id": parseJobID = try reader.readPresence()
      case "result": result = try reader.readPresence()
      case "transaction_id": transactionID = try reader.readPresence()
      case "updated_at": updatedAt = try reader.readPresence()
      case "usage": usage = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      id: try reader.require(id, "id"),
      configuration: try reader.require(configuration, "configuration"),
      documentInputType: try reader.require(documentInputType, "document_input_type"),
      fileInput: fileInput, documentInputValue: documentInputValue,
      projectID: try reader.require(projectID, "project_id"),
      status: try reader.require(status, "status"), userID: try reader.require(userID, "user_id"),
      configurationID: configurationID, createdAt: createdAt, errorMessage: errorMessage,
      parseJobID: parseJobID, result: result, transactionID: transactionID, updatedAt: updatedAt,
      usage: usage, unknownMembers: unknownMembers)
  }

  /// Writes the job as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("id", id)
      object.member("configuration", configuration)
      object.member("document_input_type", documentInputType)
      object.member("file_input", Presence(fileInput))
      object.member("document_input_value", Presence(documentInputValue))
      object.member("project_id", projectID)
      object.member("status", status)
      object.member("user_id", userID)
      object.member("configuration_id", configurationID)
      object.member("created_at", createdAt)
      object.member("error_message", errorMessage)
      object.member("parse_job_id", parseJobID)
      object.member("result", result)
      object.member("transaction_id", transactionID)
      object.member("updated_at", updatedAt)
      object.member("usage", usage)
      object.members(of: unknownMembers)
    }
  }
}

extension V2 {
  /// The credits billed for a job, which the service returns with `expand=usage`.
  public struct Usage: Sendable, Hashable {
    /// `credits`: the credits billed for the job; null until recorded.
    public var credits: Presence<JSONNumber>
    /// `parse_credits`: the credits billed for parsing; null if the input is the caller's parse
    /// job.
    public var parseCredits: Presence<JSONNumber>
    /// The members not in the service's reference, in their original order.
    public var unknownMembers: JSONObject

    /// Creates a usage; by default every member is absent.
    public init(
      credits: Presence<JSONNumber> = .absent, parseCredits: Presence<JSONNumber> = .absent,
      unknownMembers: JSONObject = [:]
    ) {
      self.credits = credits
      self.parseCredits = parseCredits
      self.unknownMembers = unknownMembers
    }
  }
}

extension V2.Usage: JSONBridged {
  /// Parses a usage.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not an object.
  public init(from reader: inout JSONReader) throws(JSONError) {
    self.init()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "credits": credits = try reader.readPresence()
      case "parse_credits": parseCredits = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
  }

  /// Writes the usage as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("credits", credits)
      object.member("parse_credits", parseCredits)
      object.members(of: unknownMembers)
    }
  }
}

extension V2 {
  /// The response to deleting a job.
  public struct DeletedJob: Sendable, Hashable {
    /// `id`: the ID of the deleted job.
    public var id: String
    /// `project_id`: the ID of the job's project.
    public var projectID: Presence<String>
    /// The members not in the service's reference, in their original order.
    public var unknownMembers: JSONObject

    /// Creates a response.
    public init(
      id: String, projectID: Presence<String> = .absent, unknownMembers: JSONObject = [:]
    ) {
      self.id = id
      self.projectID = projectID
      self.unknownMembers = unknownMembers
    }
  }
}

extension V2.DeletedJob: JSONBridged {
  /// Parses a response.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a response to deleting a job.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var id: String?
    var projectID = Presence<String>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "id": id = try reader.readString()
      case "project_id": projectID = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      id: try reader.require(id, "id"), projectID: projectID, unknownMembers: unknownMembers)
  }

  /// Writes the response as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("id", id)
      object.member("project_id", projectID)
      object.members(of: unknownMembers)
    }
  }
}
