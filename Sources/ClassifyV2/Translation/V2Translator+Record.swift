// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

extension V2Translator {
  /// Writes a job as v2 jobs, one for each document.
  ///
  /// The idempotency keys of several jobs identify their group (``GroupMemberKey``), so that
  /// ``job(fromGroup:id:)`` can combine them again.
  ///
  /// - Parameter job: The job.
  /// - Returns: The jobs in the order of the documents, with notes whose pointers refer to the
  ///   array of jobs. A value that v2 has no member for is noted at its pointer in the source
  ///   record: in the job or, below `/items`, in its results.
  /// - Throws: ``TranslationRefusal`` if v2 can't represent the job.
  public func jobs(
    from job: ClassifyJob
  ) throws(TranslationRefusal) -> Translation<[V2.Job]> {
    var writer = V2JobWriter(translator: self, job: job)
    let jobs = writer.jobs()
    return try writer.ledger.translation(of: jobs, under: policy)
  }
}

/// A writer of the v2 jobs for one job of the model that collects the notes.
private struct V2JobWriter {
  let translator: V2Translator
  let job: ClassifyJob
  var ledger = Ledger()

  init(translator: V2Translator, job: ClassifyJob) {
    self.translator = translator
    self.job = job
  }

  mutating func jobs() -> [V2.Job] {
    let configuration = configuration()
    noteUnrepresentable()
    guard let first = job.documents.first else {
      ledger.add(.documentsUnknown, at: "/0/file_input")
      return [singleJob(DocumentRecord(reference: nil, status: job.status), configuration)]
    }
    guard job.documents.count > 1 || isMember(first) else {
      return [singleJob(first, configuration)]
    }
    if !isFromV2 {
      ledger.add(.recordSplit, at: "", before: "1 job", after: "\(job.documents.count) jobs")
      noteGroupDifferences()
    }
    return job.documents.enumerated().map { memberJob($1, at: $0, configuration) }
  }

  /// Whether the job was read from v2 records, whose values are written back unchanged.
  private var isFromV2: Bool { job.origin == .v2 }

  /// Whether a document was read from the job of a group, which has its own ID.
  private func isMember(_ document: DocumentRecord) -> Bool {
    isFromV2 && document.identifier != nil
  }

  // MARK: - Jobs

  /// Writes the job of a single document, with the job's status and times.
  private mutating func singleJob(
    _ document: DocumentRecord, _ configuration: V2.Configuration
  ) -> V2.Job {
    let nulls = job.unknownMembers.nulls
    if let identifier = document.identifier {
      ledger.add(.memberUnplaced, at: "/items/0/id", before: identifier)
    }
    for (name, time, isNull) in [
      ("created_at", document.createdAt, document.unknownMembers.nulls.contains(.createdAt)),
      ("updated_at", document.updatedAt, document.unknownMembers.nulls.contains(.updatedAt)),
    ] where time != nil || isNull {
      ledger.add(.timeOfMember, at: "/items/0/\(name)", before: time?.text ?? "null")
    }
    var wire = baseJob(document, configuration, at: 0)
    wire.id = job.id.text
    let (status, message) = status(
      job.status, hasResult: document.classification != nil,
      message: job.errorMessage, at: 0)
    wire.status = status
    wire.errorMessage = Presence(message, isNull: nulls.contains(.errorMessage))
    wire.createdAt = Presence(job.createdAt?.text, isNull: nulls.contains(.createdAt))
    wire.updatedAt = Presence(job.updatedAt?.text, isNull: nulls.contains(.updatedAt))
    return wire
  }

