// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// What a v1 job is created of.
struct V1RequestArguments: ParsableArguments {
  @Option(
    name: [.customLong("file-id"), .customLong("file-ids")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The id of a file to classify; repeatable.", valueName: "uuid"))
  var fileIDs: [String] = []

  @OptionGroup var rules: RuleArguments

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("FAST or MULTIMODAL; the service takes FAST without it.", valueName: "mode"))
  var mode: String?

  @Option(
    name: .customLong("parsing-configuration"), parsing: .unconditional,
    help: ArgumentHelp(
      "How files are read, such as {lang: de, max_pages: 5, target_pages: [0, 2]}.",
      valueName: "object"))
  var parsing: String?

  @Option(
    name: .customLong("parsing-configuration.lang"), parsing: .unconditional,
    help: ArgumentHelp("The language of the files.", valueName: "code"))
  var language: String?

  @Option(
    name: .customLong("parsing-configuration.max-pages"), parsing: .unconditional,
    help: ArgumentHelp("How many pages are read; null for no limit.", valueName: "n"))
  var maxPages: String?

  @Option(
    name: .customLong("parsing-configuration.target-pages"), parsing: .unconditional,
    help: ArgumentHelp("Which pages are read, counted from 0, such as [0, 2].", valueName: "array"))
  var targetPages: String?

  /// Puts what was given into a body.
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
#endif
