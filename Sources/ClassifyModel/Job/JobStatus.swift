// SPDX-License-Identifier: Apache-2.0

/// How far a job has come, in words that belong to neither version.
@nonexhaustive
public enum JobStatus: Sendable, Hashable {
  /// It waits.
  case pending
  /// It is being worked on; only v2 tells this from waiting.
  case running
  /// Every document has a result.
  case succeeded
  /// Some documents have a result and others do not.
  case partiallySucceeded
  /// No document has a result.
  case failed
  /// It was stopped before its end.
  case cancelled
  /// A word that this package does not know, as the service wrote it.
  ///
  /// Nothing is known of it, so it does not count as an end: what waits for a job goes on until its
  /// own bound.
  case unrecognized(String)

  /// Whether the job has come to its end and will not change.
  public var isFinished: Bool {
    switch self {
    case .succeeded, .partiallySucceeded, .failed, .cancelled: true
    case .pending, .running, .unrecognized: false
    }
  }

  /// The status of documents seen as one job.
  ///
  /// - Parameter members: The status of each.
  /// - Returns: Running if any has begun and some are unfinished, pending if all wait; else what
  ///   became of all: succeeded or cancelled if all are, failed if none succeeded, partially
  ///   succeeded otherwise. `nil` if there is no member.
  public static func combined(_ members: some Collection<JobStatus>) -> JobStatus? {
    guard let first = members.first else { return nil }
    // One document alone is the job.
    guard members.count > 1 else { return first }
    if members.contains(where: { !$0.isFinished }) {
      return members.allSatisfy { $0 == .pending } ? .pending : .running
    }
    if members.allSatisfy({ $0 == .succeeded }) { return .succeeded }
    if members.allSatisfy({ $0 == .cancelled }) { return .cancelled }
    let succeeded = members.contains { $0 == .succeeded || $0 == .partiallySucceeded }
    return succeeded ? .partiallySucceeded : .failed
  }
}

extension JobStatus: CustomStringConvertible {
  /// The status as one word; what is not recognized as the service wrote it.
  public var description: String {
    switch self {
    case .pending: "pending"
    case .running: "running"
    case .succeeded: "succeeded"
    case .partiallySucceeded: "partiallySucceeded"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .unrecognized(let text): text
    }
  }
}
