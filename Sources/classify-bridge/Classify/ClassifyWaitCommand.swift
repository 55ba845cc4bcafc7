// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge classify wait`.
struct ClassifyWaitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Waits until a classify job has come to its end, and prints it.",
    discussion: """
      The job is looked at after 1 second, then a second later each time, up to every 5. Ending this \
      command does not end the job.

      Exit codes: 0 complete; 1 failed or cancelled; 2 could not do it, or the time was up; 64 usage.
      """
  )

  @OptionGroup var job: JobArgument
  @OptionGroup var expansion: ExpansionOptions

  @Option(
    help: ArgumentHelp("After how many seconds to give up.", valueName: "seconds"))
  var timeout = 7_200

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func validate() throws {
    guard timeout >= 0 else { throw ValidationError("--timeout must be at least 0.") }
  }

  func run() async throws {
    let connection = try await service.connect()
    var schedule = connection.schedule
    schedule.deadline = .seconds(timeout)
    let looks = connection.client.classify.progress(
      of: job.id, schedule: schedule, options: expansion.options)
    let finished = try await JobOutput(
      options: output, connection: connection, subject: .v2Job(job.id)
    ).print { try await Self.last(of: looks) }
    guard finished.status == .known(.completed) else { throw ExitStatus.findings }
  }

  /// Returns the finished job, and shows on a terminal how far it is until then.
  private static func last(of looks: JobProgress<V2.Job>) async throws -> V2.Job {
    // The job is printed when the line is gone.
    var progress = Progress(isShown: Terminal.at(.standardError).isInteractive)
    defer { progress.end() }
    var latest: V2.Job?
    for try await job in looks {
      progress.show("\(job.id): \(job.status)")
      latest = job
    }
    // The sequence ends behind a finished job only.
    guard let latest else { throw CancellationError() }
    return latest
  }
}
#endif
