// SPDX-License-Identifier: Apache-2.0

/// The status of a job, independent of the API version.
@nonexhaustive
public enum JobStatus: Sendable, Hashable {
  /// The job is waiting to start.
  case pending
  /// The job is being processed; only v2 distinguishes this from waiting.
  case running
  /// Every document has a result.
  case succeeded
  /// Some documents have a result and others do not.
  case partiallySucceeded
  /// No document has a result.
  case failed
  /// The job was cancelled before it finished.
  case cancelled
  /// A status unknown to this package, as the service wrote it.
  ///
  /// It does not count as finished: polling continues until its own limits.
  case unrecognized(String)

  /// Whether the job is finished and will not change.
  public var isFinished: Bool {
    switch self {
    case .succeeded, .partiallySucceeded, .failed, .cancelled: true
    case .pending, .running, .unrecognized: false
    }
  }

  /// Returns the status of several documents considered as one job.
  ///
  /// - Parameter members: The status of each document.
  /// - Returns: `nil` for no members, and the member's own status for one. For several: pending if
  ///   all are pending; unrecognized, with the first member's text, if no member is unfinished but
  ///   those in an unknown status; else running if any is unfinished; succeeded or cancelled if all
  ///   are, else partially succeeded if any succeeded at least partially, else failed.
  public static func combined(_ members: some Collection<JobStatus>) -> JobStatus? {
    guard let first = members.first else { return nil }
    // A single member has the status of the job.
    guard members.count > 1 else { return first }
    if let unfinished = members.first(where: { !$0.isFinished }) {
      if members.allSatisfy({ $0 == .pending }) { return .pending }
      // Waiting for unknown statuses is bounded, so they must not look like progress.
      return members.contains { $0 == .pending || $0 == .running } ? .running : unfinished
    }
    if members.allSatisfy({ $0 == .succeeded }) { return .succeeded }
    if members.allSatisfy({ $0 == .cancelled }) { return .cancelled }
    let succeeded = members.contains { $0 == .succeeded || $0 == .partiallySucceeded }
    return succeeded ? .partiallySucceeded : .failed
  }
}

extension JobStatus: CustomStringConvertible {
  /// The name of the status; an unrecognized status as the service wrote it.
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
