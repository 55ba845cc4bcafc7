// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The `classify-bridge classifier:jobs wait` command.
struct ClassifierJobsWaitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait until classify jobs finish, then print them",
    usage: "classify-bridge classifier:jobs wait <job-id> ... [<options>]",
    discussion: """
      Waits for one job after the other, while all of them run, and prints each as get does. Polls \
      after 1 second, then at intervals that grow by 1 second up to 5 seconds. A failure that can \
      pass, such as too many requests or a lost connection, is reported on stderr and does not end \
      the wait. A job that can't be read does not stop the wait for the others.

        classify-bridge classifier:jobs wait ID --on v2

      Ctrl-C, SIGTERM and SIGHUP end the wait only: no job is cancelled.

      Exit codes: 0 every job succeeded; 1 a job failed, partly or entirely, or was cancelled; \
      2 error or timeout; 64 usage error; 129, 130, 143 interrupted.
      """
  )

  @Argument(help: ArgumentHelp("Job IDs", valueName: "job-id"))
  var ids: [String]

  @OptionGroup var serving: ServingOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Maximum time to wait for all jobs together, in seconds", valueName: "seconds"))
  var timeout = 7_200

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func validate() throws {
    guard timeout >= 0 else {
      throw ValidationError("--timeout takes 0 or more seconds, not \(timeout).")
    }
  }

  func run() async throws {
    Interruption.installSignalHandlers(lastWords: remainingText(from: ids[0]))
    let start = ContinuousClock.now
    var haveSucceeded = true
    try await serving.withConnection(to: service, output) { connection in
      var schedule = connection.schedule
      try await EachArgument.perform(on: ids) { id in
        // The other jobs run meanwhile, so they are polled without an initial pause.
        defer { schedule.initialDelay = .zero }
        schedule.deadline = Duration.seconds(timeout) - start.duration(to: .now)
        let subject: Connection.Subject =
          serving.version == .v1 ? .v1Job(id) : .jobOverV2(id)
        try await connection.reportingErrors(about: subject) {
          try await wait(for: id, schedule, connection)
        }
        let job = try await JobOutput(
          options: output, connection: connection, subject: subject, isItem: ids.count > 1
        ).print {
          try await connection.client.v1Jobs.get(
            id, in: ProjectScope(), options: ServiceOptions())
        }
        if job.status != .known(.success) { haveSucceeded = false }
      }
    }
    // A signal while the last job was printed.
    if let status = Interruption.status { throw status }
    guard haveSucceeded else { throw ExitStatus.findings }
  }

  /// Polls a job until it is finished; after a signal, says which jobs may continue.
  ///
  /// - Throws: ``ExitStatus`` after a signal, or the error of the polls.
  private func wait(
    for id: String, _ schedule: PollingSchedule, _ connection: Connection
  ) async throws {
    let updates = connection.client.v1Jobs.progress(
      of: id, schedule: schedule, in: ProjectScope(), options: ServiceOptions()
    ).onMissedPoll { MissedPollText.writeMessage($0, of: id) }
    let remaining = remainingText(from: id)
    let result = await Interruption.cancelOnSignal {
      do {
        try await PolledNotes.$areDropped.withValue(true) {
          try await Self.poll(updates, of: id)
        }
        return Result<Void, any Error>.success(())
      } catch {
        return .failure(error)
      }
    } onInterruption: {
      Interruption.setLastWords(remaining)
      InterruptionText.writeStart("stopping")
    }
    if case .failure = result, let status = Interruption.status {
      Console.writeMessage(remaining)
      throw status
    }
    try result.get()
  }

  /// Polls a job; until it is finished, shows its status on a terminal.
  private static func poll(_ updates: JobProgress<V1.Job>, of id: String) async throws {
    // The progress line is erased before the caller prints the job.
    var progress = Progress(isShown: Terminal.at(.standardError).isInteractive)
    defer { progress.end() }
    for try await job in updates { progress.show("\(id): \(job.status)") }
  }

  /// Returns the lines about a job and those after it.
  private func remainingText(from id: String) -> String {
    let remaining = ids.drop { $0 != id }.map { JobID.job($0, serving.version) }
    return "Nothing was cancelled. \(InterruptionText.remaining(remaining))"
      + "\n  To wait again, run the same command again."
  }
}

/// Whether the current task's translation notes are dropped: it polls a job that is read once more
/// to print it.
enum PolledNotes {
  @TaskLocal static var areDropped = false
}
#endif
