// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

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
