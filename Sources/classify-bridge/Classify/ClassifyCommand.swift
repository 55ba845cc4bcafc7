// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The `classify-bridge classify` command group: Classify v2 jobs.
struct ClassifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Manage Classify v2 jobs",
    discussion: """
      Commands and flags match the official CLI; wait is an addition.

        classify-bridge classify list --sandbox
        classify-bridge classify create --file-input ID \\
          --configuration.rules '[{type: invoice, description: has a number}]'
        classify-bridge classify wait JOB-ID

      Exit codes: 0 success; 1 wait: the job failed or was cancelled; 2 error; 64 usage error; \
      129, 130, 143 interrupted.
      """,
    subcommands: [
      ClassifyCreateCommand.self, ClassifyListCommand.self, ClassifyGetCommand.self,
      ClassifyWaitCommand.self, ClassifyCancelCommand.self, ClassifyDeleteCommand.self,
    ]
  )
}

/// The `classify-bridge classify create` command.
struct ClassifyCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a classify job for one document",
    usage: """
      classify-bridge classify create --file-input <id> [<options>]
      classify-bridge classify create [<options>] < <body-file>
      """,
    discussion: """
      \(BodyHelp.text)

        classify-bridge classify create --file-input ID \\
          --configuration.rules '[{type: invoice, description: has a number}]' \\
          --configuration.parsing-configuration.target-pages 1,3,5-7
        classify-bridge classify create --file-input ID < body.yaml

      v2 numbers pages from 1 and reads all pages by default. Without a transaction ID, a new one is \
      generated, so that the request can be retried if its response is lost.

      Ctrl-C, SIGTERM and SIGHUP print the job, if it exists; --on-interrupt cancel also cancels it.
      """
  )

  @OptionGroup(title: "Body") var request: V2RequestArguments
  @OptionGroup(title: "Configuration") var configuration: V2ConfigurationArguments
  @OptionGroup(title: "Webhooks") var webhooks: WebhookArguments
  @OptionGroup var notes: NoteOptions
  @OptionGroup var interrupt: InterruptOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    var body = BodyBuilder(
      try StandardInputBody.read(
        example: #"{"file_input": "…", "configuration": {"rules": […]}}"#))
    let scope = ScopeInBody.take(from: &body, unless: service)
    try request.add(to: &body)
    try configuration.add(to: &body)
    try webhooks.add(to: &body)
    let params: V2.ClassifyCreateParams = try BodyReader.read(body)
    try params.checkDocumentLength()
    let log = try notes.log()
    let connection = try await service.connect(notes: log)
    let call = InterruptibleCall(
      jobs: InterruptedJobs(
        target: .newJob(keyFlag: "--transaction-id"), version: .v2, connection: connection,
        scope: scope),
      action: try interrupt.action(on: .v2, default: .keep))
    try await log.summarizing {
      _ = try await JobOutput(options: output, connection: connection).print {
        try await call.run { try await connection.client.classify.create(params, in: scope) }
      }
    }
    if let status = Interruption.status { throw status }
  }
}

/// The `classify-bridge classify list` command.
struct ClassifyListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List classify jobs, newest first",
    usage: "classify-bridge classify list [<options>]",
    discussion: """
      Pages are fetched on demand.

        classify-bridge classify list --status FAILED \\
          --created-at-on-or-after 2026-11-01T00:00:00Z
      """
  )

  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup var list: ListOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    let connection = try await service.connect()
    let query = V2.ClassifyListParams(pageSize: list.pageSize, pageToken: list.pageToken)
    let jobs = connection.client.classify.list(query, options: filters.serviceOptions)
    try await ListOutput(options: output, list: list, connection: connection).print(jobs)
  }
}

/// The `classify-bridge classify get` command.
struct ClassifyGetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Get a classify job, with its result once it is completed",
    usage: "classify-bridge classify get <job-id> [<options>]")

  @OptionGroup var job: JobArgument
  @OptionGroup var expansion: ExpansionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    let connection = try await service.connect()
    try await JobOutput(options: output, connection: connection, subject: .v2Job(job.id)).print {
      try await connection.client.classify.get(job.id, options: expansion.serviceOptions)
    }
  }
}

/// The `classify-bridge classify wait` command.
struct ClassifyWaitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait until a classify job finishes, then print it",
    usage: "classify-bridge classify wait <job-id> [<options>]",
    discussion: """
      Polls after 1 second, then at intervals that grow by 1 second up to 5 seconds. A failure that \
      can pass, such as too many requests or a lost connection, is reported on stderr and does not \
      end the wait. Stopping this command does not stop the job, unless --on-interrupt cancel is \
      given.

      Exit codes: 0 completed; 1 failed or cancelled; 2 error or timeout; 64 usage error; 129, 130, \
      143 interrupted.
      """
  )

  @OptionGroup var job: JobArgument
  @OptionGroup var expansion: ExpansionOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Maximum time to wait, in seconds", valueName: "seconds"))
  var timeout = 7_200

  @OptionGroup var interrupt: InterruptOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func validate() throws {
    guard timeout >= 0 else {
      throw ValidationError("--timeout takes 0 or more seconds, not \(timeout).")
    }
  }

  func run() async throws {
    let connection = try await service.connect()
    var schedule = connection.schedule
    schedule.deadline = .seconds(timeout)
    let updates = connection.client.classify.progress(
      of: job.id, schedule: schedule, options: expansion.serviceOptions
    ).onMissedPoll { [id = job.id] in MissedPollText.writeMessage($0, of: id) }
    let call = InterruptibleCall(
      jobs: InterruptedJobs(target: .job(job.id), version: .v2, connection: connection),
      action: try interrupt.action(on: .v2, default: .keep))
    let finished = try await JobOutput(
      options: output, connection: connection, subject: .v2Job(job.id)
    ).print {
      try await call.run { try await Self.lastJob(of: updates) }
    }
    guard finished.status == .known(.completed) else { throw ExitStatus.findings }
  }

  /// Returns the finished job; until then, shows its status on a terminal.
  private static func lastJob(of updates: JobProgress<V2.Job>) async throws -> V2.Job {
    // The progress line is erased before the caller prints the job.
    var progress = Progress(isShown: Terminal.at(.standardError).isInteractive)
    defer { progress.end() }
    var latest: V2.Job?
    for try await job in updates {
      progress.show("\(job.id): \(job.status)")
      latest = job
    }
    // The sequence always ends with a finished job.
    guard let latest else { throw CancellationError() }
    return latest
  }
}

/// The `classify-bridge classify cancel` command.
struct ClassifyCancelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Cancel an unfinished classify job",
    usage: "classify-bridge classify cancel <job-id> [<options>]",
    discussion: "v2 as first published cannot cancel jobs: it responds with 404 or 405."
  )

  @OptionGroup var job: JobArgument
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    let connection = try await service.connect()
    try await JobOutput(options: output, connection: connection, subject: .v2Job(job.id)).print {
      let jobs = connection.client.classify
      do {
        return try await jobs.cancel(job.id)
      } catch let error as ClassifyError where [400, 409].contains(error.status) {
        guard let read = try? await jobs.get(job.id), read.status.jobStatus.isFinished else {
          throw error
        }
        throw CommandFailure.finished("\(read.status)")
      }
    }
  }
}

/// The `classify-bridge classify delete` command.
struct ClassifyDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a finished classify job",
    usage: "classify-bridge classify delete <job-id> [<options>]",
    discussion: "v2 as first published cannot delete jobs: it responds with 404 or 405."
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
