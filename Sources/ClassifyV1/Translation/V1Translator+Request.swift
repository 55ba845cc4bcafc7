// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

// MARK: - To the model

extension V1Translator {
  /// Reads the body of a request that creates a job.
  ///
  /// v1's default of 5 pages is written out, since v2 has another.
  ///
  /// - Parameter params: The body.
  /// - Returns: The request with notes whose pointers lead into the body.
  /// - Throws: ``TranslationRefusal`` if the body asks for what the service would refuse or what
  ///   can't be meant, such as an empty selection of pages.
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
          from: webhook, names: V1.eventNames, at: "/webhook_configurations/\(position)", ledger: &ledger))
    }
    ledger.noteUnknown(params.unknownMembers, at: "")
    for (position, rule) in params.rules.enumerated() {
      ledger.noteUnknown(rule.unknownMembers, at: "/rules/\(position)")
    }
    let request = ClassifyRequest(
      documents: params.fileIDs.map { .file($0) },
      rules: params.rules.map { Rule(type: $0.type, description: $0.description) },
      mode: params.mode.value.map { ClassifyMode(wire: $0.text) }, parsing: parsing,
      webhooks: webhooks)
    request.checkLimits(
      documents: "/file_ids", rules: "/rules", maxPages: "/parsing_configuration/max_pages",
      into: &ledger)
    return try ledger.translation(of: request, under: policy)
  }

  private func parsingOptions(
    from configuration: V1.ParsingConfiguration, ledger: inout Ledger
  ) -> ParsingOptions {
    let place = "/parsing_configuration"
    var options = ParsingOptions()
    ledger.noteOmitted(configuration.lang, at: "\(place)/lang")
    switch configuration.lang {
    case .absent, .null: break
    case .value(.value(let code)): options.language = Language(code)
    case .value(.other(let json)):
      ledger.add(
        .languageUnsupported, at: "\(place)/lang", before: json.jsonText(),
        message: "lang has to be a text, one of the 86 codes that v1 takes")
    }
    if let language = options.language, !language.isV1Code {
      ledger.add(
        .languageUnsupported, at: "\(place)/lang", before: language.rawValue,
        message: "\"\(language)\" is not one of the 86 codes that v1 takes")
    }
    ledger.noteOmitted(configuration.targetPages, at: "\(place)/target_pages")
    switch configuration.targetPages {
    case .absent, .null: break
    case .value(.value(let indices)):
      if let pages = readPages(indices, ledger: &ledger) { options.pages = .pages(pages) }
    case .value(.other(let json)):
      ledger.add(
        .pagesWrongType, at: "\(place)/target_pages", before: json.jsonText(),
        message: "target_pages has to be an array of integers that count from 0")
    }
    options.pageLimit = pageLimit(
      from: configuration.maxPages, hasSelection: options.pages != .all, ledger: &ledger)
    ledger.noteUnknown(configuration.unknownMembers, at: place)
    return options
  }

  private func pageLimit(
    from maxPages: Presence<Lenient<Int>>, hasSelection: Bool, ledger: inout Ledger
  ) -> PageLimit {
    let place = "/parsing_configuration/max_pages"
    switch maxPages {
    case .null: return .unlimited
    case .value(.value(let count)): return .first(count)
    case .value(.other(let json)):
      ledger.add(
        .pageLimitBelowOne, at: place, before: json.jsonText(),
        message: "max_pages has to be an integer of 1 or more, or null for no limit")
      return .unlimited
    case .absent where hasSelection:
      ledger.add(.pageLimitOmitted, at: place)
      return .unlimited
    case .absent:
      ledger.add(.pageLimitDefaulted, at: place, after: "5")
      return .v1Default
    }
  }

  /// Reads an array of page indices, noting what is peculiar or why it is none.
  private func readPages(_ indices: [Int], ledger: inout Ledger) -> PageSet? {
    let place = "/parsing_configuration/target_pages"
    do {
      let reading = try PageSet.reading(indices: indices)
      for note in reading.notes {
        ledger.add(
          note, at: place, before: indices.jsonText(), after: reading.pages.rangeString)
      }
      return reading.pages
    } catch {
      let element = error.location?.range
      ledger.add(
        error.code,
        at: element.map { $0.isEmpty ? place : "\(place)/\($0.lowerBound)" } ?? place,
        before: indices.jsonText(), message: error.description)
      return nil
    }
  }
}

// MARK: - From the model

extension V1Translator {
  /// Writes the body of a request that creates a job.
  ///
  /// - Parameter request: What is asked.
  /// - Returns: The body with notes whose pointers lead into it, or, for what v1 has no place for,
  ///   to where v2 has it.
  /// - Throws: ``TranslationRefusal`` if v1 can't say the request, for instance because a document
  ///   is not an uploaded file.
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
          message: "\"\(document)\" is not an uploaded file; v1 classifies nothing else")
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
          V1.Rule(description: $0.description, type: $0.type)
        },
        mode: Presence(configuration.mode.map { mode(from: $0, ledger: &ledger) }),
        parsingConfiguration: .value(
          parsingConfiguration(from: configuration.parsing, ledger: &ledger)),
        webhookConfigurations: request.webhooks.isEmpty
          ? .absent
          : .value(
            request.webhooks.enumerated().map { position, webhook in
              WebhookTranslation.wire(
                from: webhook, names: V1.eventNames, at: "/webhook_configurations/\(position)", ledger: &ledger)
            }))
    }
    return try ledger.translation(of: params, under: policy)
  }

  private func parsingConfiguration(
    from options: ParsingOptions, ledger: inout Ledger
  ) -> V1.ParsingConfiguration {
    var configuration = V1.ParsingConfiguration()
    if let language = options.language {
      let place = "/parsing_configuration/lang"
      if let code = language.nearestV1Code {
        if code != language {
          ledger.add(
            .languageNearest, at: place, before: language.rawValue, after: code.rawValue)
        }
        configuration.lang = .value(.value(code.rawValue))
      } else {
        ledger.add(
          .languageUnsupported, at: place, before: language.rawValue,
          message: "v1 has no code for the language \"\(language)\"; leave it out or use v2")
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
