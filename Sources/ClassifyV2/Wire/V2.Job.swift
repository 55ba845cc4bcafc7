// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyJSON

extension V2 {
  /// A classify job: its status and configuration, and its result when it is complete.
  public struct Job: Sendable, Hashable, Identifiable {
    /// `id`: the unique identifier.
    public var id: String
    /// `configuration`: the configuration used for this job.
    public var configuration: Configuration
    /// `document_input_type`: what the input is.
    public var documentInputType: Open<DocumentInputType>
    /// `file_input`: the id of the input file or parse job, or the URL.
    public var fileInput: String?
    /// `document_input_value`: what the oldest dialect calls `file_input`.
    public var documentInputValue: String?
    /// `project_id`: the project this job belongs to.
    public var projectID: String
    /// `status`: how far the job has come.
    public var status: Open<Status>
    /// `user_id`: the user who created this job.
    public var userID: String
    /// `configuration_id`: the id of the saved configuration.
    public var configurationID: Presence<String>
    /// `created_at`: when the job was created.
    public var createdAt: Presence<String>
    /// `error_message`: what went wrong, if the job failed.
    public var errorMessage: Presence<String>
    /// `parse_job_id`: the parse job behind the result.
    public var parseJobID: Presence<String>
    /// `result`: the result of classifying the document.
    public var result: Presence<ClassificationResult>
    /// `transaction_id`: the idempotency key.
    public var transactionID: Presence<String>
    /// `updated_at`: when the job last changed.
    public var updatedAt: Presence<String>
    /// `usage`: what the job cost, if asked for with `expand=usage`.
    public var usage: Presence<Usage>
    /// The members that the reference does not have.
    public var unknownMembers: JSONObject

    /// Makes a job.
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
  /// Reads a job.
  ///
  /// - Throws: ``JSONError`` if there is none.
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

  /// Writes the job.
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
  /// `usage`: what a job cost, which the service says with `expand=usage`.
  public struct Usage: Sendable, Hashable {
    /// `credits`: the credits billed for the job; null until they are recorded.
    public var credits: Presence<JSONNumber>
    /// `parse_credits`: the credits billed for parsing; null for a parse job of the caller.
    public var parseCredits: Presence<JSONNumber>
    /// The members that the reference does not have.
    public var unknownMembers: JSONObject

    /// Makes a usage.
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
  /// Reads a usage.
  ///
  /// - Throws: ``JSONError`` if there is none.
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

  /// Writes the usage.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("credits", credits)
      object.member("parse_credits", parseCredits)
      object.members(of: unknownMembers)
    }
  }
}

extension V2 {
  /// What the service answers when a job was deleted.
  public struct DeletedJob: Sendable, Hashable {
    /// `id`: the id of the deleted job.
    public var id: String
    /// `project_id`: the project that it belonged to.
    public var projectID: Presence<String>
    /// The members that the reference does not have.
    public var unknownMembers: JSONObject

    /// Makes an answer.
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
  /// Reads an answer.
  ///
  /// - Throws: ``JSONError`` if there is none.
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

  /// Writes the answer.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("id", id)
      object.member("project_id", projectID)
      object.members(of: unknownMembers)
    }
  }
}
