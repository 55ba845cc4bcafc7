// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// How the document of a v2 job is classified.
struct V2ConfigurationArguments: ParsableArguments {
  private static let parsing = "configuration.parsing-configuration"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "All of it, such as {rules: [{type: invoice, description: has an invoice number}]}.",
      valueName: "object"))
  var configuration: String?

  @Option(
    name: .customLong("configuration.rules"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Its rules: an array, or one rule; repeatable. @file reads them.", valueName: "array"))
  var rules: [String] = []

  @Option(
    name: .customLong("configuration.mode"), parsing: .unconditional,
    help: ArgumentHelp("Its mode; v2 has FAST only.", valueName: "mode"))
  var mode: String?

  @Option(
    name: .customLong("configuration.parsing-configuration"), parsing: .unconditional,
    help: ArgumentHelp(
      "How the document is read, such as {lang: de, target_pages: '1,3'}.", valueName: "object"))
  var parsing: String?

  @Option(
    name: .customLong("configuration.parsing-configuration.lang"), parsing: .unconditional,
    help: ArgumentHelp("The language of the document.", valueName: "code"))
  var language: String?

  @Option(
    name: .customLong("configuration.parsing-configuration.max-pages"), parsing: .unconditional,
    help: ArgumentHelp("How many pages are read; null for no limit.", valueName: "n"))
  var maxPages: String?

  @Option(
    name: .customLong("configuration.parsing-configuration.target-pages"),
    parsing: .unconditional,
    help: ArgumentHelp("Which pages are read, counted from 1, such as 1,3,5-7.", valueName: "pages")
  )
  var targetPages: String?

  /// Puts what was given into a body.
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
