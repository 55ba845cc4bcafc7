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
    case csv
    case yaml
  }

  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Upload files, classify them by rules, and print their types",
    usage: "classify-bridge run --rules <file> [<options>] <file> ...",
    discussion: """
      Each file gets its own job. A file that can't be read or classified, or whose connection \
      breaks, does not stop the others; an error that would affect every file, such as an invalid \
      key, no connection at all, or \(RunProgress.maximumBrokenConnections) broken ones in a row, \
      ends the run.

        classify-bridge run --rules rules.json *.pdf
        classify-bridge run --rules rules.json --pages 1,3 --on v1 march.pdf
        classify-bridge run --rules rules.json --sandbox letter.txt
        classify-bridge run --rules rules.yaml --recursive scans --dry-run
        find scans -name '*.pdf' | classify-bridge run --rules rules.yaml -

      Rules are an array, or the body of a v1 or v2 request. Its mode and parsing options are used, \
      except those that a flag overrides; its documents are not. A body with webhooks or a saved \
      configuration is refused. A v1 body reads 5 pages unless it says otherwise; without file_ids, it \
      can also be a v2 configuration, which reads all, so it or a flag must name the pages or a limit.

      A folder needs --recursive: its files are sorted; hidden ones, links to folders, what is no \
      regular file, and the files of the command itself are skipped, which stderr says.

      jsonl prints one object per file as soon as the file is done; json, yaml and csv print all at \
      the end. The fields are file, outcome, type, confidence, reasoning, error, file_id and job_id. The \
      outcome is classified, unmatched (no rule matches), failed, unreadable or error; after \
      Ctrl-C also cancelled, unfinished (the job continues) or interrupted (no job was created).

      With --resume, files that are classified or unmatched in earlier jsonl output, by their path, \
      are left out; it can be the file that output is appended to:

        classify-bridge run --rules rules.json --recursive scans --format jsonl \\
          --resume results.jsonl >> results.jsonl

      With --run-id, an interrupted run can be repeated: a file that has a job, unless that was \
      cancelled, gets its result and no other job. That needs a service that keeps idempotency keys.

      If the output can't be written, for instance because its reader has ended, no further job is \
      created, running ones are cancelled or kept as after Ctrl-C, and stderr has the results.

      Ctrl-C cancels running jobs, or keeps them with --on-interrupt keep, prints the results so far \
      and exits with 130 (143 after SIGTERM, 129 after SIGHUP). Creations in flight end first, \
      which can take 5 minutes if the service does not respond. v1, and v2 as first published, \
      cannot cancel jobs: such files are reported as unfinished, like those of kept jobs, unless the \
      job has finished. A second Ctrl-C exits immediately and names the jobs that continue.

      Exit codes: 0 all files classified; 1 a job failed; 2 a file could not be read or a request \
      failed; 64 usage error; 129, 130, 143 interrupted.
      """
  )

  @OptionGroup var files: FileArguments

  @Option(
    help: ArgumentHelp(
      """
      JSON or YAML file: an array of rules (type, description), an object with that array in rules, \
      or a request body
      """,
      valueName: "file"), completion: .file())
  var rules: String

  @Option(name: .customLong("on"), help: ArgumentHelp("API version", valueName: "version"))
  var version = APIVersion.v2

  @OptionGroup(title: "Parsing") var parsing: ParsingArguments
  @OptionGroup(title: "Translation") var translation: TranslationOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Maximum number of files in flight, 1 to 32", valueName: "n"))
  var concurrency = 4

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Maximum time to wait for a job, in seconds", valueName: "seconds"))
  var timeout = 7_200

  @Option(
    name: .customLong("run-id"),
    help: ArgumentHelp(
      """
      Name of the run, \(RunKeys.idLengths.lowerBound) to \(RunKeys.idLengths.upperBound) characters: \
      repeated with it, the run creates no job twice; needs v2 with idempotency keys
      """,
      valueName: "text"))
  var runID: String?

  @OptionGroup var interrupt: InterruptOptions

  @Option(help: "Output format: text for people, json, jsonl, csv or yaml for programs")
  var format = Format.text

  @Flag(help: "Print the files, jobs, pages and rules; upload and create nothing; needs no key")
  var dryRun = false

  @OptionGroup(title: "Service") var service: ConnectionOptions

  func validate() throws {
    guard (1...32).contains(concurrency) else {
      throw ValidationError("--concurrency takes 1 to 32, not \(concurrency).")
    }
    guard timeout >= 0 else { throw ValidationError("--timeout must be at least 0.") }
    try translation.check(version, hasPolicy: true)
    guard rules != FileList.standardInput || !files.readsStandardInput else {
      throw ValidationError("Standard input (-) can be read once.")
    }
    guard !dryRun || format == .text else {
      throw ValidationError("--dry-run prints text, which is no result: omit --format.")
    }
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
    let notes = try translation.notes.log()
    let request = try request(notes)
    let action = try interrupt.action(
      on: version, translation.dialect ?? .current, default: .cancel)
    let output = RunOutput(format: format)
    let earlier = try files.earlierResults()
    if let earlier { try checkOutput(after: earlier) }
    let documents = try files.list(
      without: earlier, skipping: [rules, translation.notes.path].compactMap(\.self))
    guard !dryRun else { return try plan(documents, request, notes) }
    try request.check(notes)
    if let earlier { try output.resume(after: earlier) }
    guard !documents.isEmpty else { return try output.finish([]) }
    let connection = try await service.connect(
      translator: request.translator, notes: notes)
    var schedule = connection.schedule
    schedule.deadline = .seconds(timeout)
    let progress = RunProgress(fileCount: documents.count, line: progressLine)
    let queue = RunQueue(
      runner: FileRunner(
        connection: connection, request: request, schedule: schedule, progress: progress,
        interruptAction: action,
        keys: try runID.map { try RunKeys(runID: $0, request: request) }),
      concurrency: concurrency)
    Interruption.installSignalHandlers(lastWords: InterruptionText.unknownJobs + advice)
    let results = await Interruption.cancelOnSignal {
      await queue.run(documents) { output.add($0) }
    } orWhen: {
      output.checkReader()
      return output.hasFailed
    } onInterruption: { [activity = stoppingText(action), advice] in
      let jobs = progress.jobs
      if !jobs.isEmpty { Interruption.setLastWords(InterruptionText.remaining(jobs) + advice) }
      InterruptionText.writeStart(
        output.hasFailed ? "the output can't be written: \(activity)" : activity)
    }
    progress.end()
    notes.writeMessage()
    defer {
      let isIncomplete = Interruption.status != nil || output.hasFailed
      Console.writeMessage(RunText.summary(results) + (isIncomplete ? advice : ""))
    }
    try output.finish(results)
    if let status = Interruption.status { throw status }
    try notes.checkFile()
    let statuses = results.map(\.outcome.status)
    if let worst = [ExitStatus.impossible, .findings].first(where: statuses.contains) {
      throw worst
    }
  }

  /// Returns the request for each file, after writing the notes about the rules file to stderr.
  ///
  /// - Throws: ``CommandFailure`` if the policy refuses one of them, or the file can't be used.
  private func request(_ notes: NoteLog) throws -> RunRequest {
    let file = try RulesFile(TextFile(path: rules), overriding: parsing.overriddenMembers)
    if let note = file.leftOutNote {
      Console.writeMessage("classify-bridge: \(PlainText.printable(rules)): \(note.message)")
    }
    let translator = translation.translator()
    let refusal = TranslationRefusal(notes: file.notes, policy: translator.policy)
    notes.add(refusal, in: SystemText.displayed(rules))
    notes.writeMessage()
    guard refusal.reasons.isEmpty else { throw RefusalText.failure(refusal) }
    return RunRequest(
      version: version, rules: file.rules, mode: file.mode,
      parsing: try parsing.options(over: file.parsing), translator: translator)
  }

  /// Checks that output to the file of `--resume` is appended to it.
  ///
  /// - Throws: `ValidationError` if it is not, or in another format.
  private func checkOutput(after earlier: EarlierResults) throws {
    guard System.kind(of: .standardOutput) == .regular,
      System.isFile(.standardOutput, at: earlier.path)
    else { return }
    guard format == .jsonl else {
      throw ValidationError(
        "The output goes to the file of --resume, to which only --format jsonl can be appended.")
    }
    guard System.isAppended(.standardOutput) else {
      throw ValidationError(
        "The output overwrites \(PlainText.printable(earlier.path)), the file of --resume: use >> "
          + "instead of >.")
    }
  }

  /// Prints what the run would do.
  ///
  /// - Throws: ``ExitStatus/impossible`` if a file can't be read, like the run.
  private func plan(_ files: [RunFile], _ request: RunRequest, _ notes: NoteLog) throws {
    notes.add(try request.check(notes), in: "request")
    let plan = RunPlan(files, request)
    try Console.write(plan.render(on: .at(.standardOutput)))
    notes.writeMessage()
    try notes.checkFile()
    guard plan.isPossible else { throw ExitStatus.impossible }
  }

  /// What the run does with jobs when it is interrupted.
  private func stoppingText(_ action: InterruptAction) -> String {
    guard action == .keep else { return "cancelling running jobs" }
    let obstacle = JobCancellation.obstacle(on: version, translation.dialect ?? .current)
    return "stopping: \(obstacle.map { "\($0), which continue" } ?? "jobs continue")"
  }

  /// How to repeat the run, on a line of its own; empty if it can't be repeated.
  private var advice: String { runID == nil ? "" : "\n\(InterruptionText.repeatedRun)" }

  /// The progress line, hidden if it would interleave with results on the terminal.
  private var progressLine: Progress {
    let isSeparate = format != .jsonl || !Terminal.at(.standardOutput).isInteractive
    return Progress(isShown: isSeparate && Terminal.at(.standardError).isInteractive)
  }
}
#endif
