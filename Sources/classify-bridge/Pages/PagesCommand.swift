// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyArchive
import ClassifyModel

/// `classify-bridge pages`: converts and validates selections of pages.
struct PagesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages",
    abstract: "Converts and validates selections of pages, such as [0, 2] and 1,3.",
    discussion: "v1 selects pages by an array that counts from 0, v2 by a text that counts from 1.",
    subcommands: [PagesConvertCommand.self, PagesValidateCommand.self]
  )
}

/// What can be asked of selections of pages.
struct PagesOptions: ParsableArguments {
  @Flag(help: "Refuse spaces, leading zeros, disorder, duplicates and overlaps.")
  var strict = false

  @Option(
    help: ArgumentHelp("The number of pages that a v1 array may have.", valueName: "n"))
  var maxPages = PageSet.defaultExpansionLimit

  @Option(
    help: ArgumentHelp(
      "The number of pages of the document: others are refused.", valueName: "n"))
  var pageCount: Int?

  func validate() throws {
    guard maxPages >= 1 else { throw ValidationError("--max-pages must be at least 1.") }
    guard (pageCount ?? 1) >= 1 else {
      throw ValidationError("--page-count must be at least 1.")
    }
  }

  var options: PageRecordOptions {
    PageRecordOptions(
      syntax: strict ? .strict : .lenient, expansionLimit: maxPages, pageCount: pageCount)
  }
}
#endif