  /// Writes the job of one document in a group.
  private mutating func memberJob(
    _ document: DocumentRecord, at position: Int, _ configuration: V2.Configuration
  ) -> V2.Job {
    let nulls = document.unknownMembers.nulls
    var wire = baseJob(document, configuration, at: position)
    if let identifier = document.identifier {
      wire.id = identifier
    } else {
      wire.id = UniversalID(derivedFrom: "\(job.id)/\(position)").description
      ledger.add(.identifierSynthesized, at: "/\(position)/id", after: wire.id)
    }
    if document.transactionID == nil, let group = UniversalID(job.id.text) {
      let key = GroupMemberKey(group: group, index: position).description
      wire.transactionID = .value(key)
      ledger.add(.identifierSynthesized, at: "/\(position)/transaction_id", after: key)
    }
    var sharedMessage: String?
    if document.status == .failed, document.errorMessage == nil, let message = job.errorMessage {
      sharedMessage = message
      ledger.add(.errorShared, at: "/\(position)/error_message", after: message)
    }
    let (status, message) = status(
      document.status, hasResult: document.classification != nil,
      message: document.errorMessage ?? sharedMessage, at: position)
    wire.status = status
    wire.errorMessage = Presence(message, isNull: nulls.contains(.errorMessage))
    wire.createdAt = Presence(document.createdAt?.text, isNull: nulls.contains(.createdAt))
    wire.updatedAt = Presence(document.updatedAt?.text, isNull: nulls.contains(.updatedAt))
    return wire
  }

  /// Writes the fields that single jobs and group members have in common.
  private mutating func baseJob(
    _ document: DocumentRecord, _ configuration: V2.Configuration, at position: Int
  ) -> V2.Job {
    let nulls = document.unknownMembers.nulls
    var unknownMembers = document.unknownMembers.object(of: .v2, in: "")
    let documentInputType = documentInputType(of: document, kept: &unknownMembers, at: position)
    // A group member keeps a configuration that differs from the first member's.
    let ownConfiguration = unknownMembers.removeValue("configuration").flatMap {
      try? V2.Configuration(value: $0)
    }
    let configurationID = Presence(
      job.configurationID, isNull: job.unknownMembers.nulls.contains(.configurationID))
    return V2.Job(
      id: "", configuration: ownConfiguration ?? configuration,
      documentInputType: documentInputType,
      fileInput: document.reference?.identifier,
      documentInputValue: unknownMembers.removeValue("document_input_value")?.string,
      projectID: unknownMembers.removeValue("project_id")?.string ?? job.projectID,
      status: .known(.pending),
      userID: unknownMembers.removeValue("user_id")?.string ?? job.userID,
      configurationID: unknownMembers.removeValue("configuration_id").map {
        Presence($0.string, isNull: true)
      } ?? configurationID,
      parseJobID: Presence(document.parseJobID, isNull: nulls.contains(.parseJobID)),
      result: result(of: document),
      transactionID: Presence(document.transactionID, isNull: nulls.contains(.transactionID)),
      usage: Presence(
        document.usage.map { usage($0, of: document) }, isNull: nulls.contains(.usage)),
      unknownMembers: unknownMembers)
  }

  // MARK: - Fields

  /// Returns the status in the dialect, and the error message with the details that it loses.
  private mutating func status(
    _ status: JobStatus, hasResult: Bool, message: String?, at position: Int
  ) -> (Open<V2.Status>, String?) {
    let pointer = "/\(position)/status"
    let isPublished = translator.dialect == .published
    if let word: V2.Status = status.word(), !(word == .cancelled && isPublished) {
      return (.known(word), message)
    }
    switch status {
    case .partiallySucceeded:
      let word = hasResult ? V2.Status.completed : .failed
      ledger.add(
        .statusPartialSuccess, at: pointer, before: "\(status)", after: word.rawValue)
      return (.known(word), message)
    case .unrecognized(let text):
      if !isFromV2 { ledger.add(.statusUnrecognized, at: pointer, before: text, after: text) }
      return (Open(text), message)
    case .pending, .running, .succeeded, .failed, .cancelled:
      // The only status left is a cancellation in the published dialect.
      let explanation = message.map { "cancelled: \($0)" } ?? "cancelled"
      ledger.add(
        .statusCancelledAsFailed, at: pointer, before: "\(status)",
        after: V2.Status.failed.rawValue)
      ledger.add(
        .statusCancelledAsFailed, at: "/\(position)/error_message", before: message,
        after: explanation)
      return (.known(.failed), explanation)
    }
  }

