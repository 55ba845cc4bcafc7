// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A v1 job with one or more documents, whose results are read from a separate endpoint.
struct StoredV1Job: Stored {
  /// A document of the job and its result.
  struct Item {
    let id: String
    /// The ID of the file, as the request had it.
    let fileID: String
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
      item.outcome.failure.map { "\(item.fileID): \($0)" }
    }
    guard !messages.isEmpty else { return nil }
    return "\(messages.count) of \(items.count) files could not be classified: "
      + messages.joined(separator: " ")
  }
}

extension RequestContext {
  /// Returns the JSON of a v1 job at a given time.
  func json(_ job: StoredV1Job, at now: Int) -> JSONValue {
    let updated = timestamp(job.timeline.phaseStart(at: now))
    return [
      "id": .string(job.id),
      "created_at": timestamp(job.timeline.createdAt),
      "updated_at": updated,
      "effective_at": updated,
      "project_id": .string(job.projectID),
      "user_id": .string(job.userID),
      "rules": .array(job.request.rules.map(\.json)),
      "mode": .string(job.request.mode),
      "parsing_configuration": job.request.parsingConfiguration,
      "status": .string(job.status(at: now)),
      "job_record_id": .string(job.recordID),
      "error_message": job.errorMessage(at: now).map(JSONValue.string) ?? .null,
    ]
  }

  /// Returns the JSON of a result; `result` is null if the job is unfinished or the file failed.
  func json(_ item: StoredV1Job.Item, of job: StoredV1Job) -> JSONValue {
    let classification = job.isFinished(at: now) ? item.outcome.classification : nil
    return [
      "id": .string(item.id),
      "created_at": timestamp(job.timeline.createdAt),
      "updated_at": timestamp(job.timeline.phaseStart(at: now)),
      "classify_job_id": .string(job.id),
      "file_id": .string(item.fileID),
      "result": classification?.json ?? .null,
    ]
  }
}
