// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A file of a run.
struct RunFile: Sendable, Hashable {
  /// The display name, unique within the run.
  let name: String
  let path: String
}

/// The result for one file.
struct RunResult: Sendable {
  /// The outcome of processing a file.
  enum Outcome: Sendable {
    /// The job finished, with a classification or a failure.
    case finished(DocumentOutcome)
    /// The file could not be read; nothing was sent.
    case unreadable(reason: String)
    /// A request failed, or was not sent because the run was aborted.
    case requestFailed(reason: String)
    /// The run was interrupted before a job was created for the file.
    case interrupted
    /// The run was interrupted and the job was cancelled.
    case cancelled
    /// The run was interrupted but the job could not be cancelled: it continues at the service.
    case unfinished(reason: String)
  }

  let file: RunFile
  /// The ID of the uploaded file; `nil` if the upload did not complete.
  var fileID: String?
  /// The ID of the job; `nil` if none was created.
  var job: JobID?
  var outcome: Outcome
}

extension RunResult.Outcome {
  /// The value of the `outcome` field in JSON output.
  var word: String {
    switch self {
    case .finished(let outcome): outcome.word
    case .unreadable: "unreadable"
    case .requestFailed: "error"
    case .interrupted: "interrupted"
    case .cancelled: "cancelled"
    case .unfinished: "unfinished"
    }
  }

  /// The classification; `nil` unless the job succeeded.
  var classification: Classification? {
    if case .finished(let outcome) = self { outcome.classification } else { nil }
  }

  /// The reason for a missing classification; `nil` if there is none to report.
  var reason: String? {
    switch self {
    case .finished(let outcome): outcome.failure
    case .unreadable(let reason), .requestFailed(let reason), .unfinished(let reason): reason
    case .interrupted, .cancelled: nil
    }
  }

  /// The exit status of a run with this outcome alone.
  var status: ExitStatus {
    switch self {
    case .finished(.classified), .finished(.unmatched): .done
    case .finished(.failed), .finished(.cancelled), .finished(.waiting): .findings
    case .unreadable, .requestFailed, .interrupted, .cancelled, .unfinished: .impossible
    }
  }
}
