// SPDX-License-Identifier: Apache-2.0

/// A job of either version, or a group of v2 jobs that is one job to its caller.
///
/// What only one version has is here too, and empty for the other.
public struct ClassifyJob: Sendable, Hashable, Identifiable {
  /// Where the job lives, and its id there.
  public var id: JobID
  /// How far it has come.
  public var status: JobStatus
  /// The rules that its documents are classified by.
  public var rules: [Rule]
  /// How they are classified; `nil` if the record does not say it, which means fast.
  public var mode: ClassifyMode?
  /// How they are parsed.
  public var parsing: ParsingRecord
  /// The documents and what became of each.
  ///
  /// v1's job does not name them: they are read with its results, and empty before.
  public var documents: [DocumentRecord]
  /// The project that the job belongs to.
  public var projectID: String
  /// The user who created it.
  public var userID: String
  /// When it was created.
  public var createdAt: Timestamp?
  /// When it last changed.
  public var updatedAt: Timestamp?
  /// Why it failed.
  public var errorMessage: String?
  /// When its present state took effect.
  ///
  /// Only v1 has it.
  public var effectiveAt: Timestamp?
  /// The record behind its status.
  ///
  /// Only v1 has it.
  public var jobRecordID: String?
  /// The saved configuration that it ran.
  ///
  /// Only v2 has it.
  public var configurationID: String?
  /// What the record said that this model has no word for.
  public var unknownMembers: UnknownMembers

  /// Makes a job.
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
  /// The version whose record this was read from, which is not where it lives if v2's jobs came
  /// from a v1 job; that of its id if it was not read.
  package var origin: APIVersion { unknownMembers.origin ?? id.version }
}
