// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

// MARK: - To the model

extension V2Translator {
  /// Reads the body of a request that creates a job.
  ///
  /// - Parameter params: The request body.
  /// - Returns: The request with its one document, and notes whose pointers refer to the body.
  /// - Throws: ``TranslationRefusal`` if the service would reject the body or the body is
  ///   meaningless, such as a reversed page range.
  public func request(
    from params: V2.ClassifyCreateParams
  ) throws(TranslationRefusal) -> Translation<ClassifyRequest> {
    var ledger = Ledger()
    let configuration = configuration(from: params, ledger: &ledger)
    var webhooks: [Webhook] = []
    for (position, webhook) in (params.webhookConfigurations.value ?? []).enumerated() {
      webhooks.append(
        WebhookTranslation.webhook(
          from: webhook, names: V2.eventNames, at: "/webhook_configurations/\(position)",
          ledger: &ledger))
    }
    ledger.noteOmittedIfEmpty(params.webhookConfigurations, at: "/webhook_configurations")
    ledger.noteOmittedIfEmpty(params.webhookConfigurationIDs, at: "/webhook_configuration_ids")
    ledger.noteOmitted(params.transactionID, at: "/transaction_id")
    var key = params.transactionID.value
    if key?.isEmpty == true {
      ledger.add(.requestMemberOmitted, at: "/transaction_id", before: "\"\"")
      key = nil
    }
    ledger.noteUnknownMembers(of: params, at: "")
    var request: ClassifyRequest?
    if let configuration {
      request = ClassifyRequest(
        documents: document(from: params, ledger: &ledger).map { [$0] } ?? [],
        configuration: configuration,
        webhooks: webhooks, savedWebhookIDs: params.webhookConfigurationIDs.value ?? [],
        idempotency: key.map { .transaction($0) } ?? .automatic)
    } else {
      ledger.add(
        .rulesEmpty, at: "/configuration",
        message: "the request has neither configuration nor configuration_id; give one of them")
    }
    if let request { checkLimits(of: request, ledger: &ledger) }
    return try ledger.translation(of: request, under: policy)
  }

  /// Reads the document from `file_input` or from the fields of older dialects.
  private func document(
    from params: V2.ClassifyCreateParams, ledger: inout Ledger
  ) -> DocumentReference? {
    ledger.noteOmitted(params.fileInput, at: "/file_input")
    ledger.noteOmitted(params.fileID, at: "/file_id")
    ledger.noteOmitted(params.parseJobID, at: "/parse_job_id")
    var document = params.fileInput.value.map(Self.reference)
    let older: [(String, DocumentReference?)] = [
      ("/file_id", params.fileID.value.map { .file($0) }),
      ("/parse_job_id", params.parseJobID.value.map { .parseJob($0) }),
    ]
    for case (let pointer, let other?) in older {
      if let document, document.identifier != other.identifier {
        ledger.add(
          .documentBoth, at: pointer, before: other.identifier, after: document.identifier,
          message: "the request names two documents, \"\(document)\" and \"\(other)\"; "
            + "name one, in file_input")
      } else {
        ledger.add(.documentInputRenamed, at: pointer, before: other.identifier)
        document = document ?? other
      }
    }
    return document
  }

  /// Returns the kind of an input by its form, because a request does not name the kind.
  private static func reference(_ input: String) -> DocumentReference {
    if input.hasPrefix("pjb-") { return .parseJob(input) }
    if input.hasPrefix("https://") || input.hasPrefix("http://") { return .url(input) }
    return .file(input)
  }

