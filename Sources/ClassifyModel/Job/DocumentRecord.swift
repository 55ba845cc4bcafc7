// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// One document of a job, and its outcome.
public struct DocumentRecord: Sendable, Hashable {
  /// The document; `nil` if the record does not name it.
  public var reference: DocumentReference?
  /// The status of the document.
  ///
  /// v1 has no status for each document; it is derived from the job.
  public var status: JobStatus
  /// The classification; `nil` if there is none.
  public var classification: Classification?
  /// The error message of this document; `nil` if there is none for this document alone.
  public var errorMessage: String?
  /// The ID of the document's record: v1's result item, or the v2 job.
  public var identifier: String?
  /// The time when that record was created.
  public var createdAt: Timestamp?
  /// The time when that record last changed.
  public var updatedAt: Timestamp?
  /// The ID of the parse job that the classification is based on; v2 only.
  public var parseJobID: String?
  /// The idempotency key that the v2 job was created with; v2 only.
  public var transactionID: String?
  /// The credits billed; v2 only, and only on request.
  public var usage: Usage?
  /// The members of the record that the model does not represent.
  public var unknownMembers: UnknownMembers

  /// Creates the record of a document.
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

  /// The outcome of the document.
  ///
  /// A classification is ignored until the document has finished. A successful status without a
  /// classification counts as failed.
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
