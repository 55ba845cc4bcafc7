// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyModel

/// The wire shapes of Classify v2, `/api/v2/classify`.
///
/// They are named as in the service's reference and say what it says, no more: members keep their
/// texts and digits, `null` is told from absent, and members that the reference does not have are
/// kept in `others` and written back behind the known ones. Every dialect of v2 is read, from the
/// oldest, which calls a job's input `document_input_value`.
public enum V2 {
  /// One page of the list of jobs.
  public typealias JobPage = ListPage<Job>
  /// `ClassifyConfiguration.Rule`: a rule to evaluate against the document.
  public typealias Rule = WireRule
  /// `ClassifyResult`: what was found out about the document.
  public typealias ClassificationResult = WireResult
  /// `WebhookConfiguration`: where events are delivered.
  public typealias WebhookConfiguration = WireWebhook
}

extension V2 {
  /// How far a job has come, in v2's words.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// The job waits.
    case pending = "PENDING"
    /// The job is being worked on.
    case running = "RUNNING"
    /// The document was looked at, and there is a result.
    case completed = "COMPLETED"
    /// There is no result.
    case failed = "FAILED"
    /// The job was stopped. The service added this word later than the published reference.
    case cancelled = "CANCELLED"
  }

  /// How documents are classified, in v2's words.
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// By the text of their pages.
    case fast = "FAST"
  }

  /// What a job's input is.
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
  /// The status that the word means.
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

extension V2 {
  /// v2's names of webhook events, such as `classify.success`.
  package static let eventNames = WebhookEventNames(prefix: "classify.")
}

extension JobID {
  /// A job of v2, by the ID that the service gave it.
  public static func v2(_ id: String) -> JobID { .job(id, .v2) }
}
