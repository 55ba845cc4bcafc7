// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// What a v2 job is created of, but for its configuration.
struct V2RequestArguments: ParsableArguments {
  @Option(
    name: .customLong("file-input"), parsing: .unconditional,
    help: ArgumentHelp("The file (dfl-…) or the parse job (pjb-…) to classify.", valueName: "id"))
  var fileInput: String?

  @Option(
    name: .customLong("file-id"), parsing: .unconditional,
    help: ArgumentHelp("An older word for --file-input with a file.", valueName: "id"))
  var fileID: String?

  @Option(
    name: .customLong("parse-job-id"), parsing: .unconditional,
    help: ArgumentHelp("An older word for --file-input with a parse job.", valueName: "id"))
  var parseJobID: String?

  @Option(
    name: .customLong("configuration-id"), parsing: .unconditional,
    help: ArgumentHelp(
      "A saved configuration, instead of --configuration.", valueName: "cfg-uuid"))
  var configurationID: String?

  @Option(
    name: .customLong("transaction-id"), parsing: .unconditional,
    help: ArgumentHelp(
      "A key of up to 255 characters: a repeated one is answered with its first job.",
      valueName: "text"))
  var transactionID: String?

  @Option(
    name: [.customLong("webhook-configuration-id"), .customLong("webhook-configuration-ids")],
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A saved webhook, or an array of up to 4; repeatable.", valueName: "whc-uuid"))
  var webhookConfigurationIDs: [String] = []

  /// Puts what was given into a body.
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
#endif
