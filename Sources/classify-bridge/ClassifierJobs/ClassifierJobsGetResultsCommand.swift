// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge classifier:jobs get-results`.
struct ClassifierJobsGetResultsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get-results",
    abstract: "Reads the results of a classify job, an item for each file.")

  @OptionGroup var job: JobArgument
  @OptionGroup var answering: AnsweringOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    try await answering.connecting(service, output) { connection in
      try await JobOutput(options: output, connection: connection, subject: answering.subject(job))
        .print {
          try await connection.client.v1Jobs.getResults(
            job.id, in: ProjectScope(), options: ServiceOptions())
        }
    }
  }
}
#endif
