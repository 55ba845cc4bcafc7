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

      Exit codes: 0 success; 2 error; 64 usage error.
      """,
    subcommands: [
      ClassifierJobsCreateCommand.self, ClassifierJobsListCommand.self,
      ClassifierJobsGetCommand.self, ClassifierJobsGetResultsCommand.self,
    ]
  )
}

/// The `classify-bridge classifier:jobs create` command.
struct ClassifierJobsCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a classify job for 1 to 500 files",
    usage: """
      classify-bridge classifier:jobs create --file-id <uuid> ... --rule <object> ... [<options>]
      classify-bridge classifier:jobs create [<options>] < <body-file>
      """,
    discussion: """
      \(BodyHelp.text)

        classify-bridge classifier:jobs create --file-id ID --file-id ID \\
          --rule '{type: invoice, description: has an invoice number}' \\
          --parsing-configuration '{lang: de, target_pages: [0, 2]}'
        classify-bridge classifier:jobs create --on v2 < body.json

      v1 numbers pages from 0 and reads 5 pages by default.
      """
  )

  @OptionGroup(title: "Body") var request: V1RequestArguments
  @OptionGroup(title: "Webhooks") var webhooks: WebhookArguments
  @OptionGroup var serving: ServingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    var body = BodyBuilder(try StandardInputBody.read())
    let scope = ScopeInBody.take(from: &body, unless: service)
    try request.add(to: &body)
    try webhooks.add(to: &body)
    let params: V1.JobCreateParams = try BodyReader.read(
      body.body, flags: ["file_ids": "--file-id", "rules": "--rule"])
    try await serving.withConnection(to: service, output) { connection in
      try await JobOutput(options: output, connection: connection).print {
        try await connection.client.v1Jobs.create(params, in: scope)
      }
    }
  }
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
