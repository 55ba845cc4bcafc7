// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// What `POST /api/v2/classify` asks for.
struct V2JobRequest {
  /// The configuration in the request itself, which goes before a saved one.
  let configuration: V2Configuration?
  let configurationID: String?
  /// The id of a file or a parse job, as it was sent.
  let documentID: String
  let transactionID: String?

  /// Reads the body of a request.
  init(_ body: Field, configuration: Sandbox.Configuration) throws(Refusal) {
    var validator = Validator()
    guard let body = validator.object(body) else { throw validator.refusal }
    self.configuration = body["configuration"].nonNull.flatMap {
      V2Configuration($0, ranges: configuration.oddPageRanges, validator: &validator)
    }
    configurationID = body["configuration_id"].nonNull.flatMap { validator.text($0) }
    if body["configuration"].nonNull == nil, body["configuration_id"].nonNull == nil {
      validator.reportValue("Either configuration or configuration_id must be provided", at: body)
    }
    transactionID = body["transaction_id"].nonNull
      .flatMap { validator.text($0, length: 0...255) }
    let documentID = Self.documentID(in: body, validator: &validator)
    if configuration.dialect == .current { Self.checkWebhooks(in: body, validator: &validator) }

    try validator.finish()
    guard let documentID else { throw validator.refusal }
    self.documentID = documentID
  }

  private static func documentID(in body: Field, validator: inout Validator) -> String? {
    let names = ["file_input", "file_id", "parse_job_id"]
    let fields = names.compactMap { body[$0].nonNull }
    guard let field = fields.first, fields.count == 1 else {
      validator.reportValue(
        "Exactly one of file_input, file_id and parse_job_id must be provided", at: body)
      return nil
    }
    return validator.text(field, length: 0...200)
  }

  private static func checkWebhooks(in body: Field, validator: inout Validator) {
    if let webhooks = body["webhook_configurations"].nonNull {
      validator.webhooks(webhooks, headersAreTexts: true)
    }
    if let ids = body["webhook_configuration_ids"].nonNull {
      for id in validator.list(ids, count: 0...4) ?? [] { _ = validator.text(id) }
    }
  }
}

extension V2JobRequest {
  /// Returns the idempotency key of a request, if it can be read at all.
  ///
  /// The rest of a body whose key was used before is ignored, so it need not be valid.
  static func transactionID(in body: Field) -> String? {
    body["transaction_id"].value?.string
  }
}

/// What a v2 job does with its document.
struct V2Configuration {
  /// Which pages to read, and in which language.
  struct Parsing {
    let language: String
    /// Nil reads without a limit.
    let maximumPages: Int?
    /// The page ranges as they were sent.
    let targetPages: String?
    let targets: PageTargets?

    init(_ field: Field, ranges: Sandbox.OddPageRanges, validator: inout Validator) {
      language = field["lang"].given.flatMap { validator.text($0) } ?? "en"
      maximumPages = field["max_pages"].nonNull.flatMap { validator.integer($0, atLeast: 1) }
      let text = field["target_pages"].nonNull.flatMap { validator.text($0) }
      targetPages = text
      targets = text.flatMap { PageTargets(ranges: $0, odd: ranges) }
      if text != nil, targets == nil {
        validator.reportValue(
          "target_pages must be page numbers and ranges counted from 1, in ascending order and "
            + "without spaces, such as '1,3,5-7'", at: field["target_pages"])
      }
    }
  }

  let rules: [ClassificationRule]
  let parsing: Parsing?

  /// Reads a configuration, and notes what is wrong with it.
  init?(_ field: Field, ranges: Sandbox.OddPageRanges, validator: inout Validator) {
    guard let field = validator.object(field) else { return nil }
    let rules = validator.rules(field["rules"])
    if let mode = field["mode"].given {
      _ = validator.choice(mode, of: ["FAST"], type: "literal_error")
    }
    parsing = field["parsing_configuration"].nonNull.flatMap { validator.object($0) }
      .map { Parsing($0, ranges: ranges, validator: &validator) }
    guard let rules else { return nil }
    self.rules = rules
  }

  /// What to read of the document.
  var reading: PageReading {
    PageReading(targets: parsing?.targets, limit: parsing?.maximumPages, looksAtImages: false)
  }

  /// The configuration as a job has it, with its defaults written out.
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
