// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge classifier:jobs list`.
struct ClassifierJobsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists classify jobs, newest first.",
    discussion: "Pages are fetched as they are needed."
  )

  @OptionGroup var list: ListOptions
  @OptionGroup var answering: AnsweringOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    try await answering.connecting(service, output) { connection in
      let jobs = connection.client.v1Jobs.list(
        pageSize: list.pageSize, pageToken: list.pageToken, in: ProjectScope(),
        options: ServiceOptions())
      try await ListOutput(options: output, list: list, connection: connection).print(jobs)
    }
  }
}
#endif
