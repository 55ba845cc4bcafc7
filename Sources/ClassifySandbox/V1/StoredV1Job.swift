// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A v1 job with one or more documents, whose results are read from a separate endpoint.
struct StoredV1Job: Stored {
  /// A document of the job and its result.
  struct Item {
    let id: String
    let fileUUID: String
    let outcome: Outcome
  }

  let id: String
  let projectID: String
  let userID: String
  let recordID: String
  let request: V1JobRequest
  let items: [Item]
  let timeline: JobTimeline

  var storeKey: String { id }

  func isFinished(at now: Int) -> Bool {
    timeline.phase(at: now) == .finished
  }

  func status(at now: Int) -> String {
    guard isFinished(at: now) else { return "PENDING" }
    let failures = items.count { $0.outcome.failure != nil }
    return failures == 0 ? "SUCCESS" : failures == items.count ? "ERROR" : "PARTIAL_SUCCESS"
  }

  func errorMessage(at now: Int) -> String? {
    guard isFinished(at: now) else { return nil }
    let messages = items.compactMap { item in
      item.outcome.failure.map { "\(item.fileUUID): \($0)" }
    }
    guard !messages.isEmpty else { return nil }
    return "\(messages.count) of \(items.count) files could not be classified: "
      + messages.joined(separator: " ")
  }
}
