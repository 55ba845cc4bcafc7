// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

extension V1Translator {
  /// Writes a job and its results as a v1 record.
  ///
  /// - Parameter job: The job.
  /// - Returns: The record, with an item for each document if the documents are known. Note
  ///   pointers refer to the written job and, below `/items`, to its items. A value that v1 has no
  ///   member for is noted at its pointer in the source record: the job, or the array of a group's
  ///   jobs.
  /// - Throws: ``TranslationRefusal`` if v1 can't represent the job, for example because it selects
  ///   more pages than ``expansionLimit``.
  public func record(
    from job: ClassifyJob
  ) throws(TranslationRefusal) -> Translation<V1.JobRecord> {
    var writer = V1JobWriter(translator: self, job: job)
    let record = V1.JobRecord(
      job: writer.wireJob(),
      results: job.documents.isEmpty
        ? nil : job.documents.enumerated().map { writer.item($1, at: $0) })
    return try writer.ledger.translation(of: record, under: policy)
  }
}

/// A writer of one v1 job and its results that collects the notes.
private struct V1JobWriter {
  let translator: V1Translator
  let job: ClassifyJob
  var ledger = Ledger()

  init(translator: V1Translator, job: ClassifyJob) {
    self.translator = translator
    self.job = job
  }

  mutating func wireJob() -> V1.Job {
    let nulls = job.unknownMembers.nulls
    noteUnrepresentable()
    if isGroup { ledger.add(.recordMerged, at: "/id", after: job.id.text) }
    return V1.Job(
      id: job.id.text, projectID: job.projectID,
      rules: job.rules.enumerated().map { position, rule in
        V1.Rule(
          type: rule.type, description: rule.description,
          unknownMembers: job.unknownMembers.object(of: .v1, in: "/rules/\(position)"))
      },
      status: status(), userID: job.userID,
      createdAt: Presence(job.createdAt?.text, isNull: nulls.contains(.createdAt)),
      effectiveAt: Presence(job.effectiveAt?.text, isNull: nulls.contains(.effectiveAt)),
      errorMessage: Presence(errorMessage(), isNull: nulls.contains(.errorMessage)),
      jobRecordID: Presence(job.jobRecordID, isNull: nulls.contains(.jobRecordID)),
      mode: Presence(
        job.mode.map { mode(from: $0) },
        isNull: nulls.contains(.mode)),
      parsingConfiguration: .value(parsingConfiguration()),
      updatedAt: Presence(job.updatedAt?.text, isNull: nulls.contains(.updatedAt)),
      unknownMembers: job.unknownMembers.object(of: .v1, in: ""))
  }

  private mutating func status() -> Open<V1.Status> {
    if let word: V1.Status = job.status.word() { return .known(word) }
    if case .unrecognized(let text) = job.status {
      if !isFromV1 { ledger.add(.statusUnrecognized, at: "/status", before: text, after: text) }
      return Open(text)
    }
    // `PENDING` is v1's only word for an unfinished job.
    ledger.add(
      .statusRunning, at: "/status", before: "\(job.status)",
      after: V1.Status.pending.rawValue)
    return .known(.pending)
  }

  private mutating func mode(from mode: ClassifyMode) -> Open<V1.Mode> {
    isFromV1
      ? Open(mode) ?? .known(.fast) : translator.mode(from: mode, ledger: &ledger)
  }

  /// Returns the job's error message, or else its documents' messages joined: v1 has one per job.
  private mutating func errorMessage() -> String? {
    if let message = job.errorMessage { return message }
    guard job.documents.count > 1 else { return job.documents.first?.errorMessage }
    let messages = job.documents.enumerated().compactMap { position, document in
      document.errorMessage.map { "\(document.reference?.identifier ?? "\(position)"): \($0)" }
    }
    guard !messages.isEmpty else { return nil }
    let joined = messages.joined(separator: "; ")
    ledger.add(.errorsJoined, at: "/error_message", after: joined)
    return joined
  }

  private mutating func parsingConfiguration() -> V1.ParsingConfiguration {
    let pointer = "/parsing_configuration"
    var configuration = V1.ParsingConfiguration()
    var unknownMembers = job.unknownMembers.object(of: .v1, in: pointer)
    if let language = job.parsing.language {
      configuration.lang = Presence(code(of: language).map { .value($0.rawValue) })
    } else if let json = unknownMembers["lang"] {
      unknownMembers["lang"] = nil
      configuration.lang = json.isNull ? .null : .value(.other(json))
    }
    switch job.parsing.pageLimit {
    case .value(.unlimited) where isFromV1 && job.unknownMembers.nulls.contains(.maxPages):
      configuration.maxPages = .null
    case .value(let limit):
      configuration.maxPages = translator.maxPages(from: limit, ledger: &ledger)
    case .unrecognized(let json, .v1):
      configuration.maxPages = Presence(json)
    case .unrecognized(let json, _):
      // v1 reads 5 pages if `max_pages` is absent.
      ledger.add(
        .recordPageLimit, at: "\(pointer)/max_pages", before: json.jsonText(), after: "null")
      configuration.maxPages = .null
    }
    switch job.parsing.pages {
    case .value(.all):
      if job.unknownMembers.nulls.contains(.targetPages) { configuration.targetPages = .null }
    case .value(.pages(let pages)):
      configuration.targetPages = Presence(
        translator.targetPages(from: pages, ledger: &ledger).map { .value($0) })
    case .unrecognized(let json, .v1):
      configuration.targetPages = Presence(json)
    case .unrecognized(let json, _):
      ledger.add(.recordPages, at: "\(pointer)/target_pages", before: json.jsonText())
    }
    configuration.unknownMembers = unknownMembers
    return configuration
  }

