// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge classify get`.
struct ClassifyGetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Reads a classify job, with its result once it is complete.")

  @OptionGroup var job: JobArgument
  @OptionGroup var expansion: ExpansionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    let connection = try await service.connect()
    try await JobOutput(options: output, connection: connection, subject: .v2Job(job.id)).print {
      try await connection.client.classify.get(job.id, options: expansion.options)
    }
  }
}

/// What the service is asked to say of a job besides.
struct ExpansionOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "What to say of the job besides: usage is what it cost; repeatable.", valueName: "member"))
  var expand: [String] = []

  /// The options of the call, which send what was given as it stands.
  var options: ServiceOptions {
    var options = ServiceOptions()
    options.queryItems.append("expand", expand)
    return options
  }
}
#endif
