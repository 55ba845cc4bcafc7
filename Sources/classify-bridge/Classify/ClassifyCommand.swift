// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser

/// `classify-bridge classify`: the commands of Classify v2, as the official program has them.
struct ClassifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Works with jobs of Classify v2.",
    discussion: """
      These are the commands and flags of the official program, and wait besides.

        classify-bridge classify list --sandbox
        classify-bridge classify create --file-input dfl-… \\
          --configuration.rules '[{type: invoice, description: has a number}]'
        classify-bridge classify wait JOB-ID

      Exit codes: 0 done; 1 wait found the job failed or cancelled; 2 could not do it; 64 usage.
      """,
    subcommands: [
      ClassifyCreateCommand.self, ClassifyListCommand.self, ClassifyGetCommand.self,
      ClassifyWaitCommand.self, ClassifyCancelCommand.self, ClassifyDeleteCommand.self,
    ]
  )
}
#endif
