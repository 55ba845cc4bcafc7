// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge classifier:jobs get`.
struct ClassifierJobsGetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Reads a classify job.",
    discussion: """
      With --on v2 a job that v2 does not know is looked for in v1, if its id could be one of v1's.
      """)

  @OptionGroup var job: JobArgument
  @OptionGroup var answering: AnsweringOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    try await answering.connecting(service, output) { connection in
      try await JobOutput(options: output, connection: connection, subject: answering.subject(job))
        .print {
          try await connection.client.v1Jobs.get(
            job.id, in: ProjectScope(), options: ServiceOptions())
        }
    }
  }
}
#endif
