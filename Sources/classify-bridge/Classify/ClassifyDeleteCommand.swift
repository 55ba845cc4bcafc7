// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge classify delete`.
struct ClassifyDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Deletes a classify job that is finished.",
    discussion: "The first form of v2 could not do this: the service then says so with 404 or 405."
  )

  @OptionGroup var job: JobArgument
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    let connection = try await service.connect()
    try await JobOutput(options: output, connection: connection, subject: .v2Job(job.id)).print {
      try await connection.client.classify.delete(job.id)
    }
  }
}
#endif
