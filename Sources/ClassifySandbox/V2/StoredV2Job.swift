// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A v2 job with one document and its result.
struct StoredV2Job: Stored {
  /// The kind of ID that names the document.
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
  let timeline: JobTimeline
  /// The time of the cancellation in milliseconds since 1970; `nil` if the job is not cancelled.
  var cancelledAt: Int?

  var storeKey: String { id }

  func isTerminal(at now: Int) -> Bool {
    cancelledAt != nil || timeline.phase(at: now) == .finished
  }

  func status(at now: Int) -> String {
    guard cancelledAt == nil else { return "CANCELLED" }
    return switch timeline.phase(at: now) {
    case .pending: "PENDING"
    case .running: "RUNNING"
    case .finished: outcome.failure == nil ? "COMPLETED" : "FAILED"
    }
  }

  func updatedAt(at now: Int) -> Int {
    cancelledAt ?? timeline.phaseStart(at: now)
  }

  /// Returns the result; `nil` if the job is not finished or was cancelled.
  func outcome(at now: Int) -> Outcome? {
    cancelledAt == nil && timeline.phase(at: now) == .finished ? outcome : nil
  }
}

extension RequestContext {
  /// Returns the JSON of a v2 job at a given time.
  func json(_ job: StoredV2Job, at now: Int, expandsUsage: Bool = false) -> JSONValue {
    let outcome = job.outcome(at: now)
    var members: JSONObject = [
      "id": .string(job.id),
      "configuration": job.configuration.json,
      "document_input_type": .string(job.input.rawValue),
    ]
    for name in configuration.documentField.names {
      members.append(name, .string(job.request.documentID))
    }
    let rest: JSONObject = [
      "project_id": .string(job.projectID),
      "status": .string(job.status(at: now)),
      "user_id": .string(job.userID),
      "configuration_id": job.request.configurationID.map(JSONValue.string) ?? .null,
      "created_at": timestamp(job.timeline.createdAt),
      "error_message": outcome?.failure.map(JSONValue.string) ?? .null,
      "parse_job_id": .string(job.parseJobID),
      "result": outcome?.classification?.json ?? .null,
      "transaction_id": job.request.transactionID.map(JSONValue.string) ?? .null,
      "updated_at": timestamp(job.updatedAt(at: now)),
    ]
    for (name, value) in rest { members.append(name, value) }
    if configuration.dialect == .current {
      members.append("usage", expandsUsage ? usage(of: job, at: now) : .null)
    }
    return .object(members)
  }

  /// Returns the usage of a job: one credit per page read, spent by parsing the file.
  ///
  /// A job on an existing parse job costs nothing.
  private func usage(of job: StoredV2Job, at now: Int) -> JSONValue {
    guard job.isTerminal(at: now) else { return ["credits": nil, "parse_credits": nil] }
    switch job.input {
    case .parseJob: return ["credits": 0.0, "parse_credits": nil]
    case .file:
      let credits: JSONValue = .init(floatLiteral: Double(job.outcome(at: now)?.pagesRead ?? 0))
      return ["credits": credits, "parse_credits": credits]
    }
  }
}

extension Sandbox.DocumentField {
  fileprivate var names: [String] {
    switch self {
    case .fileInput: ["file_input"]
    case .documentInputValue: ["document_input_value"]
    case .both: ["file_input", "document_input_value"]
    }
  }
}
