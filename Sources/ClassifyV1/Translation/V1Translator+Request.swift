// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

// MARK: - To the model

extension V1Translator {
  /// Reads the body of a request that creates a job.
  ///
  /// v1's default of 5 pages becomes an explicit limit.
  ///
  /// - Parameter params: The request body.
  /// - Returns: The request, with notes whose pointers refer to the body.
  /// - Throws: ``TranslationRefusal`` if the service would reject the body or the body is
  ///   meaningless, such as an empty page selection.
  public func request(
    from params: V1.JobCreateParams
  ) throws(TranslationRefusal) -> Translation<ClassifyRequest> {
    var ledger = Ledger()
    let parsing = parsingOptions(
      from: params.parsingConfiguration.value ?? V1.ParsingConfiguration(), ledger: &ledger)
    ledger.noteOmitted(params.mode, at: "/mode")
    ledger.noteOmittedIfEmpty(params.webhookConfigurations, at: "/webhook_configurations")
    var webhooks: [Webhook] = []
    for (position, webhook) in (params.webhookConfigurations.value ?? []).enumerated() {
      webhooks.append(
        WebhookTranslation.webhook(
          from: webhook, names: V1.eventNames, at: "/webhook_configurations/\(position)",
          ledger: &ledger))
    }
    ledger.noteUnknownMembers(of: params, at: "")
    for (position, rule) in params.rules.enumerated() {
      ledger.noteUnknownMembers(
        of: rule, at: "/rules/\(position)", in: V1.JobCreateParams.self)
    }
    let request = ClassifyRequest(
      documents: params.fileIDs.map { .file($0) },
      rules: params.rules.map { Rule($0) },
      mode: params.mode.value?.mode, parsing: parsing,
      webhooks: webhooks)
    request.checkLimits(
      documents: "/file_ids", rules: "/rules", maxPages: "/parsing_configuration/max_pages",
      into: &ledger)
    return try ledger.translation(of: request, under: policy)
  }

  private func parsingOptions(
    from configuration: V1.ParsingConfiguration, ledger: inout Ledger
  ) -> ParsingOptions {
    let pointer = "/parsing_configuration"
    var options = ParsingOptions()
    ledger.noteOmitted(configuration.lang, at: "\(pointer)/lang")
    switch configuration.lang {
    case .absent, .null: break
    case .value(.value(let code)): options.language = Language(code)
    case .value(.other(let json)):
      ledger.add(
        .languageUnsupported, at: "\(pointer)/lang", before: json.jsonText(),
        message: "lang must be a string: one of the 86 codes that v1 accepts")
    }
    if let language = options.language, !language.isV1Code {
      ledger.add(
        .languageUnsupported, at: "\(pointer)/lang", before: language.rawValue,
        message: "\"\(language)\" is not one of the 86 codes that v1 accepts")
    }
    ledger.noteOmitted(configuration.targetPages, at: "\(pointer)/target_pages")
    switch configuration.targetPages {
    case .absent, .null: break
    case .value(.value(let indices)):
      if let pages = readPages(indices, ledger: &ledger) { options.pages = .pages(pages) }
    case .value(.other(let json)):
      ledger.add(
        json.array == nil ? .pagesWrongType : .pagesNotAnInteger, at: "\(pointer)/target_pages",
        before: json.jsonText(),
        message: "target_pages must be an array of zero-based integers")
    }
    options.pageLimit = pageLimit(
      from: configuration.maxPages, hasSelection: options.pages != .all, ledger: &ledger)
    ledger.noteUnknownMembers(of: configuration, at: pointer, in: V1.JobCreateParams.self)
    return options
  }

  private func pageLimit(
    from maxPages: Presence<Lenient<Int>>, hasSelection: Bool, ledger: inout Ledger
  ) -> PageLimit {
    let pointer = "/parsing_configuration/max_pages"
    switch maxPages {
    case .null: return .unlimited
    case .value(.value(let count)): return .first(count)
    case .value(.other(let json)):
      ledger.add(
        .pageLimitBelowOne, at: pointer, before: json.jsonText(),
        message: "max_pages must be an integer of 1 or more, or null for no limit")
      return .unlimited
    case .absent where hasSelection:
      ledger.add(.pageLimitOmitted, at: pointer)
      return .unlimited
    case .absent:
      ledger.add(
        .pageLimitDefaulted, at: pointer, after: PageLimit.v1Default.count.map(String.init))
      return .v1Default
    }
  }

