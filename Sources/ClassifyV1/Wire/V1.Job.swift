// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyJSON

extension V1 {
  /// `ClassifyJob`: a job that classifies files.
  ///
  /// It names neither its files nor their results: read those with `getResults`.
  public struct Job: Sendable, Hashable, Identifiable {
    /// `id`: the unique identifier.
    public var id: String
    /// `project_id`: the ID of the project.
    public var projectID: String
    /// `rules`: the classification rules.
    public var rules: [Rule]
    /// `status`: the status of the job.
    public var status: Open<Status>
    /// `user_id`: the ID of the user.
    public var userID: String
    /// `created_at`: the creation time.
    public var createdAt: Presence<String>
    /// `effective_at`: the time when the current status took effect.
    public var effectiveAt: Presence<String>
    /// `error_message`: the error of the latest attempt, if it failed.
    public var errorMessage: Presence<String>
    /// `job_record_id`: the ID of the record that the status comes from, if any.
    public var jobRecordID: Presence<String>
    /// `mode`: the classification mode.
    ///
    /// Absent means `FAST`.
    public var mode: Presence<Open<Mode>>
    /// `parsing_configuration`: the parsing options.
    public var parsingConfiguration: Presence<ParsingConfiguration>
    /// `updated_at`: the time of the last change.
    public var updatedAt: Presence<String>
    /// The members not in the service's reference, in their original order.
    public var unknownMembers: JSONObject

    /// Creates a job.
    public init(
      id: String, projectID: String, rules: [Rule], status: Open<Status>, userID: String,
      createdAt: Presence<String> = .absent, effectiveAt: Presence<String> = .absent,
      errorMessage: Presence<String> = .absent, jobRecordID: Presence<String> = .absent,
      mode: Presence<Open<Mode>> = .absent,
      parsingConfiguration: Presence<ParsingConfiguration> = .absent,
      updatedAt: Presence<String> = .absent, unknownMembers: JSONObject = [:]
    ) {
      self.id = id
      self.projectID = projectID
      self.rules = rules
      self.status = status
      self.userID = userID
      self.createdAt = createdAt
      self.effectiveAt = effectiveAt
      self.errorMessage = errorMessage
      self.jobRecordID = jobRecordID
      self.mode = mode
      self.parsingConfiguration = parsingConfiguration
      self.updatedAt = updatedAt
      self.unknownMembers = unknownMembers
    }
  }
}

extension V1.Job: JSONBridged {
  /// Parses a job.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a `ClassifyJob`.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var id: String?
    var projectID: String?
    var rules: [V1.Rule]?
    var status: Open<V1.Status>?
    var userID: String?
    var createdAt = Presence<String>.absent
    var effectiveAt = Presence<String>.absent
    var errorMessage = Presence<String>.absent
    var jobRecordID = Presence<String>.absent
    var mode = Presence<Open<V1.Mode>>.absent
    var parsingConfiguration = Presence<V1.ParsingConfiguration>.absent
    var updatedAt = Presence<String>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "id": id = try reader.readString()
      case "project_id": projectID = try reader.readString()
      case "rules": rules = try reader.read()
      case "status": status = try reader.read()
      case "user_id": userID = try reader.readString()
      case "created_at": createdAt = try reader.readPresence()
      case "effective_at": effectiveAt = try reader.readPresence()
      case "error_message": errorMessage = try reader.readPresence()
      case "job_record_id": jobRecordID = try reader.readPresence()
      case "mode": mode = try reader.readPresence()
      case "parsing_configuration": parsingConfiguration = try reader.readPresence()
      case "updated_at": updatedAt = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      id: try reader.require(id, "id"), projectID: try reader.require(projectID, "project_id"),
      rules: try reader.require(rules, "rules"), status: try reader.require(status, "status"),
      userID: try reader.require(userID, "user_id"), createdAt: createdAt,
      effectiveAt: effectiveAt, errorMessage: errorMessage, jobRecordID: jobRecordID, mode: mode,
      parsingConfiguration: parsingConfiguration, updatedAt: updatedAt,
      unknownMembers: unknownMembers)
  }

  /// Writes the job as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("id", id)
      object.member("project_id", projectID)
      object.member("rules", rules)
      object.member("status", status)
      object.member("user_id", userID)
      object.member("created_at", createdAt)
      object.member("effective_at", effectiveAt)
      object.member("error_message", errorMessage)
      object.member("job_record_id", jobRecordID)
      object.member("mode", mode)
      object.member("parsing_configuration", parsingConfiguration)
      object.member("updated_at", updatedAt)
      object.members(of: unknownMembers)
    }
  }
}

extension V1 {
  /// A job and its results, which v1 returns from separate calls.
  public struct JobRecord: Sendable, Hashable {
    /// The job.
    public var job: Job
    /// The items of the job's results; `nil` if they are not known.
    public var results: [FileClassification]?

    /// Creates a record.
    public init(job: Job, results: [FileClassification]? = nil) {
      self.job = job
      self.results = results
    }
  }
}
