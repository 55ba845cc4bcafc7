// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// Jobs of the model as v1's records, and the notes of making them.
struct V1Records: Sendable {
  let fileIdentifiers: V2Translator.FileIdentifierForm
  let onTranslation: @Sendable (TranslationNotes) -> Void
  /// Called with each job that is converted.
  var onJob: @Sendable (ClassifyJob) -> Void = { _ in }

  /// Converts a job to a v1 record, omitting and noting what v1 can't represent.
  func record(
    of job: ClassifyJob, _ operation: String
  ) throws(TranslationRefusal) -> V1.JobRecord {
    onJob(job)
    let translator = V1Translator(policy: .permissive)
    var job = job
    if case .value(.pages(let pages)) = job.parsing.pages, pages.count > translator.expansionLimit {
      // v1 lists each page number; a job with too many must not make the whole list page fail.
      job.parsing.pages = .unrecognized(.string(pages.rangeString), version: .v2)
    }
    let record = try translator.record(from: job)
    report(record.notes, operation, job.id)
    return record.value
  }

  /// Converts the documents of a job to one page of results, an item for each.
  func results(
    of job: ClassifyJob, _ operation: String
  ) throws(TranslationRefusal) -> V1.ResultsPage {
    let record = try record(of: job, operation)
    let items = (record.results ?? []).map { item($0, of: record.job) }
    return V1.ResultsPage(items: items, nextPageToken: .null, totalSize: .value(items.count))
  }

  /// Notes the file IDs that results have in another form; see ``item(_:of:)``.
  func notes(onFileIDs ids: [String]) -> [Note] {
    guard fileIdentifiers == .prefixed else { return [] }
    return ids.enumerated().compactMap { position, id in
      let bare = FileID.bare(id)
      guard bare != id else { return nil }
      return Note(
        .documentIdentifier, at: "/file_ids/\(position)", before: id, after: bare,
        message: "the results name the file by its bare UUID, as v1's reference does")
    }
  }

  func report(_ notes: [Note], _ operation: String, _ jobID: JobID? = nil) {
    TranslationNotes(operation: operation, jobID: jobID, notes: notes).report(to: onTranslation)
  }

  /// Adds the fields that v1's items always have, and restores v1's form of the file ID.
  ///
  /// The item of a single v2 job has the times of that job, as the items of a group have.
  private func item(_ item: V1.FileClassification, of job: V1.Job) -> V1.FileClassification {
    var item = item
    if item.createdAt.isAbsent { item.createdAt = job.createdAt }
    if item.updatedAt.isAbsent { item.updatedAt = job.updatedAt }
    if item.fileID.isAbsent { item.fileID = .null }
    if item.result.isAbsent { item.result = .null }
    if fileIdentifiers == .prefixed, let id = item.fileID.value {
      item.fileID = .value(FileID.bare(id))
    }
    return item
  }
}