  private mutating func documentInputType(
    of document: DocumentRecord, kept unknownMembers: inout JSONObject, at position: Int
  ) -> Open<V2.DocumentInputType> {
    switch document.reference {
    case .parseJob: return .known(.parseJobID)
    case .url: return .known(.url)
    case .unrecognized(let kind, _): return .unrecognized(kind)
    case .file:
      if !isFromV2 {
        ledger.add(.documentTypeDerived, at: "/\(position)/document_input_type", after: "file_id")
      }
      return .known(.fileID)
    case nil:
      if let kind = unknownMembers.removeValue("document_input_type")?.string { return Open(kind) }
      if !job.documents.isEmpty {
        ledger.add(.documentUnnamed, at: "/\(position)/file_input")
      }
      return .known(.fileID)
    }
  }

  private func result(of document: DocumentRecord) -> Presence<V2.ClassificationResult> {
    guard let classification = document.classification else {
      return Presence(nil, isNull: document.unknownMembers.nulls.contains(.result))
    }
    return .value(
      V2.ClassificationResult(
        confidence: classification.confidence.number, reasoning: classification.reasoning,
        type: Presence(classification.type, isNull: true),
        unknownMembers: document.unknownMembers.object(of: .v2, in: "/result")))
  }

  private func usage(_ usage: Usage, of document: DocumentRecord) -> V2.Usage {
    let nulls = document.unknownMembers.nulls
    return V2.Usage(
      credits: Presence(usage.credits, isNull: nulls.contains(.credits)),
      parseCredits: Presence(usage.parseCredits, isNull: nulls.contains(.parseCredits)),
      unknownMembers: document.unknownMembers.object(of: .v2, in: "/usage"))
  }

  private mutating func configuration() -> V2.Configuration {
    V2.Configuration(
      rules: job.rules.enumerated().map { position, rule in
        V2.Rule(
          type: rule.type, description: rule.description,
          unknownMembers: job.unknownMembers.object(
            of: .v2, in: "/configuration/rules/\(position)"))
      },
      mode: Presence(
        job.mode.map { mode(from: $0) },
        isNull: job.unknownMembers.nulls.contains(.mode)),
      parsingConfiguration: parsingConfiguration(),
      unknownMembers: job.unknownMembers.object(of: .v2, in: "/configuration"))
  }

  /// Writes the mode; one read from a v2 record is kept unchanged.
  private mutating func mode(from mode: ClassifyMode) -> Open<V2.Mode> {
    isFromV2
      ? Open(mode) ?? .known(.fast)
      : translator.mode(from: mode, at: "/0/configuration/mode", ledger: &ledger)
  }

  /// Writes the language; one read from a v2 record is kept unchanged.
  private mutating func code(of language: Language) -> String {
    isFromV2
      ? language.rawValue
      : translator.language(
        from: language, at: "/0/configuration/parsing_configuration/lang", ledger: &ledger)
  }

  private mutating func parsingConfiguration() -> Presence<V2.ParsingConfiguration> {
    let pointer = "/0/configuration/parsing_configuration"
    let nulls = job.unknownMembers.nulls
    var configuration = V2.ParsingConfiguration(
      unknownMembers: job.unknownMembers.object(
        of: .v2, in: "/configuration/parsing_configuration"))
    if let language = job.parsing.language {
      configuration.lang = .value(.value(code(of: language)))
    } else if let kept = configuration.unknownMembers["lang"] {
      configuration.unknownMembers["lang"] = nil
      configuration.lang = kept.isNull ? .null : .value(.other(kept))
    }
    switch job.parsing.pageLimit {
    case .value(.first(let count)): configuration.maxPages = .value(.value(count))
    case .value(.unlimited):
      configuration.maxPages = nulls.contains(.maxPages) && isFromV2 ? .null : .absent
    case .unrecognized(let json, .v2):
      configuration.maxPages = Presence(json)
    case .unrecognized(let json, _):
      ledger.add(.recordPageLimit, at: "\(pointer)/max_pages", before: json.jsonText())
    }
    switch job.parsing.pages {
    case .value(.pages(let pages)): configuration.targetPages = .value(.value(pages.rangeString))
    case .value(.all): configuration.targetPages = nulls.contains(.targetPages) ? .null : .absent
    case .unrecognized(let json, .v2):
      configuration.targetPages = Presence(json)
    case .unrecognized(let json, _):
      ledger.add(.recordPages, at: "\(pointer)/target_pages", before: json.jsonText())
    }
    let isEmpty = configuration == V2.ParsingConfiguration()
    guard isEmpty, !job.parsing.isPresent else { return .value(configuration) }
    return nulls.contains(.parsingConfiguration) && isFromV2 ? .null : .absent
  }

