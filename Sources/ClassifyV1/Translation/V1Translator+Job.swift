// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

extension V1Translator {
  /// Reads a job and its results.
  ///
  /// This never fails: a value that can't be interpreted is kept unchanged and noted.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - results: The items of its results; `nil` if they were not read. A v1 job does not name its
  ///     documents itself.
  /// - Returns: The job, with notes whose pointers refer to the job and, below `/items`, to its
  ///   results.
  public func job(
    from job: V1.Job, results: [V1.FileClassification]? = nil
  ) -> Translation<ClassifyJob> {
    var reader = RecordReader(version: .v1)
    let status = reader.status(job.status)
    let mode = reader.mode(job.mode, at: "/mode")
    let parsing = reader.parsing(job.parsingConfiguration)
    let documents = (results ?? []).enumerated().map { position, item in
      reader.document(item, at: position, of: job, status: status)
    }
    reader.keep(job.unknownMembers, in: "")
    for (position, rule) in job.rules.enumerated() {
      reader.keep(rule.unknownMembers, in: "/rules/\(position)")
    }
    let model = ClassifyJob(
      id: .v1(job.id), status: status,
      rules: job.rules.map { Rule($0) },
      mode: mode, parsing: parsing,
      documents: documents, projectID: job.projectID, userID: job.userID,
      createdAt: reader.time(job.createdAt, .createdAt, at: "/created_at"),
      updatedAt: reader.time(job.updatedAt, .updatedAt, at: "/updated_at"),
      errorMessage: reader.optional(job.errorMessage, .errorMessage),
      effectiveAt: reader.time(job.effectiveAt, .effectiveAt, at: "/effective_at"),
      jobRecordID: reader.optional(job.jobRecordID, .jobRecordID),
      unknownMembers: reader.unknownMembers)
    return Translation(model, notes: reader.ledger.notes)
  }
}

// Fields with a v1-specific form.
extension RecordReader {
  fileprivate mutating func parsing(_ presence: Presence<V1.ParsingConfiguration>) -> ParsingRecord
  {
    let configuration = optional(presence, .parsingConfiguration) ?? V1.ParsingConfiguration()
    keep(configuration.unknownMembers, in: "/parsing_configuration")
    var record = ParsingRecord()
    record.language = language(configuration.lang, in: "/parsing_configuration")
    if let language = record.language, !language.isV1Code {
      note(
        .languageUnrecognized, at: "/parsing_configuration/lang", before: language.rawValue,
        after: language.rawValue)
    }
    record.pages = pages(configuration.targetPages)
    record.pageLimit = pageLimit(
      configuration.maxPages, hasSelection: record.pages != .value(.all))
    return record
  }

  private mutating func pages(_ presence: Presence<Lenient<[Int]>>) -> Recorded<PageSelection> {
    let pointer = "/parsing_configuration/target_pages"
    _ = optional(presence, .targetPages)
    switch presence {
    case .absent, .null: return .value(.all)
    case .value(.other(let json)): return unrecognized(json, at: pointer)
    case .value(.value(let indices)):
      guard let reading = try? PageSet.reading(indices: indices) else {
        return unrecognized(.array(indices.map { .number(JSONNumber($0)) }), at: pointer)
      }
      for note in reading.notes {
        self.note(
          note, at: pointer, before: indices.jsonText(), after: reading.pages.rangeString)
      }
      return .value(.pages(reading.pages))
    }
  }

  private mutating func pageLimit(
    _ presence: Presence<Lenient<Int>>, hasSelection: Bool
  ) -> Recorded<PageLimit> {
    let pointer = "/parsing_configuration/max_pages"
    _ = optional(presence, .maxPages)
    switch presence {
    case .null: return .value(.unlimited)
    case .value(.value(let count)) where count >= 1: return .value(.first(count))
    case .value(.value(let count)): return unrecognized(.number(JSONNumber(count)), at: pointer)
    case .value(.other(let json)): return unrecognized(json, at: pointer)
    case .absent where hasSelection:
      note(.pageLimitOmitted, at: pointer)
      return .value(.unlimited)
    case .absent:
      note(.pageLimitDefaulted, at: pointer, after: PageLimit.v1Default.count.map(String.init))
      return .value(.v1Default)
    }
  }

  fileprivate mutating func document(
    _ item: V1.FileClassification, at position: Int, of job: V1.Job, status: JobStatus
  ) -> DocumentRecord {
    // A separate reader collects the item's unknown members apart from the job's.
    var reader = RecordReader(version: .v1)
    let pointer = "/items/\(position)"
    let reference = reader.optional(item.fileID, .fileID).map { DocumentReference.file($0) }
    let classification = reader.optional(item.result, .result).map { result in
      reader.classification(
        type: result.type, confidence: result.confidence, reasoning: result.reasoning,
        unknownMembers: result.unknownMembers)
    }
    let createdAt = reader.time(item.createdAt, .createdAt, at: "/created_at")
    let updatedAt = reader.time(item.updatedAt, .updatedAt, at: "/updated_at")
    reader.keep(item.unknownMembers, in: "")
    if item.classifyJobID != job.id {
      reader.keep(["classify_job_id": .string(item.classifyJobID)], in: "")
    }
    addNotes(of: reader, below: pointer)
    return DocumentRecord(
      reference: reference,
      status: V1Translator.documentStatus(in: status, hasResult: classification != nil),
      classification: classification, identifier: item.id, createdAt: createdAt,
      updatedAt: updatedAt, unknownMembers: reader.unknownMembers)
  }
}

extension V1Translator {
  /// Derives a document's status from its job's status and whether it has a result.
  static func documentStatus(in status: JobStatus, hasResult: Bool) -> JobStatus {
    switch status {
    case _ where hasResult: .succeeded
    case .succeeded, .partiallySucceeded, .failed: .failed
    case .pending, .running, .cancelled, .unrecognized: status
    }
  }
}
