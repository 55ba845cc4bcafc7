// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser

/// The id of a job, given by itself or by a flag.
struct JobArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The id of the job.", valueName: "job-id"))
  var position: String?

  @Option(
    name: [.customLong("job-id"), .customLong("classify-job-id")], parsing: .unconditional,
    help: ArgumentHelp("The id of the job, instead of giving it by itself.", valueName: "job-id"))
  var flag: String?

  /// The id.
  var id: String { position ?? flag ?? "" }

  func validate() throws {
    guard position == nil || flag == nil else {
      throw ValidationError("The id of the job is given twice: by itself and by --job-id.")
    }
    guard !id.isEmpty else {
      throw ValidationError(
        "The id of the job is missing: give it by itself or with --job-id.")
    }
  }
}
#endif
