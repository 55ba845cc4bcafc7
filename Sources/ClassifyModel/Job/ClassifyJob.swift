// SPDX-License-Identifier: Apache-2.0

/// A job of either version, or a group of v2 jobs that callers use as one job.
///
/// Properties that only one version has are `nil` for the other.
public struct ClassifyJob: Sendable, Hashable, Identifiable {
  /// The ID of the job, with its version or group.
  public var id: JobID
  /// The status of the job.
  public var status: JobStatus
  /// The rules that classify the documents.
  public var rules: [Rule]
  /// The classification mode; `nil` if the record has none, which means ``ClassifyMode/fast``.
  public var mode: ClassifyMode?
  /// The parsing options.
  public var parsing: ParsingRecord
  /// The documents and their outcomes.
  ///
  /// v1's job does not name its documents: they are read from its results, and empty until then.
  public var documents: [DocumentRecord]
  /// The ID of the project that the job belongs to.
  public var projectID: String
  /// The ID of the user who created the job.
  public var userID: String
  /// The time when the job was created.
  public var createdAt: Timestamp?
  /// The time when the job last changed.
  public var updatedAt: Timestamp?
  /// The error message of the job.
  public var errorMessage: String?
  /// The time when the current status took effect; v1 only.
  public var effectiveAt: Timestamp?
  /// The ID of the record behind the status; v1 only.
  public var jobRecordID: String?
  /// The ID of the saved configuration that the job ran; v2 only.
  public var configurationID: String?
  /// The members of the record that the model does not represent.
  public var unknownMembers: UnknownMembers

  /// Creates a job.
  public init(
    id: JobID, status: JobStatus, rules: [Rule], mode: ClassifyMode? = nil,
    parsing: ParsingRecord = ParsingRecord(), documents: [DocumentRecord] = [],
    projectID: String, userID: String, createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil,
    errorMessage: String? = nil, effectiveAt: Timestamp? = nil, jobRecordID: String? = nil,
    configurationID: String? = nil, unknownMembers: UnknownMembers = UnknownMembers()
  ) {
    self.id = id
    self.status = status
    self.rules = rules
    self.mode = mode
    self.parsing = parsing
    self.documents = documents
    self.projectID = projectID
    self.userID = userID
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.errorMessage = errorMessage
    self.effectiveAt = effectiveAt
    self.jobRecordID = jobRecordID
    self.configurationID = configurationID
    self.unknownMembers = unknownMembers
  }
}

extension ClassifyJob {
  /// The version of the record that the job was read from; for other jobs, the version of the ID.
  ///
  /// It differs from the version of the ID for v2 jobs that were translated from a v1 job.
  package var origin: APIVersion { unknownMembers.origin ?? id.version }
}
