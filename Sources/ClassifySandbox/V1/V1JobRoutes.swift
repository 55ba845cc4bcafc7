// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

/// What answers at `/api/v1/classifier/jobs`.
enum V1JobRoutes {
  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    try store.admitCreation(call)
    let projectID = try call.project() ?? store.projectID
    let request = try V1JobRequest(call.json())
    var files: [StoredFile] = []
    for uuid in request.fileUUIDs {
      guard let file = store.files[uuid], file.projectID == projectID else {
        throw .noFile(uuid, in: projectID)
      }
      files.append(file)
    }
    let classifier = Classifier(
      rules: request.rules, reading: request.reading,
      precedence: call.configuration.pageLimitPrecedence)
    let job = StoredV1Job(
      id: store.identifiers.next(), projectID: projectID, userID: store.userID,
      recordID: store.identifiers.next(), request: request,
      items: files.map { file in
        StoredV1Job.Item(
          id: store.identifiers.next(), fileUUID: file.uuid,
          outcome: classifier.outcome(of: file, failing: call.configuration.failingNameSuffix))
      },
      timetable: Timetable(createdAt: call.now, durations: call.configuration.jobDurations))
    store.v1Jobs.add(job)
    return Answer(body: call.json(job, at: job.timetable.acceptance))
  }

  static func list(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    var validator = Validator()
    let projectID = call.project(&validator) ?? store.projectID
    let page = ListRequest(unbounded: .v1Jobs, call, validator: &validator)
    try validator.finish()
    return try page.answer(from: store.v1Jobs, tokens: store.tokens) {
      $0.projectID == projectID
    } json: {
      call.json($0, at: call.now)
    }
  }

  static func get(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    Answer(body: call.json(try find(call, store), at: call.now))
  }

  /// Answers with all results at once, one for each file; those of an unfinished job are null.
  static func results(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    let job = try find(call, store)
    return Answer(
      body: [
        "items": .array(job.items.map { call.json($0, of: job) }),
        "next_page_token": nil,
        "total_size": .number(JSONNumber(job.items.count)),
      ])
  }

  private static func find(_ call: Call, _ store: Store) throws(Refusal) -> StoredV1Job {
    var validator = Validator()
    let id = validator.uuid(call.parameter("classify_job_id"))
    let project = call.project(&validator)
    try validator.finish()
    guard let id, let job = store.v1Jobs[id], project.includes(job.projectID) else {
      throw .jobNotFound
    }
    return job
  }
}

extension Call {
  fileprivate func json(_ job: StoredV1Job, at now: Int) -> JSONValue {
    let updated = timestamp(job.timetable.phaseStart(at: now))
    return [
      "id": .string(job.id),
      "created_at": timestamp(job.timetable.createdAt),
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

  fileprivate func json(_ item: StoredV1Job.Item, of job: StoredV1Job) -> JSONValue {
    let verdict = job.isFinished(at: now) ? item.outcome.verdict : nil
    return [
      "id": .string(item.id),
      "created_at": timestamp(job.timetable.createdAt),
      "updated_at": timestamp(job.timetable.phaseStart(at: now)),
      "classify_job_id": .string(job.id),
      "file_id": .string(item.fileUUID),
      "result": verdict?.json ?? .null,
    ]
  }
}
