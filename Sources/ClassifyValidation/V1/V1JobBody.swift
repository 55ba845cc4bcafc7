// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The validated body of `POST /api/v1/classifier/jobs`, with the defaults filled in.
package struct V1JobBody: Sendable {
  /// The IDs of the files in either form, as sent.
  package let fileIDs: [String]
  /// The types and descriptions of the rules.
  package let rules: [(type: String, description: String)]
  /// The mode: `FAST` or `MULTIMODAL`.
  package let mode: String
  /// The language, one of 86 codes.
  package let language: String
  /// The maximum number of pages to read; `nil` sets no limit.
  package let maximumPages: Int?
  /// The zero-based page indices, as sent; `nil` selects all pages.
  package let targetPages: [Int]?

  /// Validates a body; returns `nil` and adds errors if it is invalid.
  ///
  /// The default limit of five pages applies only to requests without `target_pages`.
  package init?(_ body: Field, validator: inout Validator) {
    guard let body = validator.object(body) else { return nil }
    let fileIDs = validator.array(body["file_ids"], count: 1...500)?
      .compactMap { field in
        validator.uuid(field, parse: UUIDText.ofFile).flatMap { _ in field.value?.string }
      }
    let rules = validator.ruleTexts(body["rules"])
    mode =
      body["mode"].ifPresent.flatMap { validator.choice($0, of: ["FAST", "MULTIMODAL"]) } ?? "FAST"
    if let webhooks = body["webhook_configurations"].ifPresent {
      validator.webhooks(webhooks, requiresStringHeaders: false)
    }

    let parsing = body["parsing_configuration"].ifPresent.flatMap { validator.object($0) }
    language =
      parsing?["lang"].ifPresent.flatMap { validator.choice($0, of: Self.languages) } ?? "en"
    targetPages = parsing?["target_pages"].ifNotNull
      .flatMap { validator.integers($0, count: 1...Int.max) }
    if let limit = parsing?["max_pages"].ifPresent {
      maximumPages = limit.ifNotNull.flatMap { validator.integer($0) }
    } else {
      maximumPages = targetPages == nil ? 5 : nil
    }

    guard validator.isValid, let fileIDs, let rules else { return nil }
    self.fileIDs = fileIDs
    self.rules = rules
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
