// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyValidation

/// The request for a v1 job.
struct V1JobRequest {
  private let body: V1JobBody
  let rules: [ClassificationRule]

  /// Validates a request body and fills in the defaults.
  ///
  /// - Throws: An error response with status 422 if the body is invalid.
  init(_ body: Field) throws(ErrorResponse) {
    var validator = Validator()
    guard let body = V1JobBody(body, validator: &validator) else { throw validator.errorResponse }
    self.body = body
    rules = body.rules.map { ClassificationRule(type: $0.type, description: $0.description) }
  }

  /// The IDs of the files in either form, as sent.
  var fileIDs: [String] { body.fileIDs }
  var mode: String { body.mode }

  /// The pages to read of each document.
  var parsingOptions: ParsingOptions {
    ParsingOptions(
      targets: body.targetPages.map { TargetPages(indices: $0) }, limit: body.maximumPages,
      usesImages: mode == "MULTIMODAL")
  }

  /// The `parsing_configuration` of the job, with explicit defaults.
  var parsingConfiguration: JSONValue {
    [
      "lang": .string(body.language),
      "max_pages": body.maximumPages.map { .number(JSONNumber($0)) } ?? .null,
      "target_pages": body.targetPages.map { .array($0.map { .number(JSONNumber($0)) }) } ?? .null,
    ]
  }
}
