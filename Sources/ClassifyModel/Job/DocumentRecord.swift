// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// One document of a job, and what became of it.
public struct DocumentRecord: Sendable, Hashable {
  /// What is classified; `nil` if the record does not say it.
  public var reference: DocumentReference?
  /// How far it has come.
  ///
  /// v1 does not tell this for each document: it then follows from the job.
  public var status: JobStatus
  /// What the service found out.
  public var classification: Classification?
  /// Why it failed, if that was said of this document alone.
  public var errorMessage: String?
  /// The id under which the version keeps this document: of v1's result item, or of the v2 job.
  public var identifier: String?
  /// When that record was created.
  public var createdAt: Timestamp?
  /// When that record last changed.
  public var updatedAt: Timestamp?
  /// The parse job behind the classification.
  ///
  /// Only v2 has it.
  public var parseJobID: String?
  /// The idempotency key that it was created with.
  ///
  /// Only v2 has it.
  public var transactionID: String?
  /// What it cost.
  ///
  /// Only v2 has it, and only when asked.
  public var usage: Usage?
  /// What the record said that this model has no word for.
  public var unknownMembers: UnknownMembers

  /// Makes a record.
  public init(
    reference: DocumentReference?, status: JobStatus, classification: Classification? = nil,
    errorMessage: String? = nil, identifier: String? = nil, createdAt: Timestamp? = nil,
    updatedAt: Timestamp? = nil, parseJobID: String? = nil, transactionID: String? = nil,
    usage: Usage? = nil, unknownMembers: UnknownMembers = UnknownMembers()
  ) {
    self.reference = reference
    self.status = status
    self.classification = classification
    self.errorMessage = errorMessage
    self.identifier = identifier
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.parseJobID = parseJobID
    self.transactionID = transactionID
    self.usage = usage
    self.unknownMembers = unknownMembers
  }

  /// What became of the document.
  ///
  /// A classification counts only once the document is done. Done without one, it has failed,
  /// whatever its status says.
  public var outcome: DocumentOutcome {
    switch status {
    case .pending, .running, .unrecognized:
      return .waiting
    case .cancelled:
      return .cancelled
    case .failed:
      return .failed(message: errorMessage)
    case .succeeded, .partiallySucceeded:
      guard let classification else { return .failed(message: errorMessage) }
      return classification.type == nil
        ? .unmatched(classification) : .classified(classification)
    }
  }
}

/// The credits billed for a job.
public struct Usage: Sendable, Hashable {
  /// The credits billed for the job; `nil` until they are recorded.
  public var credits: JSONNumber?
  /// The credits billed for parsing its document; `nil` if the caller supplied the parse job.
  public var parseCredits: JSONNumber?

  /// Creates a usage; both numbers keep their digits.
  public init(credits: JSONNumber?, parseCredits: JSONNumber?) {
    self.credits = credits
    self.parseCredits = parseCredits
  }
}
