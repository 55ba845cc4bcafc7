// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser

/// A job ID, given as an argument or with `--job-id`.
struct JobArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("Job ID", valueName: "job-id"))
  var position: String?

  @Option(
    name: [.customLong("job-id"), .customLong("classify-job-id")], parsing: .unconditional,
    help: ArgumentHelp("Job ID, instead of the argument", valueName: "job-id"))
  var flag: String?

  /// The job ID; never empty after validation.
  var id: String { position ?? flag ?? "" }

  func validate() throws {
    guard position == nil || flag == nil else {
      throw ValidationError("The job ID is given twice: as an argument and with --job-id.")
    }
    guard !id.isEmpty else {
      throw ValidationError(
        "The job ID is missing: give it as an argument or with --job-id.")
    }
  }
}

/// The paging options of the list commands.
struct ListOptions: ParsableArguments {
  @Option(
    name: .customLong("page-size"), parsing: .unconditional,
    help: ArgumentHelp("Number of items per page", valueName: "n"))
  var pageSize: Int?

  @Option(
    name: .customLong("page-token"), parsing: .unconditional,
    help: ArgumentHelp(
      "Token of the first page to fetch: next_page_token of an earlier page", valueName: "token"))
  var pageToken: String?

  @Option(
    name: .customLong("max-items"), parsing: .unconditional,
    help: ArgumentHelp(
      "Maximum number of items to print, -1 for all; ignored by --format raw, which prints one page",
      valueName: "n"))
  var maxItems = -1

  func validate() throws {
    guard maxItems >= -1 else {
      throw ValidationError("--max-items takes -1 (all), 0 or more, not \(maxItems).")
    }
  }
}
#endif
