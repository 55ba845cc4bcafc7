// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

/// What answers at `/api/v2/classify`.
enum V2JobRoutes {
  static func get(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    let expandsUsage = try expandsUsage(call)
    let job = try find(call, store)
    return Answer(body: call.json(job, at: call.now, expandsUsage: expandsUsage))
  }

  static func list(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    var validator = Validator()
    let projectID = call.project(&validator) ?? store.projectID
    let page = ListRequest(.v2Jobs, call, sizes: 1...100, validator: &validator)
    let filter = V2JobFilter(call, validator: &validator)
    try validator.finish()
    return try page.answer(from: store.v2Jobs, tokens: store.tokens) {
      $0.projectID == projectID && filter.includes($0, at: call.now)
    } json: {
      call.json($0, at: call.now)
    }
  }

  static func cancel(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    var job = try find(call, store)
    guard !job.isTerminal(at: call.now) else {
      throw Refusal(
        400, "Classify job \(job.id) is \(job.status(at: call.now)) and cannot be cancelled")
    }
    job.cancelledAt = call.now
    store.v2Jobs[job.id] = job
    return Answer(body: call.json(job, at: call.now))
  }

  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    let job = try find(call, store)
    guard job.isTerminal(at: call.now) else {
      throw Refusal(
        400, "Classify job \(job.id) is \(job.status(at: call.now)) and cannot be deleted")
    }
    store.v2Jobs[job.id] = nil
    return Answer(body: ["id": .string(job.id), "project_id": .string(job.projectID)])
  }

  private static func find(_ call: Call, _ store: Store) throws(Refusal) -> StoredV2Job {
    let project = try call.project()
    guard let id = call.parameters["job_id"], let job = store.v2Jobs[id],
      project.includes(job.projectID)
    else { throw .jobNotFound }
    return job
  }

  private static func expandsUsage(_ call: Call) throws(Refusal) -> Bool {
    guard call.configuration.dialect == .current else { return false }
    var validator = Validator()
    let expanded = call.query.all("expand").map {
      validator.choice($0, of: ["usage"], type: "literal_error")
    }
    try validator.finish()
    return !expanded.isEmpty
  }
}
