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
      Commands and flags match the official CLI before it dropped v1. With --on v2, Classify v2 \
      serves the command; the output keeps v1's format, and every difference is noted on stderr.

        classify-bridge classifier:jobs list --sandbox
        classify-bridge classifier:jobs create --file-id ID \\
          --rule '{type: invoice, description: has an invoice number}' --on v2

      wait is an addition; so are new-group-id, cancel and delete, for jobs that v2 serves.

      Exit codes: 0 success; 1 wait: a job failed or was cancelled; 2 error; 64 usage error; \
      129, 130, 143 interrupted.
      """,
    subcommands: [
      ClassifierJobsCreateCommand.self, ClassifierJobsListCommand.self,
      ClassifierJobsGetCommand.self, ClassifierJobsGetResultsCommand.self,
      ClassifierJobsWaitCommand.self, NewGroupIDCommand.self, ClassifierJobsCancelCommand.self,
      ClassifierJobsDeleteCommand.self,
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
      connection.notes.keepNotesOfUnprintedJobs()
      let jobs = connection.client.v1Jobs.list(
        pageSize: list.pageSize, pageToken: list.pageToken, in: ProjectScope(),
        options: ServiceOptions())
      try await ListOutput(options: output, list: list, connection: connection).print(jobs) {
        connection.notes.addNotes(ofPrintedJob: $0.id)
      }
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

  @OptionGroup var arguments: V1JobArguments

  func run() async throws {
    try await arguments.print { jobs, id in
      try await jobs.get(id, in: ProjectScope(), options: ServiceOptions())
    }
  }
}

/// The `classify-bridge classifier:jobs get-results` command.
struct ClassifierJobsGetResultsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get-results",
    abstract: "Get the results of a classify job, one item per file",
    usage: "classify-bridge classifier:jobs get-results <job-id> [<options>]")

  @OptionGroup var arguments: V1JobArguments

  func run() async throws {
    try await arguments.print { jobs, id in
      try await jobs.getResults(id, in: ProjectScope(), options: ServiceOptions())
    } afterwards: { page in
      for record in page.unreadable { UnreadableText.writeMessage(record) }
    }
  }
}

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

  @OptionGroup var arguments: V1JobArguments

  func validate() throws {
    try arguments.serving.checkEnding("cancel")
  }

  func run() async throws {
    try await arguments.print { jobs, id in
      // No member of a finished group is cancelled, so the service refuses nothing.
      if GroupID(id) != nil { try await Self.checkUnfinished(id, jobs) }
      do {
        return try await jobs.cancel(id, in: ProjectScope(), options: ServiceOptions())
      } catch let error as ClassifyError where [400, 409].contains(error.status) {
        try await Self.checkUnfinished(id, jobs)
        throw error
      }
    }
  }

  /// Checks that a job is not finished, if it can be read.
  ///
  /// - Throws: ``CommandFailure`` if it is.
  private static func checkUnfinished(_ id: String, _ jobs: any V1JobService) async throws {
    let job = try? await PolledNotes.$areDropped.withValue(true) {
      try await jobs.get(id, in: ProjectScope(), options: ServiceOptions())
    }
    guard let job, job.status.jobStatus.isFinished else { return }
    throw CommandFailure.finished("\(job.status)")
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

  @OptionGroup var arguments: V1JobArguments

  func validate() throws {
    try arguments.serving.checkEnding("delete")
  }

  func run() async throws {
    try await arguments.print { jobs, id in
      try await jobs.delete(id, in: ProjectScope(), options: ServiceOptions())
      return JSONValue.object(["id": .string(id)])
    }
  }
}
#endif
