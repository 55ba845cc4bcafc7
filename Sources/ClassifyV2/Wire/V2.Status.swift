// SPDX-License-Identifier: Apache-2.0

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
