// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser

/// How much of a list is fetched and printed.
struct ListOptions: ParsableArguments {
  @Option(
    name: .customLong("page-size"), parsing: .unconditional,
    help: ArgumentHelp("How many jobs the service sends at a time.", valueName: "n"))
  var pageSize: Int?

  @Option(
    name: .customLong("page-token"), parsing: .unconditional,
    help: ArgumentHelp("Where to begin: next_page_token of a page.", valueName: "token"))
  var pageToken: String?

  @Option(
    name: .customLong("max-items"), parsing: .unconditional,
    help: ArgumentHelp(
      "How many jobs are printed at most; -1 for all. raw prints its page whatever this says.",
      valueName: "n"))
  var maxItems = -1

  func validate() throws {
    guard maxItems >= -1 else {
      throw ValidationError("--max-items takes -1 (all), 0 or more, not \(maxItems).")
    }
  }
}
#endif
