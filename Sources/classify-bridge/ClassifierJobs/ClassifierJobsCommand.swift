// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser

/// `classify-bridge classifier:jobs`: the commands of Classify v1, as the official program had them.
struct ClassifierJobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classifier:jobs",
    abstract: "Works with jobs of Classify v1, which v2 can answer in its place.",
    discussion: """
      These are the commands and flags of the official program before it dropped v1, so that scripts \
      keep working under another name. With --on v2 the same command is answered by Classify v2 in \
      v1's words; what had to be said otherwise is noted on standard error.

        classify-bridge classifier:jobs list --sandbox
        classify-bridge classifier:jobs create --file-id ID \\
          --rule '{type: invoice, description: has an invoice number}' --on v2

      Exit codes: 0 done; 2 could not do it; 64 usage.
      """,
    subcommands: [
      ClassifierJobsCreateCommand.self, ClassifierJobsListCommand.self,
      ClassifierJobsGetCommand.self, ClassifierJobsGetResultsCommand.self,
    ]
  )
}
#endif
