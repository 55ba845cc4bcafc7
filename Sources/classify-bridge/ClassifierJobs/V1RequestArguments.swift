// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The fields of a v1 create request, except its webhooks.
struct V1RequestArguments: ParsableArguments {
  @Option(
    name: [.customLong("file-id"), .customLong("file-ids")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("ID of a file to classify; repeatable", valueName: "uuid"))
  var fileIDs: [String] = []

  @OptionGroup var rules: RuleArguments

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("FAST or MULTIMODAL (default: FAST)", valueName: "mode"),
    completion: .list(["FAST", "MULTIMODAL"]))
  var mode: String?

  @Option(
    name: .customLong("parsing-configuration"), parsing: .unconditional,
    help: ArgumentHelp(
      "Parsing options, such as {lang: de, max_pages: 5, target_pages: [0, 2]}",
      valueName: "object"))
  var parsing: String?

  @Option(
    name: .customLong("parsing-configuration.lang"), parsing: .unconditional,
    help: ArgumentHelp("Language of the files", valueName: "code"))
  var language: String?

  @Option(
    name: .customLong("parsing-configuration.max-pages"), parsing: .unconditional,
    help: ArgumentHelp("Maximum number of pages to read; null for no limit", valueName: "n"))
  var maxPages: String?

  @Option(
    name: .customLong("parsing-configuration.target-pages"), parsing: .unconditional,
    help: ArgumentHelp("Pages to read, numbered from 0, such as [0, 2]", valueName: "array"))
  var targetPages: String?

  /// Sets the given fields in a request body; dotted flags override `--parsing-configuration`.
  ///
  /// - Throws: `ValidationError` for an invalid value; ``CommandFailure`` for an unreadable file.
  func add(to body: inout BodyBuilder) throws {
    try body.set(texts: fileIDs, BodyFlag("file-id", member: "file_ids"))
    try rules.add(to: &body)
    try body.set(text: mode, BodyFlag("mode"))
    try body.set(value: parsing, BodyFlag("parsing-configuration"))
    try body.set(text: language, BodyFlag("parsing-configuration.lang"))
    try body.set(number: maxPages, BodyFlag("parsing-configuration.max-pages"))
    try body.set(value: targetPages, BodyFlag("parsing-configuration.target-pages"))
  }
}

/// The rules of a v1 create request.
struct RuleArguments: ParsableArguments {
  @Option(
    name: [.customLong("rule"), .customLong("rules")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      Rule, such as {type: invoice, description: has an invoice number}; repeatable; @file reads \
      a rule or an array of rules from a file
      """, valueName: "object"))
  var rules: [String] = []

  @Option(
    name: .customLong("rule.type"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Type of a rule, with --rule.description; repeatable", valueName: "type"))
  var types: [String] = []

  @Option(
    name: .customLong("rule.description"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Description of a rule, with --rule.type; repeatable", valueName: "text"))
  var descriptions: [String] = []

  func validate() throws {
    guard types.count == descriptions.count else {
      throw ValidationError(
        """
        --rule.type is given \(Counted.text(types.count, "time")) and --rule.description \
        \(Counted.text(descriptions.count, "time")): give both for each rule, or whole rules with \
        --rule.
        """)
    }
  }

  /// Sets the rules in a request body: those of `--rule`, then those of the dotted flags.
  ///
  /// - Throws: `ValidationError` for an invalid value; ``CommandFailure`` for an unreadable file.
  func add(to body: inout BodyBuilder) throws {
    let dotted = try zip(types, descriptions).map { type, description in
      JSONValue.object([
        "type": .string(try FileReference.text(of: type)),
        "description": .string(try FileReference.text(of: description)),
      ])
    }
    try body.set(objects: rules, and: dotted, BodyFlag("rule", member: "rules"))
  }
}
#endif
