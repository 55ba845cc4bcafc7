// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A file of a run.
struct RunFile: Sendable, Hashable {
  /// The display name, unique within the run.
  let name: String
  /// The path; see ``SystemText``.
  let path: String
  /// The reason why the file can't be read; `nil` if none is known yet.
  var fault: String?

  /// Checks that the file is a regular file of an allowed size and can be opened.
  ///
  /// - Throws: ``CommandFailure`` with the reason.
  func checkReadable() throws(CommandFailure) {
    if let fault { throw CommandFailure(fault) }
    if let kind = System.kind(ofFileAt: path), kind != .regular {
      throw CommandFailure("it is not a regular file")
    }
    System.close(try System.open(path))
    let size = System.size(ofFileAt: path) ?? 0
    guard size <= FileSource.maximumBytes else {
      throw CommandFailure(
        "it has \(size) bytes; the service takes up to \(FileSource.maximumBytes)")
    }
  }

  /// Reads the file for an upload.
  ///
  /// A URL can't name a file whose path is not UTF-8, so the bytes are read here.
  ///
  /// - Throws: ``CommandFailure`` if the file can't be read or has grown too large.
  func source() throws -> FileSource {
    var input = try ByteInput(path: path)
    guard let bytes = try input.all(upTo: FileSource.maximumBytes) else {
      throw CommandFailure("it has more than \(FileSource.maximumBytes) bytes, the service's limit")
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return .bytes(bytes, name: SystemText.displayed(name))
  }
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

  /// Whether the run was not interrupted before a job was created.
  var hasStarted: Bool { if case .interrupted = outcome { false } else { true } }
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