  /// Returns v1's code for a language; a code read from a v1 record is kept unchanged.
  private mutating func code(of language: Language) -> Language? {
    guard !isFromV1 else { return language }
    guard let code = language.nearestV1Code else {
      ledger.add(
        .languageOfRecord, at: "/parsing_configuration/lang", before: language.rawValue)
      return nil
    }
    translator.noteLanguage(language, writtenAs: code, ledger: &ledger)
    return code
  }

  /// Whether the job was read from a v1 record, whose values are written back unchanged.
  private var isFromV1: Bool { job.origin == .v1 }

  /// Whether each document was a job of a group in the source record.
  private var isGroup: Bool {
    !isFromV1
      && (job.documents.count > 1 || job.documents.contains { $0.identifier != nil })
  }

  /// Notes the values that v1 has no member for, at their pointers in the source record; a null that
  /// is left out loses nothing.
  private mutating func noteUnrepresentable() {
    noteOmitted("/configuration_id", job.configurationID, of: 0)
    for member in job.unknownMembers.members where member.version != .v1 {
      noteOmitted(member, of: 0)
    }
    for (position, document) in job.documents.enumerated() {
      noteOmitted("/parse_job_id", document.parseJobID, of: position)
      noteOmitted("/transaction_id", document.transactionID, of: position)
      noteOmitted("/usage", document.usage.map(Self.json), of: position)
      if isGroup { noteStatus(of: document, at: position) }
      for member in document.unknownMembers.members where member.version != .v1 {
        noteOmitted(member, of: position)
      }
    }
  }

  private mutating func noteOmitted(_ pointer: String, _ value: String?, of position: Int) {
    guard let value else { return }
    ledger.add(.memberUnplaced, at: sourcePointer(position) + pointer, before: value)
  }

  private mutating func noteOmitted(_ member: UnknownMembers.Member, of position: Int) {
    ledger.add(
      member.code, at: sourcePointer(position) + member.pointer, before: member.textWithoutSecrets)
  }

  /// Notes the status of a document in a group, unless it can be derived from the written record.
  private mutating func noteStatus(of document: DocumentRecord, at position: Int) {
    let writtenStatus = job.status == .running ? .pending : job.status
    let status = V1Translator.documentStatus(
      in: writtenStatus, hasResult: document.classification != nil)
    guard status != document.status else { return }
    ledger.add(
      .statusOfDocument, at: sourcePointer(position) + "/status",
      before: document.status.description,
      after: status.description)
  }

  /// Returns the pointer to a document's job in the source record.
  private func sourcePointer(_ position: Int) -> String { isGroup ? "/\(position)" : "" }

  private static func json(_ usage: Usage) -> String {
    let members: JSONObject = [
      "credits": usage.credits.map { .number($0) } ?? .null,
      "parse_credits": usage.parseCredits.map { .number($0) } ?? .null,
    ]
    return members.jsonText()
  }

  mutating func item(_ document: DocumentRecord, at position: Int) -> V1.FileClassification {
    let pointer = "/items/\(position)"
    let nulls = document.unknownMembers.nulls
    var unknownMembers = document.unknownMembers.object(of: .v1, in: "")
    let classifyJobID = unknownMembers["classify_job_id"]?.string
    unknownMembers["classify_job_id"] = nil
    var fileID: String?
    switch document.reference {
    case .file(let id): fileID = id
    case nil: break
    case .some(let other):
      ledger.add(
        .documentNotAFileOfRecord, at: "\(pointer)/file_id", before: other.identifier)
    }
    return V1.FileClassification(
      id: identifier(of: document, at: position), classifyJobID: classifyJobID ?? job.id.text,
      createdAt: Presence(document.createdAt?.text, isNull: nulls.contains(.createdAt)),
      fileID: Presence(fileID, isNull: nulls.contains(.fileID)),
      result: result(of: document),
      updatedAt: Presence(document.updatedAt?.text, isNull: nulls.contains(.updatedAt)),
      unknownMembers: unknownMembers)
  }

  private mutating func identifier(of document: DocumentRecord, at position: Int) -> String {
    if let identifier = document.identifier { return identifier }
    let derived = UniversalID(derivedFrom: "\(job.id)/\(position)").description
    ledger.add(.identifierSynthesized, at: "/items/\(position)/id", after: derived)
    return derived
  }

  private func result(of document: DocumentRecord) -> Presence<V1.ClassificationResult> {
    guard let classification = document.classification else {
      return Presence(nil, isNull: document.unknownMembers.nulls.contains(.result))
    }
    return .value(
      V1.ClassificationResult(
        confidence: classification.confidence.number, reasoning: classification.reasoning,
        type: Presence(classification.type, isNull: true),
        unknownMembers: document.unknownMembers.object(of: .v1, in: "/result")))
  }
}
