// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

extension V2Translator {
  /// Reads a job in any dialect.
  ///
  /// This never fails: a value that can't be interpreted is kept unchanged and noted.
  ///
  /// - Parameter job: The job.
  /// - Returns: The job with its one document, and notes whose pointers refer to the job.
  public func job(from job: V2.Job) -> Translation<ClassifyJob> {
    var reader = RecordReader(version: .v2)
    let parsing = reader.parsing(job.configuration.parsingConfiguration)
    let mode = reader.mode(job.configuration.mode, at: "/configuration/mode")
    let status = reader.status(job.status)
    let createdAt = reader.time(job.createdAt, .createdAt, at: "/created_at")
    let updatedAt = reader.time(job.updatedAt, .updatedAt, at: "/updated_at")
    let errorMessage = reader.optional(job.errorMessage, .errorMessage)
    let configurationID = reader.optional(job.configurationID, .configurationID)
    reader.keepConfiguration(job.configuration)
    var documentReader = RecordReader(version: .v2)
    var document = documentReader.document(job, status: status)
    document.errorMessage = errorMessage
    document.unknownMembers = documentReader.unknownMembers
    reader.addNotes(of: documentReader, below: "")
    let model = ClassifyJob(
      id: .v2(job.id), status: status,
      rules: job.configuration.rules.map { Rule($0) },
      mode: mode, parsing: parsing, documents: [document], projectID: job.projectID,
      userID: job.userID, createdAt: createdAt, updatedAt: updatedAt, errorMessage: errorMessage,
      configurationID: configurationID, unknownMembers: reader.unknownMembers)
    return Translation(model, notes: reader.ledger.notes)
  }
}

// Fields with a v2-specific form.
extension RecordReader {
  /// Reads the document of a job, without the times and the error message.
  mutating func document(_ job: V2.Job, status: JobStatus) -> DocumentRecord {
    let classification = optional(job.result, .result).map { result in
      self.classification(
        type: result.type, confidence: result.confidence, reasoning: result.reasoning,
        unknownMembers: result.unknownMembers)
    }
    keep(job.unknownMembers, in: "")
    return DocumentRecord(
      reference: reference(of: job), status: status, classification: classification,
      parseJobID: optional(job.parseJobID, .parseJobID),
      transactionID: optional(job.transactionID, .transactionID), usage: usage(of: job))
  }

  private mutating func reference(of job: V2.Job) -> DocumentReference? {
    if let input = job.fileInput, let value = job.documentInputValue {
      keep(
        "document_input_value", .string(value), in: "",
        code: value == input ? .documentInputRenamed : .memberUnknown)
    } else if let value = job.documentInputValue {
      note(.documentInputRenamed, at: "/document_input_value", before: value)
    }
    let kind = job.documentInputType
    guard let identifier = job.fileInput ?? job.documentInputValue else {
      keep("document_input_type", .string(kind.text), in: "")
      return nil
    }
    switch kind {
    case .known(.url): return .url(identifier)
    case .known(.fileID): return .file(identifier)
    case .known(.parseJobID): return .parseJob(identifier)
    case .unrecognized(let text):
      note(.valueUnrecognized, at: "/document_input_type", before: text)
      return .unrecognized(kind: text, identifier: identifier)
    }
  }

  private mutating func usage(of job: V2.Job) -> Usage? {
    guard let usage = optional(job.usage, .usage) else { return nil }
    keep(usage.unknownMembers, in: "/usage")
    return Usage(
      credits: optional(usage.credits, .credits),
      parseCredits: optional(usage.parseCredits, .parseCredits))
  }

  mutating func keepConfiguration(_ configuration: V2.Configuration) {
    keep(configuration.unknownMembers, in: "/configuration")
    for (position, rule) in configuration.rules.enumerated() {
      keep(rule.unknownMembers, in: "/configuration/rules/\(position)")
    }
  }

  mutating func parsing(_ presence: Presence<V2.ParsingConfiguration>) -> ParsingRecord {
    let pointer = "/configuration/parsing_configuration"
    var record = ParsingRecord()
    guard let configuration = optional(presence, .parsingConfiguration) else { return record }
    record.isPresent = true
    keep(configuration.unknownMembers, in: pointer)
    record.language = language(configuration.lang, in: pointer)
    switch optional(configuration.maxPages, .maxPages) {
    case nil: break
    case .value(let count) where count >= 1: record.pageLimit = .value(.first(count))
    case .value(let count):
      record.pageLimit = unrecognized(.number(JSONNumber(count)), at: "\(pointer)/max_pages")
    case .other(let json):
      record.pageLimit = unrecognized(json, at: "\(pointer)/max_pages")
    }
    if let value = optional(configuration.targetPages, .targetPages) {
      record.pages = pages(value, at: "\(pointer)/target_pages")
    }
    return record
  }

  private mutating func pages(
    _ value: Lenient<String>, at pointer: String
  ) -> Recorded<PageSelection> {
    let text: String
    switch value {
    case .value(let string): text = string
    case .other(let json): return unrecognized(json, at: pointer)
    }
    guard let reading = try? PageSet.reading(rangeString: text) else {
      return unrecognized(.string(text), at: pointer)
    }
    for note in reading.notes {
      self.note(note, at: pointer, before: text, after: reading.pages.rangeString)
    }
    return .value(.pages(reading.pages))
  }
}
