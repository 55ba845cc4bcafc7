// SPDX-License-Identifier: Apache-2.0

extension V1 {
  /// How far a job has come, in v1's words.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// The job waits or is being worked on.
    case pending = "PENDING"
    /// Every file has a result.
    case success = "SUCCESS"
    /// No file has a result.
    case error = "ERROR"
    /// Some files have a result and others do not.
    case partialSuccess = "PARTIAL_SUCCESS"
    /// The job was stopped.
    case cancelled = "CANCELLED"
  }

  /// How files are classified, in v1's words.
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// By the text of their pages.
    case fast = "FAST"
    /// By images of their pages.
    case multimodal = "MULTIMODAL"
  }
}