  /// Reads page indices and notes irregularities; returns `nil` and notes the error if invalid.
  private func readPages(_ indices: [Int], ledger: inout Ledger) -> PageSet? {
    let pointer = "/parsing_configuration/target_pages"
    do {
      let reading = try PageSet.reading(indices: indices)
      for note in reading.notes {
        ledger.add(
          note, at: pointer, before: indices.jsonText(), after: reading.pages.rangeString)
      }
      return reading.pages
    } catch {
      let element = error.location?.range
      ledger.add(
        error.code,
        at: element.map { $0.isEmpty ? pointer : "\(pointer)/\($0.lowerBound)" } ?? pointer,
        before: indices.jsonText(), message: error.messageWithLocation)
      return nil
    }
  }
}

// MARK: - From the model

extension V1Translator {
  /// Writes the body of a request that creates a job.
  ///
  /// - Parameter request: The request.
  /// - Returns: The body, with notes whose pointers refer to it. The pointer of a value that v1
  ///   can't represent may name a member that v1 does not have, such as `/transaction_id`.
  /// - Throws: ``TranslationRefusal`` if v1 can't represent the request, for example because a
  ///   document is not an uploaded file.
  public func params(
    from request: ClassifyRequest
  ) throws(TranslationRefusal) -> Translation<V1.JobCreateParams> {
    var ledger = Ledger()
    request.checkLimits(
      documents: "/file_ids", rules: "/rules", maxPages: "/parsing_configuration/max_pages",
      into: &ledger)
    switch request.idempotency {
    case .automatic: break
    case .transaction(let key):
      ledger.add(.requestTransaction, at: "/transaction_id", before: key)
    case .group(let id):
      ledger.add(.requestTransaction, at: "/transaction_id", before: id.description)
    }
    for id in request.savedWebhookIDs {
      ledger.add(.webhookSaved, at: "/webhook_configurations", before: id)
    }
    var fileIDs: [String] = []
    for (position, document) in request.documents.enumerated() {
      guard case .file(let id) = document else {
        ledger.add(
          .documentNotAFile, at: "/file_ids/\(position)", before: document.identifier,
          message: "\"\(document)\" is not an uploaded file; v1 classifies only uploaded files")
        continue
      }
      fileIDs.append(id)
    }
    var params: V1.JobCreateParams?
    switch request.configuration {
    case .saved(let id):
      ledger.add(.configurationSaved, at: "/rules", before: id)
    case .inline(let configuration):
      params = V1.JobCreateParams(
        fileIDs: fileIDs,
        rules: configuration.rules.map {
          V1.Rule(type: $0.type, description: $0.description)
        },
        mode: Presence(configuration.mode.map { mode(from: $0, ledger: &ledger) }),
        parsingConfiguration: .value(
          parsingConfiguration(from: configuration.parsing, ledger: &ledger)),
        webhookConfigurations: request.webhooks.isEmpty
          ? .absent
          : .value(
            request.webhooks.enumerated().map { position, webhook in
              WebhookTranslation.wire(
                from: webhook, names: V1.eventNames, at: "/webhook_configurations/\(position)",
                ledger: &ledger)
            }))
    }
    return try ledger.translation(of: params, under: policy)
  }

  private func parsingConfiguration(
    from options: ParsingOptions, ledger: inout Ledger
  ) -> V1.ParsingConfiguration {
    var configuration = V1.ParsingConfiguration()
    if let language = options.language {
      let pointer = "/parsing_configuration/lang"
      if let code = language.nearestV1Code {
        noteLanguage(language, writtenAs: code, ledger: &ledger)
        configuration.lang = .value(.value(code.rawValue))
      } else {
        ledger.add(
          .languageUnsupported, at: pointer, before: language.rawValue,
          message: "v1 has no code for the language \"\(language)\"; omit it")
      }
    }
    configuration.maxPages = maxPages(from: options.pageLimit, ledger: &ledger)
    if case .pages(let pages) = options.pages {
      configuration.targetPages = Presence(
        targetPages(from: pages, ledger: &ledger).map { .value($0) })
    }
    return configuration
  }
}
