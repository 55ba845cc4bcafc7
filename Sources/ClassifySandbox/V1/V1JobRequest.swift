// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The validated body of `POST /api/v1/classifier/jobs`.
struct V1JobRequest {
  /// The IDs of the files in either form, as sent.
  let fileIDs: [String]
  let rules: [ClassificationRule]
  let mode: String
  let language: String
  /// The maximum number of pages to read; `nil` sets no limit.
  let maximumPages: Int?
  /// The zero-based page indices, as sent; `nil` selects all pages.
  let targetPages: [Int]?

  /// Validates a request body and fills in the defaults.
  ///
  /// The default limit of five pages applies only to requests without `target_pages`.
  ///
  /// - Throws: An error response with status 422 if the body is invalid.
  init(_ body: Field) throws(ErrorResponse) {
    var validator = Validator()
    guard let body = validator.object(body) else { throw validator.errorResponse }
    let fileIDs = validator.array(body["file_ids"], count: 1...500)?
      .compactMap { field in
        validator.uuid(field, parse: FileID.uuid).flatMap { _ in field.value?.string }
      }
    let rules = validator.rules(body["rules"])
    mode =
      body["mode"].ifPresent.flatMap { validator.choice($0, of: ["FAST", "MULTIMODAL"]) } ?? "FAST"
    if let webhooks = body["webhook_configurations"].ifPresent {
      validator.webhooks(webhooks, requiresStringHeaders: false)
    }

    let parsing = body["parsing_configuration"].ifPresent.flatMap { validator.object($0) }
    language =
      parsing?["lang"].ifPresent.flatMap { validator.choice($0, of: Self.languages) } ?? "en"
    targetPages = parsing?["target_pages"].ifNotNull
      .flatMap { validator.array($0, count: 1...Int.max) }?
      .compactMap { validator.integer($0) }
    if let limit = parsing?["max_pages"].ifPresent {
      maximumPages = limit.ifNotNull.flatMap { validator.integer($0) }
    } else {
      maximumPages = targetPages == nil ? 5 : nil
    }

    try validator.throwIfInvalid()
    guard let fileIDs, let rules else { throw validator.errorResponse }
    self.fileIDs = fileIDs
    self.rules = rules
  }

  /// The pages to read of each document.
  var parsingOptions: ParsingOptions {
    ParsingOptions(
      targets: targetPages.map { TargetPages(indices: $0) }, limit: maximumPages,
      usesImages: mode == "MULTIMODAL")
  }

  /// The `parsing_configuration` of the job, with explicit defaults.
  var parsingConfiguration: JSONValue {
    [
      "lang": .string(language),
      "max_pages": maximumPages.map { .number(JSONNumber($0)) } ?? .null,
      "target_pages": targetPages.map { .array($0.map { .number(JSONNumber($0)) }) } ?? .null,
    ]
  }

  /// The language codes of v1, in the order of its schema.
  private static let languages: [String] =
    """
    af az bs cs cy da de en es et fr ga hr hu id is it ku la lt lv mi ms mt nl no oc pi pl pt ro \
    rs_latin sk sl sq sv sw tl tr uz vi ar fa ug ur bn as mni ru rs_cyrillic be bg uk mn abq ady \
    kbd ava dar inh che lbe lez tab tjk hi mr ne bh mai ang bho mah sck new gom sa bgc th ch_sim \
    ch_tra ja ko ta te kn
    """.split(separator: " ").map(String.init)
}
