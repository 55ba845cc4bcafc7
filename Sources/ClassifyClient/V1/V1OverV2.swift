// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// v1-shaped calls answered by v2.
///
/// A job of one file is a v2 job, and a job of several a group of them. What v1's clients rely on is
/// kept: the results are one page with an item for every file, in the order of the request, those
/// of failed files with a `result` of null.
struct V1OverV2: V1Answering {
  /// The largest page that v2's list has.
  private static let largestPage = 100

  let backend: V2Backend
  let v1: V1Direct
  let classifier: ClassifierService
  let onTranslation: @Sendable (TranslationNotes) -> Void

  func create(_ params: V1.JobCreateParams, as group: GroupID?) async throws -> V1.Job {
    let translator = V1Translator(policy: classifier.translator.policy)
    var request = try translator.request(from: params)
    report(request.notes, "classifier.jobs.create")
    if let group {
      var grouped = request.value
      grouped.idempotency = .group(group)
      request = Translation(grouped)
    }
    return try record(of: try await backend.submit(request.value), "classifier.jobs.create").job
  }

  func list(pageSize: Int?, from token: String?) -> Paged<V1.Job> {
    let size = pageSize.flatMap { $0 < 1 ? nil : min($0, Self.largestPage) }
    return backend.jobs(matching: JobQuery(pageSize: size, resumeToken: token)).mapPages { jobs in
      try jobs.map { try record(of: $0, "classifier.jobs.list").job }
    }
  }

  func get(_ id: String) async throws -> V1.Job {
    try await find(id) { job in
      try record(of: job, "classifier.jobs.get").job
    } older: {
      try await v1.get(id)
    }
  }

  func results(of id: String) async throws -> V1.ResultsPage {
    try await find(id) { job in
      let items = try record(of: job, "classifier.jobs.getResults").results ?? []
      return V1.ResultsPage(
        items: items.map(item), nextPageToken: .null, totalSize: .value(items.count))
    } older: {
      try await v1.results(of: id)
    }
  }

  // MARK: - Where a job lives

  /// Reads a job of v2, or else what v1 says of it.
  ///
  /// Only an id that v1 could have made, a UUID that is no group's, is asked of v1. That v1 does not
  /// have the job, or is gone itself, is no news; but while v1 can't answer, nobody knows.
  private func find<Answer: Sendable>(
    _ id: String, _ answer: (ClassifyJob) throws -> Answer, older: () async throws -> Answer
  ) async throws -> Answer {
    let job: ClassifyJob
    do {
      job = try await backend.job(GroupID(id).map { .group($0) } ?? .v2(id))
    } catch let error as ClassifyError where error.code == .notFound {
      guard classifier.readsV1Jobs, UniversalID(id) != nil, GroupID(id) == nil else {
        throw error
      }
      do {
        return try await older()
      } catch let older as ClassifyError where Self.meansGone(older) {
        throw error
      }
    }
    return try answer(job)
  }

  private static func meansGone(_ error: ClassifyError) -> Bool {
    error.code == .notFound || error.code == .unprocessable || error.status == 410
  }

  // MARK: - Records

  /// Writes a job as v1 would, leaving out and noting what can't be said: it is the service's word.
  private func record(
    of job: ClassifyJob, _ operation: String
  ) throws(TranslationRefusal) -> V1.JobRecord {
    let translator = V1Translator(policy: .permissive)
    var job = job
    if case .value(.pages(let pages)) = job.parsing.pages, pages.count > translator.expansionLimit {
      // v1 lists each page. One job of too many must not hide the others on its page of the list.
      job.parsing.pages = .unrecognized(json: pages.rangeString.jsonText(), version: .v2)
    }
    let record = try translator.record(from: job)
    report(record.notes, operation)
    return record.value
  }

  private func report(_ notes: [Note], _ operation: String) {
    TranslationNotes(operation: operation, notes: notes).report(to: onTranslation)
  }

  /// Writes out what v1's items always have, and the id of the file as the caller knows it.
  private func item(_ item: V1.FileClassification) -> V1.FileClassification {
    var item = item
    if item.result.isAbsent { item.result = .null }
    if classifier.translator.fileIdentifiers == .prefixed, let id = item.fileID.value {
      item.fileID = .value(DocumentReference.bareFileID(id))
    }
    return item
  }
}
