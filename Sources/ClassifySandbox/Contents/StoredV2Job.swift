// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A v2 job: one document, with its result.
struct StoredV2Job: Stored {
  /// What kind of thing the document was named by.
  enum Input: String {
    case file = "file_id"
    case parseJob = "parse_job_id"
  }

  let id: String
  let projectID: String
  let userID: String
  let request: V2JobRequest
  let configuration: V2Configuration
  let input: Input
  let parseJobID: String
  let outcome: Outcome
  let timetable: Timetable
  /// When the job was cancelled, in milliseconds since 1970.
  var cancelledAt: Int?

  var shelfID: String { id }

  func isTerminal(at now: Int) -> Bool {
    cancelledAt != nil || timetable.phase(at: now) == .finished
  }

  func status(at now: Int) -> String {
    guard cancelledAt == nil else { return "CANCELLED" }
    return switch timetable.phase(at: now) {
    case .pending: "PENDING"
    case .running: "RUNNING"
    case .finished: outcome.failure == nil ? "COMPLETED" : "FAILED"
    }
  }

  func updatedAt(at now: Int) -> Int {
    cancelledAt ?? timetable.phaseStart(at: now)
  }

  /// What became of the document, once that is known.
  func outcome(at now: Int) -> Outcome? {
    cancelledAt == nil && timetable.phase(at: now) == .finished ? outcome : nil
  }
}
