// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// How files are read before they are classified, in words that both versions understand.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The pages to read, counted from 1, such as 1,3,5-7; all without it.", valueName: "pages"))
  var pages: String?

  @Option(
    help: ArgumentHelp(
      "How many pages to read at most; no limit without it, on v1 as well.", valueName: "n"))
  var maxPages: Int?

  @Option(help: ArgumentHelp("The language of the files; English without it.", valueName: "code"))
  var lang: String?

  func validate() throws {
    try PagesText.validate(pages)
    guard (maxPages ?? 1) >= 1 else {
      throw ValidationError("--max-pages must be at least 1.")
    }
  }

  /// What was asked for.
  func parsing() throws(PageError) -> ParsingOptions {
    ParsingOptions(
      language: lang.map { Language($0) },
      pageLimit: maxPages.map(PageLimit.first) ?? .unlimited,
      pages: try pages.map { text throws(PageError) in try PagesText(text).selection } ?? .all)
  }
}
#endif
