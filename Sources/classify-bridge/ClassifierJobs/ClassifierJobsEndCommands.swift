// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The `classify-bridge classifier:jobs cancel` command.
struct ClassifierJobsCancelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Cancel an unfinished classify job; needs --on v2",
    usage: "classify-bridge classifier:jobs cancel <job-id> --on v2 [<options>]",
    discussion: """
      Cancels every unfinished member of a group, even if the group is incomplete. v1, and v2 as \
      first published, cannot cancel jobs.
      """)

  @OptionGroup var job: JobArgument
  @OptionGroup var serving: ServingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    try await serving.withConnection(to: service, output) { connection in
      try await JobOutput(options: output, connection: connection, subject: serving.subject(job))
        .print {
          try await connection.client.v1Jobs.cancel(
            job.id, in: ProjectScope(), options: ServiceOptions())
        }
    }
  }
}

/// The `classify-bridge classifier:jobs delete` command.
struct ClassifierJobsDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a finished classify job; needs --on v2",
    usage: "classify-bridge classifier:jobs delete <job-id> --on v2 [<options>]",
    discussion: """
      Deletes every member of a group, and nothing if a member is unfinished. v1, and v2 as first \
      published, cannot delete jobs.
      """)

  @OptionGroup var job: JobArgument
  @OptionGroup var serving: ServingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    try await serving.withConnection(to: service, output) { connection in
      try await JobOutput(options: output, connection: connection, subject: serving.subject(job))
        .print { () -> JSONValue in
          try await connection.client.v1Jobs.delete(
            job.id, in: ProjectScope(), options: ServiceOptions())
          return .object(["id": .string(job.id)])
        }
    }
  }
}
#endif
