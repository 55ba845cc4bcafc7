// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge classify cancel`.
struct ClassifyCancelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Stops a classify job that is not finished.",
    discussion: "The first form of v2 could not do this: the service then knows no such path (404)."
  )

  @OptionGroup var job: JobArgument
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    let connection = try await service.connect()
    try await JobOutput(options: output, connection: connection, subject: .v2Job(job.id)).print {
      try await connection.client.classify.cancel(job.id)
    }
  }
}
#endif