  private func configuration(
    from params: V2.ClassifyCreateParams, ledger: inout Ledger
  ) -> ClassifyRequest.Configuration? {
    ledger.noteOmitted(params.configuration, at: "/configuration")
    ledger.noteOmitted(params.configurationID, at: "/configuration_id")
    guard let wire = params.configuration.value else {
      return params.configurationID.value.map { .saved($0) }
    }
    if let id = params.configurationID.value {
      ledger.add(
        .configurationBoth, at: "/configuration_id", before: id,
        message: "the request has rules and the saved configuration \"\(id)\"; give one of them")
    }
    ledger.noteOmitted(wire.mode, at: "/configuration/mode")
    for (position, rule) in wire.rules.enumerated() {
      ledger.noteUnknownMembers(
        of: rule, at: "/configuration/rules/\(position)", in: V2.ClassifyCreateParams.self)
    }
    ledger.noteUnknownMembers(
      of: wire, at: "/configuration", in: V2.ClassifyCreateParams.self)
    return .inline(
      InlineConfiguration(
        rules: wire.rules.map { Rule($0) },
        mode: wire.mode.value?.mode,
        parsing: parsingOptions(from: wire.parsingConfiguration, ledger: &ledger)))
  }

  private func parsingOptions(
    from presence: Presence<V2.ParsingConfiguration>, ledger: inout Ledger
  ) -> ParsingOptions {
    let pointer = "/configuration/parsing_configuration"
    var options = ParsingOptions()
    ledger.noteOmitted(presence, at: pointer)
    guard let configuration = presence.value else { return options }
    if configuration == V2.ParsingConfiguration() {
      ledger.add(.requestMemberOmitted, at: pointer, before: "{}")
    }
    ledger.noteOmitted(configuration.lang, at: "\(pointer)/lang")
    ledger.noteOmitted(configuration.maxPages, at: "\(pointer)/max_pages")
    ledger.noteOmitted(configuration.targetPages, at: "\(pointer)/target_pages")
    ledger.noteUnknownMembers(
      of: configuration, at: pointer, in: V2.ClassifyCreateParams.self)
    switch configuration.lang {
    case .absent, .null: break
    case .value(.value(let code)): options.language = Language(code)
    case .value(.other(let json)):
      ledger.add(
        .languageUnsupported, at: "\(pointer)/lang", before: json.jsonText(),
        message: "lang must be a string, such as \"en\"")
    }
    switch configuration.maxPages {
    case .absent, .null: break
    case .value(.value(let count)): options.pageLimit = .first(count)
    case .value(.other(let json)):
      ledger.add(
        .pageLimitBelowOne, at: "\(pointer)/max_pages", before: json.jsonText(),
        message: "max_pages must be an integer of 1 or more, or absent for no limit")
    }
    switch configuration.targetPages {
    case .absent, .null: break
    case .value(.value(let text)):
      if let pages = readPages(text, at: "\(pointer)/target_pages", ledger: &ledger) {
        options.pages = .pages(pages)
      }
    case .value(.other(let json)):
      ledger.add(
        .pagesWrongType, at: "\(pointer)/target_pages", before: json.jsonText(),
        message: "target_pages must be a string of one-based pages and ranges, such as \"1,3,5-7\"")
    }
    return options
  }

  private func readPages(_ text: String, at pointer: String, ledger: inout Ledger) -> PageSet? {
    do {
      let reading = try PageSet.reading(rangeString: text)
      for note in reading.notes {
        ledger.add(note, at: pointer, before: text, after: reading.pages.rangeString)
      }
      return reading.pages
    } catch {
      ledger.add(error.code, at: pointer, before: text, message: error.messageWithLocation)
      return nil
    }
  }
}

// MARK: - From the model

extension V2Translator {
  /// Writes the bodies of the requests that create the jobs, one for each document.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - transactionID: Returns the idempotency key of the document at a zero-based position; `nil`
  ///     for none.
  /// - Returns: The bodies in the order of the documents, with notes whose pointers refer to each
  ///   body.
  /// - Throws: ``TranslationRefusal`` if v2 can't represent the request.
  public func params(
    from request: ClassifyRequest, transactionID: (_ position: Int) -> String?
  ) throws(TranslationRefusal) -> Translation<[V2.ClassifyCreateParams]> {
    try params(from: request, notesLimits: true, transactionID: transactionID)
  }

