// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The `classify-bridge run` command: uploads and classifies files.
struct RunCommand: AsyncParsableCommand {
  /// The output formats of the results.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case jsonl
  }

  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Upload files, classify them by rules, and print their types",
    usage: "classify-bridge run --rules <file> [<options>] <file> ...",
    discussion: """
      Each file gets its own job. A file that can't be read or classified does not stop the others; \
      an error that would affect every file, such as an invalid key, ends the run.

        classify-bridge run --rules rules.json *.pdf
        classify-bridge run --rules rules.json --pages 1,3 --on v1 march.pdf
        classify-bridge run --rules rules.json --sandbox letter.txt

      jsonl prints one object per file as soon as the file is done; json prints an array at the end. \
      The fields are file, outcome, type, confidence, reasoning, error, file_id and job_id. The \
      outcome is classified, unmatched (no rule matches), failed, unreadable or error; after \
      Ctrl-C also cancelled, unfinished (the job continues) or interrupted (no job was created).

      With --run-id, an interrupted run can be repeated: a file that has a job, unless that was \
      cancelled, gets its result and no other job. That needs a service that keeps idempotency keys.

      Ctrl-C cancels running jobs, or keeps them with --on-interrupt keep, prints the results so far \
      and exits with 130 (143 after SIGTERM, 129 after SIGHUP). Creations in flight end first, \
      which can take 5 minutes if the service does not respond. v1, and v2 as first published, \
      cannot cancel jobs: such files are reported as unfinished, like those of kept jobs. A second \
      Ctrl-C exits immediately and names the jobs that continue.

      Exit codes: 0 all files classified; 1 a job failed; 2 a file could not be read or a request \
      failed; 64 usage error; 129, 130, 143 interrupted.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Files to classify, of any type that the service supports", valueName: "file"),
    completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "JSON file: an array of rules (type, description), or an object with that array in rules",
      valueName: "file"), completion: .file())
  var rules: String

  @Option(name: .customLong("on"), help: ArgumentHelp("API version", valueName: "version"))
  var version = APIVersion.v2

  @OptionGroup(title: "Parsing") var parsing: ParsingArguments

  @Option(help: ArgumentHelp("Maximum number of files in flight, 1 to 32", valueName: "n"))
  var concurrency = 4

  @Option(help: ArgumentHelp("Maximum time to wait for a job, in seconds", valueName: "seconds"))
  var timeout = 7_200

  @Option(
    name: .customLong("run-id"),
    help: ArgumentHelp(
      "Any text; a run that is repeated with it creates no job twice; needs v2 with idempotency keys",
      valueName: "text"))
  var runID: String?

  @OptionGroup var interrupt: InterruptOptions

  @Option(help: "Output format: text for people, json or jsonl for programs")
  var format = Format.text

  @OptionGroup(title: "Service") var service: ConnectionOptions

  func validate() throws {
    guard (1...32).contains(concurrency) else {
      throw ValidationError("--concurrency takes 1 to 32, not \(concurrency).")
    }
    guard timeout >= 0 else { throw ValidationError("--timeout must be at least 0.") }
    guard let runID else { return }
    guard version == .v2 else {
      throw ValidationError("--run-id needs --on v2: v1 has no idempotency keys.")
    }
    let lengths = RunKeys.idLengths
    guard lengths.contains(runID.unicodeScalars.count) else {
      throw ValidationError(
        "--run-id takes \(lengths.lowerBound) to \(lengths.upperBound) characters.")
    }
  }

  func run() async throws {
    let rules = try RulesFile(TextFile(path: rules))
    NoteText.writeMessage(rules.notes)
    let request = RunRequest(
      version: version, rules: rules.rules, parsing: try parsing.options())
    let action = try interrupt.action(on: version, default: .cancel)
    try request.check()
    let connection = try await service.connect()
    var schedule = connection.schedule
    schedule.deadline = .seconds(timeout)
    let progress = RunProgress(fileCount: files.count, line: progressLine)
    let queue = RunQueue(
      runner: FileRunner(
        connection: connection, request: request, schedule: schedule, progress: progress,
        interruptAction: action,
        keys: try runID.map { try RunKeys(runID: $0, request: request) }),
      concurrency: concurrency)
    let files = zip(DistinctNames.names(of: files), files).map(RunFile.init)
    let output = RunOutput(format: format)
    Interruption.installSignalHandlers()
    let results = await Interruption.cancelOnSignal {
      await queue.run(files) { output.add($0) }
    } onInterruption: { [version] in
      let jobs = progress.jobs
      if !jobs.isEmpty { Interruption.setLastWords(InterruptionText.remaining(jobs)) }
      InterruptionText.writeStart(
        action == .cancel
          ? "cancelling running jobs"
          : version == .v1
            ? "stopping: v1 can't cancel jobs, which continue" : "stopping: jobs continue")
    }
    progress.end()
    NoteText.writeMessage(progress.notes)
    try output.finish(results)
    Console.writeMessage(RunText.summary(results))
    if let status = Interruption.status { throw status }
    let statuses = results.map(\.outcome.status)
    if let worst = [ExitStatus.impossible, .findings].first(where: statuses.contains) {
      throw worst
    }
  }

  /// The progress line, hidden if it would interleave with results on the terminal.
  private var progressLine: Progress {
    let isSeparate = format != .jsonl || !Terminal.at(.standardOutput).isInteractive
    return Progress(isShown: isSeparate && Terminal.at(.standardError).isInteractive)
  }
}

/// The parsing options that mean the same in both API versions.
struct ParsingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Pages to read, numbered from 1, such as 1,3,5-7 (default: all)", valueName: "pages"))
  var pages: String?

  @Option(
    help: ArgumentHelp(
      "Maximum number of pages to read (default: no limit, also on v1)", valueName: "n"))
  var maxPages: Int?

  @Option(help: ArgumentHelp("Language of the files (default: English)", valueName: "code"))
  var lang: String?

  func validate() throws {
    try PagesText.validate(pages)
    guard (maxPages ?? 1) >= 1 else {
      throw ValidationError("--max-pages must be at least 1.")
    }
  }

  /// Returns the options for a request.
  ///
  /// - Throws: ``PageError`` if `--pages` is invalid.
  func options() throws(PageError) -> ParsingOptions {
    ParsingOptions(
      language: lang.map { Language($0) },
      pageLimit: maxPages.map(PageLimit.first) ?? .unlimited,
      pages: try pages.map { text throws(PageError) in try PagesText(text).selection } ?? .all)
  }
}
#endif
