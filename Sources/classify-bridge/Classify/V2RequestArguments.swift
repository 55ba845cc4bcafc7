// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The fields of a v2 create request, except its configuration and webhooks.
struct V2RequestArguments: ParsableArguments {
  @Option(
    name: .customLong("file-input"), parsing: .unconditional,
    help: ArgumentHelp(
      "ID of the file (dfl-…) or parse job (pjb-…) to classify", valueName: "id"))
  var fileInput: String?

  @Option(
    name: .customLong("file-id"), parsing: .unconditional,
    help: ArgumentHelp("ID of the file; older form of --file-input", valueName: "id"))
  var fileID: String?

  @Option(
    name: .customLong("parse-job-id"), parsing: .unconditional,
    help: ArgumentHelp("ID of the parse job; older form of --file-input", valueName: "id"))
  var parseJobID: String?

  @Option(
    name: .customLong("configuration-id"), parsing: .unconditional,
    help: ArgumentHelp(
      "ID of a saved configuration, instead of --configuration", valueName: "cfg-uuid"))
  var configurationID: String?

  @Option(
    name: .customLong("transaction-id"), parsing: .unconditional,
    help: ArgumentHelp(
      "Idempotency key, up to 255 characters: a repeated key returns the first job",
      valueName: "text"))
  var transactionID: String?

  @Option(
    name: [.customLong("webhook-configuration-id"), .customLong("webhook-configuration-ids")],
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "ID of a saved webhook, or an array of up to 4 IDs; repeatable", valueName: "whc-uuid"))
  var webhookConfigurationIDs: [String] = []

  /// Sets the given fields in a request body.
  ///
  /// - Throws: `ValidationError` for an invalid value; ``CommandFailure`` for an unreadable file.
  func add(to body: inout BodyBuilder) throws {
    try body.set(text: configurationID, BodyFlag("configuration-id"))
    try body.set(text: fileInput, BodyFlag("file-input"))
    try body.set(text: fileID, BodyFlag("file-id"))
    try body.set(text: parseJobID, BodyFlag("parse-job-id"))
    try body.set(text: transactionID, BodyFlag("transaction-id"))
    try body.set(
      texts: webhookConfigurationIDs.flatMap(QueryText.texts),
      BodyFlag("webhook-configuration-id", member: "webhook_configuration_ids"))
  }
}

extension V2.ClassifyCreateParams {
  /// Checks the ID of the document; the service checks everything else.
  ///
  /// - Throws: `ValidationError` if the ID is empty or longer than an ID can be.
  func checkDocumentLength() throws {
    let lengths = DocumentReference.identifierLengths
    for (name, id) in [
      ("file_input", fileInput), ("file_id", fileID), ("parse_job_id", parseJobID),
    ] {
      guard let count = id.value?.unicodeScalars.count, !lengths.contains(count) else { continue }
      throw ValidationError(
        """
        \(name) has \(Counted.text(count, "character")), and an ID has \(lengths.lowerBound) to \
        \(lengths.upperBound): give the ID of a file (dfl-…) or of a parse job (pjb-…).
        """)
    }
  }
}

/// The `configuration` object of a v2 create request.
struct V2ConfigurationArguments: ParsableArguments {
  private static let parsing = "configuration.parsing-configuration"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Configuration, such as {rules: [{type: invoice, description: has an invoice number}]}",
      valueName: "object"))
  var configuration: String?

  @Option(
    name: .customLong("configuration.rules"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Array of rules, or a single rule; repeatable; @file reads them from a file",
      valueName: "array"))
  var rules: [String] = []

  @Option(
    name: .customLong("configuration.mode"), parsing: .unconditional,
    help: ArgumentHelp("Mode; v2 has only FAST", valueName: "mode"),
    completion: .list(V2.Mode.allCases.map(\.rawValue)))
  var mode: String?

  @Option(
    name: .customLong("configuration.parsing-configuration"), parsing: .unconditional,
    help: ArgumentHelp(
      "Parsing options, such as {lang: de, target_pages: '1,3'}", valueName: "object"))
  var parsing: String?

  @Option(
    name: .customLong("configuration.parsing-configuration.lang"), parsing: .unconditional,
    help: ArgumentHelp("Language of the document", valueName: "code"))
  var language: String?

  @Option(
    name: .customLong("configuration.parsing-configuration.max-pages"), parsing: .unconditional,
    help: ArgumentHelp("Maximum number of pages to read; null for no limit", valueName: "n"))
  var maxPages: String?

  @Option(
    name: .customLong("configuration.parsing-configuration.target-pages"),
    parsing: .unconditional,
    help: ArgumentHelp("Pages to read, numbered from 1, such as 1,3,5-7", valueName: "pages"))
  var targetPages: String?

  /// Sets the given fields in a request body; dotted flags override `--configuration`.
  ///
  /// - Throws: `ValidationError` for an invalid value; ``CommandFailure`` for an unreadable file.
  func add(to body: inout BodyBuilder) throws {
    try body.set(value: configuration, BodyFlag("configuration"))
    try body.set(objects: rules, and: [], BodyFlag("configuration.rules"))
    try body.set(text: mode, BodyFlag("configuration.mode"))
    try body.set(value: parsing, BodyFlag(Self.parsing))
    try body.set(text: language, BodyFlag("\(Self.parsing).lang"))
    try body.set(number: maxPages, BodyFlag("\(Self.parsing).max-pages"))
    try body.set(text: targetPages, BodyFlag("\(Self.parsing).target-pages"))
  }
}
#endif
