// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The parsing options that mean the same in both API versions; they override those of the rules file.
struct ParsingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Pages to read, numbered from 1, such as 1,3,5-7, or all (default: the rules file's, or all)",
      valueName: "pages"))
  var pages: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Maximum number of pages to read (default: the rules file's, or no limit, also on v1)",
      valueName: "n"))
  var maxPages: Int?

  @Option(
    help: ArgumentHelp(
      "Language of the files (default: the rules file's, or English)", valueName: "code"))
  var lang: String?

  func validate() throws {
    try PagesText.validate(pages)
    guard (maxPages ?? 1) >= 1 else {
      throw ValidationError("--max-pages must be at least 1.")
    }
    guard lang?.isEmpty != true else {
      throw ValidationError("--lang is empty: give a code such as de, or leave it out.")
    }
  }

  /// The members of a request body that the flags replace.
  var overriddenMembers: Set<RulesBody.ParsingMember> {
    var members: Set<RulesBody.ParsingMember> = []
    if lang != nil { members.insert(.lang) }
    if pages != nil { members.insert(.targetPages) }
    if maxPages != nil { members.insert(.maxPages) }
    return members
  }

  /// Returns the options for a request: the flags, and those of the file for which there is none.
  ///
  /// - Throws: ``PageError`` if `--pages` is invalid.
  func options(over file: ParsingOptions?) throws(PageError) -> ParsingOptions {
    var options = file ?? ParsingOptions()
    if let lang { options.language = Language(lang) }
    if let pages { options.pages = try PagesText(pages).selection }
    if let maxPages { options.pageLimit = .first(maxPages) }
    return options
  }
}
#endif
