// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// What `POST /api/v1/classifier/jobs` asks for.
struct V1JobRequest {
  let fileUUIDs: [String]
  let rules: [ClassificationRule]
  let mode: String
  let language: String
  /// Nil reads without a limit.
  let maximumPages: Int?
  /// Counted from 0, as they were sent; nil selects every page.
  let targetPages: [Int]?

  /// Reads the body of a request.
  ///
  /// The default of five pages is for requests that select no pages themselves.
  init(_ body: Field) throws(Refusal) {
    var validator = Validator()
    guard let body = validator.object(body) else { throw validator.refusal }
    let fileUUIDs = validator.list(body["file_ids"], count: 1...500)?
      .compactMap { validator.uuid($0, reading: FileID.uuid) }
    let rules = validator.rules(body["rules"])
    mode =
      body["mode"].given.flatMap { validator.choice($0, of: ["FAST", "MULTIMODAL"]) } ?? "FAST"
    if let webhooks = body["webhook_configurations"].given {
      validator.webhooks(webhooks, headersAreTexts: false)
    }

    let parsing = body["parsing_configuration"].given.flatMap { validator.object($0) }
    language =
      parsing?["lang"].given.flatMap { validator.choice($0, of: V1Languages.codes) } ?? "en"
    targetPages = parsing?["target_pages"].nonNull
      .flatMap { validator.list($0, count: 1...Int.max) }?
      .compactMap { validator.integer($0) }
    if let limit = parsing?["max_pages"].given {
      maximumPages = limit.nonNull.flatMap { validator.integer($0) }
    } else {
      maximumPages = targetPages == nil ? 5 : nil
    }

    try validator.finish()
    guard let fileUUIDs, let rules else { throw validator.refusal }
    self.fileUUIDs = fileUUIDs
    self.rules = rules
  }

  /// What to read of each document.
  var reading: PageReading {
    PageReading(
      targets: targetPages.map { PageTargets(indexes: $0) }, limit: maximumPages,
      looksAtImages: mode == "MULTIMODAL")
  }

  /// The parsing configuration as a job has it, with its defaults written out.
  var parsingConfiguration: JSONValue {
    [
      "lang": .string(language),
      "max_pages": maximumPages.map { .number(JSONNumber($0)) } ?? .null,
      "target_pages": targetPages.map { .array($0.map { .number(JSONNumber($0)) }) } ?? .null,
    ]
  }
}

/// The languages of v1, in the order of its schema.
enum V1Languages {
  static let codes: [String] =
    """
    af az bs cs cy da de en es et fr ga hr hu id is it ku la lt lv mi ms mt nl no oc pi pl pt ro \
    rs_latin sk sl sq sv sw tl tr uz vi ar fa ug ur bn as mni ru rs_cyrillic be bg uk mn abq ady \
    kbd ava dar inh che lbe lez tab tjk hi mr ne bh mai ang bho mah sck new gom sa bgc th ch_sim \
    ch_tra ja ko ta te kn
    """.split(separator: " ").map(String.init)
}
