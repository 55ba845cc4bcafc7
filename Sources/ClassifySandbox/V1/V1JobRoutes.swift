// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyValidation

/// The handlers of `/api/v1/classifier/jobs`.
enum V1JobRoutes {
  static func create(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    try store.checkCreationRate(context)
    let projectID = try context.projectID() ?? store.projectID
    let request = try V1JobRequest(context.json())
    var files: [StoredFile] = []
    for id in request.fileIDs {
      guard let uuid = UUIDText.ofFile(id), let file = store.files[uuid],
        file.projectID == projectID
      else { throw .fileNotInProject(id, in: projectID) }
      files.append(file)
    }
    let classifier = Classifier(
      rules: request.rules, parsingOptions: request.parsingOptions,
      precedence: context.configuration.pageLimitPrecedence)
    let job = StoredV1Job(
      id: store.identifiers.next(), projectID: projectID, userID: store.userID,
      recordID: store.identifiers.next(), request: request,
      items: zip(request.fileIDs, files).map { id, file in
        StoredV1Job.Item(
          id: store.identifiers.next(), fileID: id,
          outcome: classifier.outcome(
            of: file, failingNameSuffix: context.configuration.failingNameSuffix))
      },
      timeline: JobTimeline(createdAt: context.now, durations: context.configuration.jobDurations))
    store.v1Jobs.add(job)
    return JSONResponse(body: context.json(job, at: job.timeline.initialTime))
  }

  static func list(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    var validator = Validator()
    let projectID = context.projectID(&validator) ?? store.projectID
    let page = ListRequest(unbounded: .v1Jobs, context, validator: &validator)
    try validator.throwIfInvalid()
    return try page.response(from: store.v1Jobs, tokens: store.tokens) {
      $0.projectID == projectID
    } json: {
      context.json($0, at: context.now)
    }
  }

  static func get(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    JSONResponse(body: context.json(try find(context, store), at: context.now))
  }

  /// Returns the results of all files on a single page; those of an unfinished job are null.
  static func results(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    let job = try find(context, store)
    return JSONResponse(
      body: [
        "items": .array(job.items.map { context.json($0, of: job) }),
        "next_page_token": nil,
        "total_size": .number(JSONNumber(job.items.count)),
      ])
  }

  private static func find(
    _ context: RequestContext, _ store: Store
  ) throws(ErrorResponse) -> StoredV1Job {
    var validator = Validator()
    let id = validator.uuid(context.parameter("classify_job_id"))
    let projectID = context.projectID(&validator)
    try validator.throwIfInvalid()
    guard let id, let job = store.v1Jobs[id], (projectID ?? job.projectID) == job.projectID
    else { throw .jobNotFound }
    return job
  }
}
