// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyValidation

/// The validated body of `POST /api/v2/classify`.
struct V2JobRequest {
  /// The inline configuration, which takes precedence over a saved one.
  let configuration: V2Configuration?
  let configurationID: String?
  /// The ID of a file or a parse job, as sent.
  let documentID: String
  let transactionID: String?

  /// Validates a request body.
  ///
  /// - Throws: An error response with status 422 if the body is invalid.
  init(_ body: Field, configuration: Sandbox.Configuration) throws(ErrorResponse) {
    var validator = Validator()
    guard let body = validator.object(body) else { throw validator.errorResponse }
    self.configuration = body["configuration"].ifNotNull.flatMap {
      V2Configuration($0, pageRanges: configuration.pageRangeSyntax, validator: &validator)
    }
    configurationID = body["configuration_id"].ifNotNull.flatMap { validator.string($0) }
    if body["configuration"].ifNotNull == nil, body["configuration_id"].ifNotNull == nil {
      validator.reportValueError(
        "Either configuration or configuration_id must be provided", at: body)
    }
    transactionID = body["transaction_id"].ifNotNull
      .flatMap { validator.string($0, length: 0...255) }
    let documentID = Self.documentID(in: body, validator: &validator)
    if configuration.dialect == .current { Self.checkWebhooks(in: body, validator: &validator) }

    try validator.throwIfInvalid()
    guard let documentID else { throw validator.errorResponse }
    self.documentID = documentID
  }

  private static func documentID(in body: Field, validator: inout Validator) -> String? {
    let names = ["file_input", "file_id", "parse_job_id"]
    let fields = names.compactMap { body[$0].ifNotNull }
    guard let field = fields.first, fields.count == 1 else {
      validator.reportValueError(
        "Exactly one of file_input, file_id and parse_job_id must be provided", at: body)
      return nil
    }
    return validator.string(field, length: 0...200)
  }

  private static func checkWebhooks(in body: Field, validator: inout Validator) {
    if let webhooks = body["webhook_configurations"].ifNotNull {
      validator.webhooks(webhooks, requiresStringHeaders: true)
    }
    if let ids = body["webhook_configuration_ids"].ifNotNull {
      guard let elements = validator.array(ids, count: 0...4) else { return }
      for element in elements { _ = validator.string(element) }
    }
  }
}

extension V2JobRequest {
  /// Returns the idempotency key of a request body; `nil` if there is none or it is not a string.
  ///
  /// The rest of the body is not validated: it is ignored if the key was used before.
  static func transactionID(in body: Field) -> String? {
    body["transaction_id"].value?.string
  }
}

/// The configuration of a v2 job.
struct V2Configuration {
  /// The `parsing_configuration`: language and pages.
  struct Parsing {
    let language: String
    /// The maximum number of pages to read; `nil` sets no limit.
    let maximumPages: Int?
    /// The page ranges, as sent; `nil` selects all pages.
    let targetPages: String?
    let targets: TargetPages?

    init(_ field: Field, pageRanges: Sandbox.PageRangeSyntax, validator: inout Validator) {
      language = field["lang"].ifPresent.flatMap { validator.string($0) } ?? "en"
      maximumPages = field["max_pages"].ifNotNull.flatMap { validator.integer($0, atLeast: 1) }
      let text = field["target_pages"].ifNotNull.flatMap { validator.string($0) }
      targetPages = text
      targets = text.flatMap { TargetPages(rangeText: $0, syntax: pageRanges) }
      if text != nil, targets == nil {
        validator.reportValueError(
          "target_pages must be page numbers and ranges counted from 1, in ascending order and "
            + "without spaces, such as '1,3,5-7'", at: field["target_pages"])
      }
    }
  }

  let rules: [ClassificationRule]
  let parsing: Parsing?

  /// Validates a configuration; returns `nil` and adds errors if it is invalid.
  init?(_ field: Field, pageRanges: Sandbox.PageRangeSyntax, validator: inout Validator) {
    guard let field = validator.object(field) else { return nil }
    let rules = validator.rules(field["rules"])
    if let mode = field["mode"].ifPresent {
      _ = validator.choice(mode, of: ["FAST"], type: "literal_error")
    }
    parsing = field["parsing_configuration"].ifNotNull.flatMap { validator.object($0) }
      .map { Parsing($0, pageRanges: pageRanges, validator: &validator) }
    guard let rules else { return nil }
    self.rules = rules
  }

  /// The pages to read of the document.
  var parsingOptions: ParsingOptions {
    ParsingOptions(targets: parsing?.targets, limit: parsing?.maximumPages, usesImages: false)
  }

  /// The `configuration` of the job, with explicit defaults.
  var json: JSONValue {
    [
      "rules": .array(rules.map(\.json)),
      "mode": "FAST",
      "parsing_configuration": parsing?.json ?? .null,
    ]
  }
}

extension V2Configuration.Parsing {
  var json: JSONValue {
    [
      "lang": .string(language),
      "max_pages": maximumPages.map { .number(JSONNumber($0)) } ?? .null,
      "target_pages": targetPages.map(JSONValue.string) ?? .null,
    ]
  }
}
