// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The `classify-bridge classifier:jobs` command group: Classify v1 jobs, served by v1 or v2.
struct ClassifierJobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classifier:jobs",
    abstract: "Manage Classify v1 jobs, served by v1 or v2",
    discussion: """
      Commands and flags match the official CLI before it dropped v1: existing scripts need only the \
      new program name. With --on v2, Classify v2 serves the command; the output keeps v1's format, \
      and every difference is noted on stderr.

        classify-bridge classifier:jobs list --sandbox
        classify-bridge classifier:jobs create --file-id ID \\
          --rule '{type: invoice, description: has an invoice number}' --on v2

      new-group-id, cancel and delete are additions for jobs that v2 serves.

      Exit codes: 0 success; 2 error; 64 usage error; 129, 130, 143 interrupted.
      """,
    subcommands: [
      ClassifierJobsCreateCommand.self, ClassifierJobsListCommand.self,
      ClassifierJobsGetCommand.self, ClassifierJobsGetResultsCommand.self,
      NewGroupIDCommand.self, ClassifierJobsCancelCommand.self, ClassifierJobsDeleteCommand.self,
    ]
  )
}

/// The `classify-bridge classifier:jobs list` command.
struct ClassifierJobsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List classify jobs, newest first",
    usage: "classify-bridge classifier:jobs list [<options>]",
    discussion: "Pages are fetched on demand."
  )

  @OptionGroup var list: ListOptions
  @OptionGroup var serving: ServingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    try await serving.withConnection(to: service, output) { connection in
      let jobs = connection.client.v1Jobs.list(
        pageSize: list.pageSize, pageToken: list.pageToken, in: ProjectScope(),
        options: ServiceOptions())
      try await ListOutput(options: output, list: list, connection: connection).print(jobs)
    }
  }
}

/// The `classify-bridge classifier:jobs get` command.
struct ClassifierJobsGetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Get a classify job",
    usage: "classify-bridge classifier:jobs get <job-id> [<options>]",
    discussion: """
      With --on v2, a job that v2 does not know is looked up in v1 if its ID could be a v1 ID.
      """)

  @OptionGroup var job: JobArgument
  @OptionGroup var serving: ServingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    try await serving.withConnection(to: service, output) { connection in
      try await JobOutput(options: output, connection: connection, subject: serving.subject(job))
        .print {
          try await connection.client.v1Jobs.get(
            job.id, in: ProjectScope(), options: ServiceOptions())
        }
    }
  }
}

/// The `classify-bridge classifier:jobs get-results` command.
struct ClassifierJobsGetResultsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get-results",
    abstract: "Get the results of a classify job, one item per file",
    usage: "classify-bridge classifier:jobs get-results <job-id> [<options>]")

  @OptionGroup var job: JobArgument
  @OptionGroup var serving: ServingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    try await serving.withConnection(to: service, output) { connection in
      let page = try await JobOutput(
        options: output, connection: connection, subject: serving.subject(job)
      ).print {
        try await connection.client.v1Jobs.getResults(
          job.id, in: ProjectScope(), options: ServiceOptions())
      }
      for record in page.unreadable { UnreadableText.writeMessage(record) }
    }
  }
}

/// The API version that serves a v1 command.
struct ServingOptions: ParsableArguments {
  @Option(
    name: .customLong("on"),
    help: ArgumentHelp("API version that serves the command", valueName: "version"))
  var version = APIVersion.v1

  /// Returns the job to name in hints about a failed call.
  ///
  /// No hint points to v2 if v2 served the call.
  func subject(_ job: JobArgument) -> Connection.Subject {
    version == .v1 ? .v1Job(job.id) : .other
  }

  /// Connects to the version, runs a command and finally writes its translation notes to stderr.
  ///
  /// - Throws: `ValidationError` for `--on v2 --format raw`; ``CommandFailure`` if the connection
  ///   can't be set up; any error of `body`.
  func withConnection(
    to service: ConnectionOptions, _ output: OutputOptions,
    _ body: (Connection) async throws -> Void
  ) async throws {
    guard version == .v1 || output.format != .raw else {
      throw ValidationError(
        "--format raw prints the service's own bytes, which are not v1's with --on v2; use json.")
    }
    let notes = NoteLog()
    let connection = try await service.connect(classifier: version.classifier) {
      notes.add($0.notes)
    }
    defer { notes.writeMessage() }
    try await body(connection)
  }
}
#endif
