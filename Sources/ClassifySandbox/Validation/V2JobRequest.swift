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
