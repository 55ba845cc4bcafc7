// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// What became of a file.
struct RunResult: Sendable {
  /// How a file ended.
  enum Ending: Sendable {
    /// Its job is finished: with a classification, or failed.
    case finished(DocumentOutcome)
    /// It could not be read, so nothing was sent.
    case unreadable(reason: String)
    /// The service could not be asked, or not to the end.
    case broken(reason: String)
    /// The run was interrupted before the file had a job.
    case interrupted
    /// The run was interrupted, and its job was stopped.
    case stopped
    /// The run was interrupted, and its job goes on at the service.
    case unfinished(reason: String)
  }

  let file: RunFile
  /// The id of the uploaded file.
  var fileID: String?
  /// The id of its job.
  var job: JobID?
  var ending: Ending
}

extension RunResult.Ending {
  /// The ending in a word.
  var word: String {
    switch self {
    case .finished(let outcome): outcome.word
    case .unreadable: "unreadable"
    case .broken: "error"
    case .interrupted: "interrupted"
    case .stopped: "cancelled"
    case .unfinished: "unfinished"
    }
  }

  /// The classification, if there is one.
  var classification: Classification? {
    if case .finished(let outcome) = self { outcome.classification } else { nil }
  }

  /// Why there is no classification.
  var reason: String? {
    switch self {
    case .finished(let outcome): outcome.failure
    case .unreadable(let reason), .broken(let reason), .unfinished(let reason): reason
    case .interrupted, .stopped: nil
    }
  }

  /// What the command ends with if this is all there is.
  var status: ExitStatus {
    switch self {
    case .finished(.classified), .finished(.unmatched): .done
    case .finished(.failed), .finished(.cancelled), .finished(.waiting): .findings
    case .unreadable, .broken, .interrupted, .stopped, .unfinished: .impossible
    }
  }
}
