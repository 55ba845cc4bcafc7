// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge run`: files in, types out.
struct RunCommand: AsyncParsableCommand {
  /// The forms in which results are printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case jsonl
  }

  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Uploads files, classifies them by rules, and prints what each is.",
    discussion: """
      Each file has a job of its own. A file that can't be read or classified does not keep the \
      others from it; what would stop all of them, such as a wrong key, ends the run.

        classify-bridge run --rules rules.json *.pdf
        classify-bridge run --rules rules.json --pages 1,3 --on v1 march.pdf
        classify-bridge run --rules rules.json --sandbox letter.txt

      jsonl prints an object for each file as soon as it is done, json an array of them at the end, \
      with the members file, outcome, type, confidence, reasoning, error, file_id and job_id. The \
      outcome is classified, unmatched (no rule fits), failed, unreadable, error, or after Ctrl-C \
      cancelled, unfinished (its job goes on) or interrupted (it has no job).

      Ctrl-C stops the jobs that run, prints what was done, and ends with 130 (143 when asked to \
      end by SIGTERM); v1 and the first form of v2 can stop no job, which is said. Pressed again, it \
      ends at once.

      Exit codes: 0 all classified; 1 a job failed; 2 a file could not be read or the service not be \
      asked; 64 usage; 130 and 143 interrupted.
      """
  )

  @Argument(
    help: ArgumentHelp("The files, of any kind that the service reads.", valueName: "file"),
    completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "A JSON array of rules, each with type and description, or an object with it in rules.",
      valueName: "file"), completion: .file())
  var rules: String

  @Option(name: .customLong("on"), help: ArgumentHelp("v1 or v2.", valueName: "version"))
  var version = APIVersion.v2

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Option(help: ArgumentHelp("How many files are under way at once, 1 to 32.", valueName: "n"))
  var concurrency = 4

  @Option(help: ArgumentHelp("After how many seconds a job is given up.", valueName: "seconds"))
  var timeout = 7_200

  @Option(help: "text for people, json or jsonl for programs.")
  var format = Format.text

  @OptionGroup(title: "Service") var service: ConnectionOptions

  func validate() throws {
    guard (1...32).contains(concurrency) else {
      throw ValidationError("--concurrency takes 1 to 32, not \(concurrency).")
    }
    guard timeout >= 0 else { throw ValidationError("--timeout must be at least 0.") }
  }

  func run() async throws {
    let rules = try RulesFile(TextFile(path: rules))
    NoteText.writeMessage(rules.notes)
    let request = RunRequest(
      version: version, rules: rules.rules, parsing: try reading.parsing())
    try request.check()
    let connection = try await service.connect()
    var schedule = connection.schedule
    schedule.deadline = .seconds(timeout)
    let board = RunBoard(count: files.count, progress: progress)
    let queue = RunQueue(
      runner: FileRunner(
        connection: connection, request: request, schedule: schedule, board: board),
      concurrency: concurrency)
    let files = zip(DistinctNames.names(of: files), files).map(RunFile.init)
    let output = RunOutput(format: format)
    Interruption.listen()
    let results = await Interruption.cancelling {
      await queue.run(files) { output.add($0) }
    } onInterruption: {
      board.end()
      Console.writeMessage(
        "classify-bridge: stopping the jobs that run; press Ctrl-C again to end at once")
    }
    board.end()
    NoteText.writeMessage(board.notes)
    try output.finish(results)
    Console.writeMessage(RunText.summary(results))
    if let status = Interruption.status { throw status }
    let statuses = results.map(\.ending.status)
    if let worst = [ExitStatus.impossible, .findings].first(where: statuses.contains) {
      throw worst
    }
  }

  /// The line that shows how far the run is, where it comes between no results.
  private var progress: Progress {
    let isAlone = format != .jsonl || !Terminal.at(.standardOutput).isInteractive
    return Progress(isShown: isAlone && Terminal.at(.standardError).isInteractive)
  }
}
#endif
