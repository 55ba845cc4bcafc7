// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

extension V2Translator {
  /// Writes a job as v2 would say it: a job for each of its documents.
  ///
  /// The jobs of several documents are tied to each other by their idempotency keys
  /// (``GroupMemberKey``), so that ``job(fromGroup:)`` makes one of them again.
  ///
  /// - Parameter job: The job.
  /// - Returns: The jobs, in the order of the documents, with notes whose pointers lead into the
  ///   array of them. What v2 has no place for is noted where it stood: in the v1 job or, below
  ///   `/items`, in its results.
  /// - Throws: ``TranslationRefusal`` if v2 can't say the job.
  public func jobs(
    from job: ClassifyJob
  ) throws(TranslationRefusal) -> Translation<[V2.Job]> {
    var writer = V2JobWriter(translator: self, job: job)
    let jobs = writer.jobs()
    return try writer.ledger.translation(of: jobs, under: policy)
  }
}

/// Writes v2 jobs of one job of the model, gathering notes.
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
    noteUnplaced()
    guard let first = job.documents.first else {
      ledger.add(.documentsUnknown, at: "/0/file_input")
      return [alone(DocumentRecord(reference: nil, status: job.status), configuration)]
    }
    guard job.documents.count > 1 || isMember(first) else { return [alone(first, configuration)] }
    if !isOwn {
      ledger.add(.recordSplit, at: "", before: "1 job", after: "\(job.documents.count) jobs")
      noteGroupDifferences()
    }
    return job.documents.enumerated().map { member($1, at: $0, configuration) }
  }

  /// Whether the job was read from v2 records, whose values are written back as they stood.
  private var isOwn: Bool { job.origin == .v2 }

  /// Whether a document was read as the job of a group, with an id of its own.
  private func isMember(_ document: DocumentRecord) -> Bool {
    isOwn && document.identifier != nil
  }

  // MARK: - Jobs

  /// Writes the job of an only document, which has the status and the times of the whole.
  private mutating func alone(
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
    var wire = shape(document, configuration, at: 0)
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

  /// Writes the job of one document among several.
  private mutating func member(
    _ document: DocumentRecord, at position: Int, _ configuration: V2.Configuration
  ) -> V2.Job {
    let nulls = document.unknownMembers.nulls
    var wire = shape(document, configuration, at: position)
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
    var shared: String?
    if document.status == .failed, document.errorMessage == nil, let message = job.errorMessage {
      shared = message
      ledger.add(.errorShared, at: "/\(position)/error_message", after: message)
    }
    let (status, message) = status(
      document.status, hasResult: document.classification != nil,
      message: document.errorMessage ?? shared, at: position)
    wire.status = status
    wire.errorMessage = Presence(message, isNull: nulls.contains(.errorMessage))
    wire.createdAt = Presence(document.createdAt?.text, isNull: nulls.contains(.createdAt))
    wire.updatedAt = Presence(document.updatedAt?.text, isNull: nulls.contains(.updatedAt))
    return wire
  }

  /// Writes what does not depend on whether the document has company.
  private mutating func shape(
    _ document: DocumentRecord, _ configuration: V2.Configuration, at position: Int
  ) -> V2.Job {
    let nulls = document.unknownMembers.nulls
    var unknownMembers = document.unknownMembers.object(of: .v2, in: "")
    let documentInputType = documentInputType(of: document, kept: &unknownMembers, at: position)
    // Members of a group keep what differs from the first one as it stood.
    let own = unknownMembers.removeValue("configuration").flatMap {
      try? V2.Configuration(json: $0.jsonBytes())
    }
    let configurationID = Presence(
      job.configurationID, isNull: job.unknownMembers.nulls.contains(.configurationID))
    return V2.Job(
      id: "", configuration: own ?? configuration, documentInputType: documentInputType,
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

  // MARK: - Members

  /// Writes a status in the dialect's words, and an error message where that loses something.
  private mutating func status(
    _ status: JobStatus, hasResult: Bool, message: String?, at position: Int
  ) -> (Open<V2.Status>, String?) {
    let place = "/\(position)/status"
    switch status {
    case .partiallySucceeded:
      let word = hasResult ? V2.Status.completed : .failed
      ledger.add(
        .statusPartialSuccess, at: place, before: "PARTIAL_SUCCESS", after: word.rawValue)
      return (.known(word), message)
    case .cancelled where translator.dialect == .published:
      let explanation = message.map { "cancelled: \($0)" } ?? "cancelled"
      ledger.add(.statusCancelledAsFailed, at: place, before: "CANCELLED", after: "FAILED")
      ledger.add(
        .statusCancelledAsFailed, at: "/\(position)/error_message", before: message,
        after: explanation)
      return (.known(.failed), explanation)
    case .unrecognized(let text):
      if !isOwn { ledger.add(.statusUnrecognized, at: place, before: text, after: text) }
      return (Open(text), message)
    case .pending, .running, .succeeded, .failed, .cancelled:
      return (Open(status.word(V2.Status.self)?.rawValue ?? status.description), message)
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
      if !isOwn {
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
          description: rule.description, type: rule.type,
          unknownMembers: job.unknownMembers.object(
            of: .v2, in: "/configuration/rules/\(position)"))
      },
      mode: Presence(
        job.mode.map { mode(from: $0) },
        isNull: job.unknownMembers.nulls.contains(.mode)),
      parsingConfiguration: parsingConfiguration(),
      unknownMembers: job.unknownMembers.object(of: .v2, in: "/configuration"))
  }

  /// Writes the mode; what v2 said itself is written back as it stood.
  private mutating func mode(from mode: ClassifyMode) -> Open<V2.Mode> {
    isOwn
      ? Open(mode.wireText)
      : translator.mode(from: mode, at: "/0/configuration/mode", ledger: &ledger)
  }

  /// Writes the language; what v2 said itself is written back as it stood.
  private mutating func code(of language: Language) -> String {
    isOwn
      ? language.rawValue
      : translator.language(
        from: language, at: "/0/configuration/parsing_configuration/lang", ledger: &ledger)
  }

  private mutating func parsingConfiguration() -> Presence<V2.ParsingConfiguration> {
    let place = "/0/configuration/parsing_configuration"
    let nulls = job.unknownMembers.nulls
    var shape = V2.ParsingConfiguration(
      unknownMembers: job.unknownMembers.object(
        of: .v2, in: "/configuration/parsing_configuration"))
    if let language = job.parsing.language {
      shape.lang = .value(.value(code(of: language)))
    } else if let kept = shape.unknownMembers["lang"] {
      shape.unknownMembers["lang"] = nil
      shape.lang = kept.isNull ? .null : .value(.other(kept))
    }
    switch job.parsing.pageLimit {
    case .value(.first(let count)): shape.maxPages = .value(.value(count))
    case .value(.unlimited):
      shape.maxPages = nulls.contains(.maxPages) && isOwn ? .null : .absent
    case .unrecognized(let json, .v2):
      shape.maxPages = Presence(kept: json, interpret: Int.init(plain:))
    case .unrecognized(let json, _):
      ledger.add(.valueUnrecognized, at: "\(place)/max_pages", before: json.jsonText())
    }
    switch job.parsing.pages {
    case .value(.pages(let pages)): shape.targetPages = .value(.value(pages.rangeString))
    case .value(.all): shape.targetPages = nulls.contains(.targetPages) ? .null : .absent
    case .unrecognized(let json, .v2):
      shape.targetPages = Presence(kept: json, interpret: \.string)
    case .unrecognized(let json, _):
      ledger.add(.valueUnrecognized, at: "\(place)/target_pages", before: json.jsonText())
    }
    let isEmpty = shape == V2.ParsingConfiguration()
    guard isEmpty, !job.parsing.isPresent else { return .value(shape) }
    return nulls.contains(.parsingConfiguration) && isOwn ? .null : .absent
  }

  // MARK: - Notes

  /// Notes the values of the model that v2 has no member for.
  private mutating func noteUnplaced() {
    let nulls = job.unknownMembers.nulls
    if job.effectiveAt != nil || nulls.contains(.effectiveAt) {
      ledger.add(
        .memberUnplaced, at: "/effective_at", before: job.effectiveAt?.text ?? "null")
    }
    if job.jobRecordID != nil || nulls.contains(.jobRecordID) {
      ledger.add(.memberUnplaced, at: "/job_record_id", before: job.jobRecordID ?? "null")
    }
    for member in job.unknownMembers.members where member.version != .v2 {
      ledger.add(member.code, at: member.pointer, before: member.value.jsonText())
    }
    for (position, document) in job.documents.enumerated() {
      for member in document.unknownMembers.members where member.version != .v2 {
        ledger.add(
          member.code, at: "/items/\(position)\(member.pointer)", before: member.value.jsonText())
      }
      if document.unknownMembers.nulls.contains(.fileID) {
        ledger.add(.memberUnplaced, at: "/items/\(position)/file_id", before: "null")
      }
    }
  }

  /// Notes what the whole says and its members, seen together, would not.
  private mutating func noteGroupDifferences() {
    let combined = JobStatus.combined(job.documents.map(\.status)) ?? job.status
    // Running and pending are one word in v1.
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
    // The id is kept in the members' keys, where it is a UUID in lower case.
    if let group = UniversalID(job.id.text) {
      guard group.description != job.id.text else { return }
      ledger.add(
        .identifierSynthesized, at: "/id", before: job.id.text, after: group.description)
    } else {
      ledger.add(.memberUnplaced, at: "/id", before: job.id.text)
    }
  }

  /// Notes a time of the whole that its members, seen together, do not have.
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

extension JSONObject {
  /// Removes a member and returns its value.
  mutating func removeValue(_ name: String) -> JSONValue? {
    guard let value = self[name] else { return nil }
    self[name] = nil
    return value
  }
}
