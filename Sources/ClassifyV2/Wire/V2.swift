// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyModel

/// The wire types of Classify v2, `/api/v2/classify`.
///
/// Types and members are named as in the service's reference. Strings and digits are kept as
/// written, `null` is distinct from absent, and members not in the reference are kept in
/// `unknownMembers` and written after the known ones. Every dialect of v2 can be parsed, including
/// the oldest, in which a job's input is `document_input_value`.
public enum V2 {
  /// One page of the list of jobs.
  public typealias JobPage = ListPage<Job>
  /// `ClassifyConfiguration.Rule`: a classification rule.
  public typealias Rule = WireRule
  /// `ClassifyResult`: the type of the document, with confidence and reasoning.
  public typealias ClassificationResult = WireResult
  /// `WebhookConfiguration`: a webhook that receives events.
  public typealias WebhookConfiguration = WireWebhook
}

extension V2 {
  /// The status of a job.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// The job is queued.
    case pending = "PENDING"
    /// The job is running.
    case running = "RUNNING"
    /// The job is complete and has a result.
    case completed = "COMPLETED"
    /// The job failed and has no result.
    case failed = "FAILED"
    /// The job was cancelled; a status that the published dialect does not have.
    case cancelled = "CANCELLED"
  }

  /// The classification mode.
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// Classifies by the text of the pages.
    case fast = "FAST"
  }

  /// The kind of a job's input.
  public enum DocumentInputType: String, Sendable, Hashable, CaseIterable {
    /// A URL.
    case url
    /// An uploaded file.
    case fileID = "file_id"
    /// A parse job.
    case parseJobID = "parse_job_id"
  }
}

extension V2.Status: StatusWord {
  /// The model's status for this value.
  package var jobStatus: JobStatus {
    switch self {
    case .pending: .pending
    case .running: .running
    case .completed: .succeeded
    case .failed: .failed
    case .cancelled: .cancelled
    }
  }
}

extension V2.Mode: ModeWord {
  /// The model's mode for this value.
  package var mode: ClassifyMode {
    switch self {
    case .fast: .fast
    }
  }
}

extension V2 {
  /// v2's names for webhook events, such as `classify.success`.
  ///
  /// v2 has other events under other prefixes, such as `parse.success` of a parse job.
  package static let eventNames = WebhookEventNames(prefix: "classify.", readsOtherPrefixes: false)
}

extension JobID {
  /// Returns the ID of a v2 job with the ID that the service assigned.
  public static func v2(_ id: String) -> JobID { .job(id, .v2) }
}
