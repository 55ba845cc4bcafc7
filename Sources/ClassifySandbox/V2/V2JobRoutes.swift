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

extension V2JobRoutes {
  /// Creates a job, or answers with the one that has the request's idempotency key already.
  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    try store.admitCreation(call)
    let projectID = try call.project() ?? store.projectID
    let body = try call.json()
    let key = V2JobRequest.transactionID(in: body)
      .map { TransactionKey(projectID: projectID, transactionID: $0) }
    if let key, let job = store.transactions[key].flatMap({ store.v2Jobs[$0] }) {
      return Answer(body: call.json(job, at: call.now))
    }
    let request = try V2JobRequest(body, configuration: call.configuration)
    let job = try makeJob(request, in: projectID, call, &store)
    store.v2Jobs.add(job)
    if let key { store.transactions[key] = job.id }
    return Answer(body: call.json(job, at: job.timetable.acceptance))
  }

  private static func makeJob(
    _ request: V2JobRequest, in projectID: String, _ call: Call, _ store: inout Store
  ) throws(Refusal) -> StoredV2Job {
    let configuration = try configuration(of: request, call, store)
    let isParseJob = request.documentID.hasPrefix("pjb-")
    let parseJob =
      isParseJob
      ? try parseJob(request.documentID, in: projectID, store)
      : store.addParseJob(of: try file(request.documentID, in: projectID, store))
    let classifier = Classifier(
      rules: configuration.rules, reading: configuration.reading,
      precedence: call.configuration.pageLimitPrecedence)
    return StoredV2Job(
      id: "clj-" + store.identifiers.next(), projectID: projectID, userID: store.userID,
      request: request, configuration: configuration,
      input: isParseJob ? .parseJob : .file, parseJobID: parseJob.id,
      outcome: classifier.outcome(
        of: parseJob.file, failing: call.configuration.failingNameSuffix),
      timetable: Timetable(createdAt: call.now, durations: call.configuration.jobDurations))
  }

  private static func configuration(
    of request: V2JobRequest, _ call: Call, _ store: Store
  ) throws(Refusal) -> V2Configuration {
    if let configuration = request.configuration { return configuration }
    let id = request.configurationID ?? ""
    guard let saved = store.configurations[id] else {
      throw Refusal(404, "Classify configuration \(id) not found")
    }
    var validator = Validator()
    let configuration = V2Configuration(
      Field(value: .object(saved.parameters), location: []),
      ranges: call.configuration.oddPageRanges, validator: &validator)
    guard let configuration, validator.isSatisfied else {
      throw Refusal(400, "Invalid classify configuration parameters for \(id)")
    }
    return configuration
  }

  private static func file(
    _ id: String, in projectID: String, _ store: Store
  ) throws(Refusal) -> StoredFile {
    guard let file = store.file(id), file.projectID == projectID else {
      throw .noFile(id, in: projectID)
    }
    return file
  }

  private static func parseJob(
    _ id: String, in projectID: String, _ store: Store
  ) throws(Refusal) -> StoredParseJob {
    guard let job = store.parseJobs[id], job.file.projectID == projectID else {
      throw .noParseJob(id, in: projectID)
    }
    return job
  }
}

/// Which v2 jobs a list asks for.
struct V2JobFilter {
  private let status: String?
  private let jobIDs: Set<String>?
  private let configurationID: String?
  /// Microseconds since 1970, both included.
  private let earliest: Int?
  private let latest: Int?

  init(_ call: Call, validator: inout Validator) {
    let statuses = call.configuration.dialect.statuses
    status = call.query["status"].given.flatMap {
      validator.choice($0, of: statuses, type: "literal_error")
    }
    let ids = call.query.all("job_ids").compactMap { $0.value?.string }
    jobIDs = ids.isEmpty ? nil : Set(ids)
    configurationID = call.query["configuration_id"].value?.string
    earliest = validator.time(call.query["created_at_on_or_after"])
    latest = validator.time(call.query["created_at_on_or_before"])
  }

  func includes(_ job: StoredV2Job, at now: Int) -> Bool {
    let created = job.timetable.createdAt * 1_000
    return (status == nil || status == job.status(at: now))
      && jobIDs?.contains(job.id) ?? true
      && (configurationID == nil || configurationID == job.request.configurationID)
      && created >= earliest ?? .min && created <= latest ?? .max
  }
}
