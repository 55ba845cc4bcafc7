// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

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