  func params(
    from request: ClassifyRequest, notesLimits: Bool, transactionID: (_ position: Int) -> String?
  ) throws(TranslationRefusal) -> Translation<[V2.ClassifyCreateParams]> {
    var ledger = Ledger()
    if notesLimits { checkLimits(of: request, ledger: &ledger) }
    noteFanOut(of: request, ledger: &ledger)
    var template = V2.ClassifyCreateParams()
    switch request.configuration {
    case .saved(let id): template.configurationID = .value(id)
    case .inline(let configuration):
      template.configuration = .value(self.configuration(from: configuration, ledger: &ledger))
    }
    if !request.webhooks.isEmpty {
      template.webhookConfigurations = .value(
        request.webhooks.enumerated().map { position, webhook in
          WebhookTranslation.wire(
            from: webhook, names: V2.eventNames, at: "/webhook_configurations/\(position)",
            ledger: &ledger)
        })
    }
    if !request.savedWebhookIDs.isEmpty {
      template.webhookConfigurationIDs = .value(request.savedWebhookIDs)
    }
    var bodies: [V2.ClassifyCreateParams] = []
    for (position, document) in request.documents.enumerated() {
      var body = template
      body.fileInput = .value(identifier(of: document, ledger: &ledger))
      body.transactionID = Presence(transactionID(position))
      bodies.append(body)
    }
    return try ledger.translation(of: bodies, under: policy)
  }

  /// Notes that several documents become several jobs, each of which calls the webhooks.
  private func noteFanOut(of request: ClassifyRequest, ledger: inout Ledger) {
    let count = request.documents.count
    guard count > 1 else { return }
    ledger.add(
      .requestFanOut, at: "/file_input", before: "\(count) documents", after: "\(count) jobs")
    guard !request.webhooks.isEmpty || !request.savedWebhookIDs.isEmpty else { return }
    ledger.add(
      .webhookFanOut,
      at: request.webhooks.isEmpty ? "/webhook_configuration_ids" : "/webhook_configurations",
      before: "deliveries of 1 job", after: "deliveries of \(count) jobs")
  }

  private func configuration(
    from configuration: InlineConfiguration, ledger: inout Ledger
  ) -> V2.Configuration {
    let parsing = parsingConfiguration(from: configuration.parsing, ledger: &ledger)
    return V2.Configuration(
      rules: configuration.rules.map { V2.Rule(type: $0.type, description: $0.description) },
      mode: Presence(
        configuration.mode.map { mode(from: $0, at: "/configuration/mode", ledger: &ledger) }),
      parsingConfiguration: parsing == V2.ParsingConfiguration() ? .absent : .value(parsing))
  }

  private func parsingConfiguration(
    from options: ParsingOptions, ledger: inout Ledger
  ) -> V2.ParsingConfiguration {
    let pointer = "/configuration/parsing_configuration"
    return V2.ParsingConfiguration(
      lang: Presence(
        options.language.map {
          .value(language(from: $0, at: "\(pointer)/lang", ledger: &ledger))
        }),
      maxPages: Presence(options.pageLimit.count.map { .value($0) }),
      targetPages: Presence(options.pages.pages.map { .value($0.rangeString) }))
  }

  /// Checks the limits of a request; each body has one document, so all have one pointer.
  private func checkLimits(of request: ClassifyRequest, ledger: inout Ledger) {
    request.checkLimits(
      documents: "/file_input", document: { _ in "/file_input" }, rules: "/configuration/rules",
      maxPages: "/configuration/parsing_configuration/max_pages", into: &ledger)
  }

  private func identifier(of document: DocumentReference, ledger: inout Ledger) -> String {
    guard fileIdentifiers == .prefixed, case .file(let id) = document,
      let prefixed = FileID.prefixed(id)
    else { return document.identifier }
    ledger.add(.documentIdentifier, at: "/file_input", before: id, after: prefixed)
    return prefixed
  }
}