  // MARK: - Notes

  /// Notes the values that v2 has no member for, at their pointers in the source record.
  private mutating func noteUnrepresentable() {
    let nulls = job.unknownMembers.nulls
    if job.effectiveAt != nil || nulls.contains(.effectiveAt) {
      ledger.add(
        .memberUnplaced, at: "/effective_at", before: job.effectiveAt?.text ?? "null")
    }
    if job.jobRecordID != nil || nulls.contains(.jobRecordID) {
      ledger.add(.memberUnplaced, at: "/job_record_id", before: job.jobRecordID ?? "null")
    }
    for member in job.unknownMembers.members where member.version != .v2 {
      ledger.add(member.code, at: member.pointer, before: member.textWithoutSecrets)
    }
    for (position, document) in job.documents.enumerated() {
      for member in document.unknownMembers.members where member.version != .v2 {
        ledger.add(
          member.code, at: "/items/\(position)\(member.pointer)", before: member.textWithoutSecrets)
      }
      if document.unknownMembers.nulls.contains(.fileID) {
        ledger.add(.memberUnplaced, at: "/items/\(position)/file_id", before: "null")
      }
    }
  }

  /// Notes values of the job that can't be derived from the members' jobs.
  private mutating func noteGroupDifferences() {
    let combined = JobStatus.combined(job.documents.map(\.status)) ?? job.status
    // A source with one word for pending and running reports a running job as pending.
    if combined != job.status, !(combined == .running && job.status == .pending) {
      ledger.add(
        .statusOfMembers, at: "/status", before: job.status.description,
        after: combined.description)
    }
    let created = V2Translator.first(job.documents.compactMap(\.createdAt))
    noteTime(job.createdAt, .createdAt, ofMembers: created, at: "/created_at")
    let updated = V2Translator.last(job.documents.compactMap(\.updatedAt))
    noteTime(job.updatedAt, .updatedAt, ofMembers: updated, at: "/updated_at")
    if job.unknownMembers.nulls.contains(.errorMessage) {
      ledger.add(.memberUnplaced, at: "/error_message", before: "null")
    } else if let message = job.errorMessage,
      !job.documents.contains(where: { $0.status == .failed && $0.errorMessage == nil })
    {
      ledger.add(.memberUnplaced, at: "/error_message", before: message)
    }
    // The members' keys hold the ID as a lowercase UUID.
    if let group = UniversalID(job.id.text) {
      guard group.description != job.id.text else { return }
      ledger.add(
        .identifierSynthesized, at: "/id", before: job.id.text, after: group.description)
    } else {
      ledger.add(.memberUnplaced, at: "/id", before: job.id.text)
    }
  }

  /// Notes a time of the job that differs from the one derived from its members.
  private mutating func noteTime(
    _ time: Timestamp?, _ member: NullableMember, ofMembers derived: Timestamp?,
    at pointer: String
  ) {
    let isNull = job.unknownMembers.nulls.contains(member)
    guard time?.text != derived?.text || isNull else { return }
    ledger.add(
      .timeOfMember, at: pointer, before: time?.text ?? (isNull ? "null" : nil),
      after: derived?.text)
  }
}
