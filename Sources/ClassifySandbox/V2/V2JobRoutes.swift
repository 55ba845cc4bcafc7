// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyValidation

/// The handlers of `/api/v2/classify`.
enum V2JobRoutes {
  static func get(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    let expandsUsage = try expandsUsage(context)
    let job = try find(context, store)
    return JSONResponse(body: context.json(job, at: context.now, expandsUsage: expandsUsage))
  }

  static func list(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    var validator = Validator()
    let projectID = context.projectID(&validator) ?? store.projectID
    let page = ListRequest(.v2Jobs, context, sizes: 1...100, validator: &validator)
    let filter = V2JobFilter(context, validator: &validator)
    try validator.throwIfInvalid()
    return try page.response(from: store.v2Jobs, tokens: store.tokens) {
      $0.projectID == projectID && filter.includes($0, at: context.now)
    } json: {
      context.json($0, at: context.now)
    }
  }

  static func cancel(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    var job = try find(context, store)
    guard !job.isTerminal(at: context.now) else {
      throw ErrorResponse(
        400, "Classify job \(job.id) is \(job.status(at: context.now)) and cannot be cancelled")
    }
    job.cancelledAt = context.now
    store.v2Jobs[job.id] = job
    return JSONResponse(body: context.json(job, at: context.now))
  }

  static func delete(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    let job = try find(context, store)
    guard job.isTerminal(at: context.now) else {
      throw ErrorResponse(
        400, "Classify job \(job.id) is \(job.status(at: context.now)) and cannot be deleted")
    }
    store.v2Jobs[job.id] = nil
    return JSONResponse(body: ["id": .string(job.id), "project_id": .string(job.projectID)])
  }

  private static func find(
    _ context: RequestContext, _ store: Store
  ) throws(ErrorResponse) -> StoredV2Job {
    let projectID = try context.projectID()
    guard let id = context.parameters["job_id"], let job = store.v2Jobs[id],
      (projectID ?? job.projectID) == job.projectID
    else { throw .jobNotFound }
    return job
  }

  private static func expandsUsage(_ context: RequestContext) throws(ErrorResponse) -> Bool {
    guard context.configuration.dialect == .current else { return false }
    var validator = Validator()
    let expanded = context.query.all("expand").map {
      validator.choice($0, of: ["usage"], type: "literal_error")
    }
    try validator.throwIfInvalid()
    return !expanded.isEmpty
  }

  /// Creates a job, or returns the existing job with the same idempotency key.
  static func create(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    try store.checkCreationRate(context)
    let projectID = try context.projectID() ?? store.projectID
    let body = try context.json()
    let key = V2JobRequest.transactionID(in: body)
      .map { TransactionKey(projectID: projectID, transactionID: $0) }
    if let key, let job = store.transactions[key].flatMap({ store.v2Jobs[$0] }) {
      return JSONResponse(body: context.json(job, at: context.now))
    }
    let request = try V2JobRequest(body, configuration: context.configuration)
    let job = try makeJob(request, in: projectID, context, &store)
    store.v2Jobs.add(job)
    if let key { store.transactions[key] = job.id }
    return JSONResponse(body: context.json(job, at: job.timeline.initialTime))
  }

  private static func makeJob(
    _ request: V2JobRequest, in projectID: String, _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> StoredV2Job {
    let configuration = try configuration(of: request, context, store)
    let isParseJob = request.documentID.hasPrefix("pjb-")
    let parseJob =
      isParseJob
      ? try parseJob(request.documentID, in: projectID, store)
      : store.addParseJob(of: try file(request.documentID, in: projectID, store))
    let classifier = Classifier(
      rules: configuration.rules, parsingOptions: configuration.parsingOptions,
      precedence: context.configuration.pageLimitPrecedence)
    return StoredV2Job(
      id: "clj-" + store.identifiers.next(), projectID: projectID, userID: store.userID,
      request: request, configuration: configuration,
      input: isParseJob ? .parseJob : .file, parseJobID: parseJob.id,
      outcome: classifier.outcome(
        of: parseJob.file, failingNameSuffix: context.configuration.failingNameSuffix),
      timeline: JobTimeline(createdAt: context.now, durations: context.configuration.jobDurations))
  }

  private static func configuration(
    of request: V2JobRequest, _ context: RequestContext, _ store: Store
  ) throws(ErrorResponse) -> V2Configuration {
    if let configuration = request.configuration { return configuration }
    let id = request.configurationID ?? ""
    guard let saved = store.configurations[id] else {
      throw ErrorResponse(404, "Classify configuration \(id) not found")
    }
    var validator = Validator()
    let configuration = V2Configuration(
      Field(value: .object(saved.parameters), location: []),
      pageRanges: context.configuration.pageRangeSyntax, validator: &validator)
    guard let configuration, validator.isValid else {
      throw ErrorResponse(400, "Invalid classify configuration parameters for \(id)")
    }
    return configuration
  }

  private static func file(
    _ id: String, in projectID: String, _ store: Store
  ) throws(ErrorResponse) -> StoredFile {
    guard let file = store.file(id), file.projectID == projectID else {
      throw .fileNotInProject(id, in: projectID)
    }
    return file
  }

  private static func parseJob(
    _ id: String, in projectID: String, _ store: Store
  ) throws(ErrorResponse) -> StoredParseJob {
    guard let job = store.parseJobs[id], job.file.projectID == projectID else {
      throw .parseJobNotInProject(id, in: projectID)
    }
    return job
  }
}

/// The filters of a v2 job list.
struct V2JobFilter {
  private let status: String?
  private let jobIDs: Set<String>?
  private let configurationID: String?
  /// The bounds of the creation time in microseconds since 1970, inclusive.
  private let earliest: Int?
  private let latest: Int?

  init(_ context: RequestContext, validator: inout Validator) {
    let statuses = context.configuration.dialect.statuses
    status = context.query["status"].ifPresent.flatMap {
      validator.choice($0, of: statuses, type: "literal_error")
    }
    let ids = context.query.all("job_ids").compactMap { $0.value?.string }
    jobIDs = ids.isEmpty ? nil : Set(ids)
    configurationID = context.query["configuration_id"].value?.string
    earliest = validator.timestamp(context.query["created_at_on_or_after"])
    latest = validator.timestamp(context.query["created_at_on_or_before"])
  }

  func includes(_ job: StoredV2Job, at now: Int) -> Bool {
    let created = job.timeline.createdAt * 1_000
    return (status == nil || status == job.status(at: now))
      && jobIDs?.contains(job.id) ?? true
      && (configurationID == nil || configurationID == job.request.configurationID)
      && created >= earliest ?? .min && created <= latest ?? .max
  }
}
