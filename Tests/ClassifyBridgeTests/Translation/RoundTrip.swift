// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// A v1 job with its results, comparable as one JSON value.
struct V1Document: Equatable {
  var record: V1.JobRecord

  init(_ record: V1.JobRecord) { self.record = record }

  /// Returns the members of the job, with the results as `items`.
  static func json(of document: V1Document) throws(JSONError) -> JSONValue {
    var members = try JSONValue(json: document.record.job.jsonBytes()).object ?? [:]
    if let results = document.record.results {
      members["items"] = try JSONValue(json: results.jsonBytes())
    }
    return .object(members)
  }
}

/// Translations from a version to the model and back, directly or over the other version.
struct RoundTrip {
  var v1 = V1Translator(policy: .permissive)
  var v2 = V2Translator(policy: .permissive)

  // MARK: - Records

  func v1Record(_ record: V1.JobRecord) throws(TranslationRefusal) -> Translation<V1.JobRecord> {
    try v1.job(from: record.job, results: record.results).then(v1.record)
  }

  func v1RecordOverV2(
    _ record: V1.JobRecord
  ) throws(TranslationRefusal) -> Translation<V1.JobRecord> {
    try v1.job(from: record.job, results: record.results).then(v2.jobs)
      .then { jobs throws(TranslationRefusal) in
        model(jobs, isGroup: (record.results?.count ?? 0) > 1)
      }.then(v1.record)
  }

  func v2Job(_ job: V2.Job) throws(TranslationRefusal) -> Translation<[V2.Job]> {
    try v2.job(from: job).then(v2.jobs)
  }

  func v2JobOverV1(_ job: V2.Job) throws(TranslationRefusal) -> Translation<[V2.Job]> {
    try v2.job(from: job).then(overV1).then(v2.jobs)
  }

  func v2Group(_ jobs: [V2.Job]) throws(TranslationRefusal) -> Translation<[V2.Job]> {
    try model(jobs, isGroup: true).then(v2.jobs)
  }

  func v2GroupOverV1(_ jobs: [V2.Job]) throws(TranslationRefusal) -> Translation<[V2.Job]> {
    try model(jobs, isGroup: true).then(overV1).then(v2.jobs)
  }

  private func overV1(_ job: ClassifyJob) throws(TranslationRefusal) -> Translation<ClassifyJob> {
    try v1.record(from: job).then { record throws(TranslationRefusal) in
      v1.job(from: record.job, results: record.results)
    }
  }

  /// Reads the v2 jobs of one v1 job or group; jobs without keys get a fixed group ID.
  private func model(_ jobs: [V2.Job], isGroup: Bool) -> Translation<ClassifyJob> {
    guard isGroup else { return v2.job(from: jobs[0]) }
    return v2.job(fromGroup: jobs)
      ?? v2.job(fromGroup: jobs, id: GroupID(Self.groupID).map { .group($0) } ?? .v2(Self.groupID))
      ?? v2.job(from: jobs[0])
  }

  static let groupID = "019a0f2c-3d4e-8002-8a1b-2c3d4e5f6072"

  // MARK: - Requests

  func v1Request(
    _ params: V1.JobCreateParams
  ) throws(TranslationRefusal) -> Translation<V1.JobCreateParams> {
    try v1.request(from: params).then(v1.params)
  }

  func v1RequestOverV2(
    _ params: V1.JobCreateParams
  ) throws(TranslationRefusal) -> Translation<V1.JobCreateParams> {
    try v1.request(from: params).then { request throws(TranslationRefusal) in
      try v2.params(from: request) { _ in nil }
    }.then(requestFromBodies).then(v1.params)
  }

  func v2Request(
    _ params: V2.ClassifyCreateParams
  ) throws(TranslationRefusal) -> Translation<[V2.ClassifyCreateParams]> {
    try v2.request(from: params).then(v2Params)
  }

  func v2RequestOverV1(
    _ params: V2.ClassifyCreateParams
  ) throws(TranslationRefusal) -> Translation<[V2.ClassifyCreateParams]> {
    try v2.request(from: params).then(v1.params).then(v1.request).then(v2Params)
  }

  private func v2Params(
    _ request: ClassifyRequest
  ) throws(TranslationRefusal) -> Translation<[V2.ClassifyCreateParams]> {
    try v2.params(from: request) { _ in
      if case .transaction(let key) = request.idempotency { key } else { nil }
    }
  }

  /// Reads the request bodies of one fan-out, which differ only in their documents.
  private func requestFromBodies(
    _ bodies: [V2.ClassifyCreateParams]
  ) throws(TranslationRefusal) -> Translation<ClassifyRequest> {
    var whole = try v2.request(from: bodies[0])
    for body in bodies.dropFirst() {
      let next = try v2.request(from: body)
      var request = whole.value
      request.documents += next.value.documents
      whole = Translation(request, notes: whole.notes + next.notes)
    }
    return whole
  }
}
