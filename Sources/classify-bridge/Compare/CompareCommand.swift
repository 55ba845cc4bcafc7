// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The `classify-bridge compare` command: the same documents through both versions, and a verdict.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Run documents on v1 and v2, and judge whether the versions agree",
    usage: """
      classify-bridge compare --rules <file> [<options>] <file> ...
      classify-bridge compare --from <file> [<options>]
      """,
    discussion: """
      Uploads each file once, creates a job on both versions with the same rules, pages and limits, and \
      compares the labels: the types, or that no rule matches. Prints the agreement with its 95% \
      interval, and the verdict:

        equivalent      the agreement is above the threshold            exit code 0
        different       it is below                                     exit code 1
        notEnoughData   undecided; more documents would decide          exit code 3

      The threshold is 100%, or the noise floor with --noise, minus the margin. 95% intervals of the \
      agreement, or of its difference from the noise floor, have to exclude it.

        classify-bridge compare --rules rules.json --dry-run --recursive scans
        classify-bridge compare --rules rules.json --report out.html *.pdf
        classify-bridge compare --rules rules.json --noise 100 --recursive scans
        classify-bridge compare --rules rules.json --expected labels.csv *.pdf
        classify-bridge compare --from compare-results.jsonl --report out.html

      Rules are a file as in run. Its mode must be FAST: v2 has no other.

      Documents are run in a fixed random order, so that any part of them is a fair sample. Results are \
      appended to the file of --results as they come. The same command continues there after Ctrl-C, a \
      kill, or an error: finished documents are not run again, and jobs that exist are read. Jobs in \
      flight are not cancelled, since v1 can't cancel jobs; they are billed either way.

      jsonl prints one object per document as soon as it is done, those of an earlier part of the run \
      first, and the verdict to stderr; json prints the report at the end, with verdict, documents, \
      agreed, agreement (value, low, high), threshold and more.

      Exit codes: 0 equivalent; 1 different; 3 not enough data; 2 could not run; 64 usage error; 129, \
      130, 143 interrupted.
      """
  )

  @OptionGroup var documents: CompareArguments

  @Option(
    help: ArgumentHelp(
      """
      JSON or YAML file: an array of rules (type, description), an object with that array in rules, \
      or a request body
      """,
      valueName: "file"), completion: .file())
  var rules: String?

  @Option(
    help: ArgumentHelp(
      "Judge the results of an earlier run in this file; nothing is sent", valueName: "file"),
    completion: .file())
  var from: String?

  @Option(
    help: ArgumentHelp(
      """
      File to append results to, and to continue from (default: \(ResultsFile.defaultPath); with \
      --sandbox none)
      """, valueName: "file"),
    completion: .file())
  var results: String?

  @Flag(
    help: """
      Run documents of --results again whose error was one of the moment, such as status 503 or a \
      lost connection; a version that answered is kept
      """)
  var retryErrors = false

  @OptionGroup(title: "Judgement") var judgement: JudgementOptions
  @OptionGroup(title: "Noise floor") var noise: NoiseOptions
  @OptionGroup(title: "Parsing") var parsing: ParsingArguments
  @OptionGroup(title: "Translation") var translation: TranslationOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Start no document after v2 has reported this many credits, with those of earlier parts of the \
      run; v1 reports none (default: no limit)
      """, valueName: "n"))
  var maxCredits: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Maximum number of documents in flight, 1 to 32", valueName: "n"))
  var concurrency = 4

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Maximum time to wait for a job, in seconds", valueName: "seconds"))
  var timeout = 7_200

  @Option(help: "Output format: text for people, json or jsonl for programs")
  var format = CompareOutput.Format.text

  @Option(
    help: ArgumentHelp(
      """
      HTML file to write the report to, a page without network access; it replaces an earlier report, \
      and nothing else
      """, valueName: "file"),
    completion: .file())
  var report: String?

  @Flag(
    help: """
      Print the documents, jobs and cost, and how many documents a verdict needs; upload and create \
      nothing, and write no report; needs no key
      """)
  var dryRun = false

  @OptionGroup(title: "Service") var service: ConnectionOptions

  func validate() throws {
    guard (1...32).contains(concurrency) else {
      throw ValidationError("--concurrency takes 1 to 32, not \(concurrency).")
    }
    guard timeout >= 1 else { throw ValidationError("--timeout must be at least 1.") }
    if let maxCredits, !(maxCredits > 0 && maxCredits.isFinite) {
      throw ValidationError("--max-credits must be more than 0.")
    }
    guard maxCredits == nil || translation.dialect != .published else {
      throw ValidationError("--max-credits needs --dialect current, whose jobs report credits.")
    }
    for (option, path) in [("--results", results), ("--report", report)] {
      guard path != "", path != "-" else {
        throw ValidationError("\(option) takes the path of a file, not \"\(path ?? "")\".")
      }
    }
    let inputs = [rules, from] + judgement.paths.map(Optional.some)
    let count = inputs.count { $0 == FileList.standardInput }
    guard count + (documents.readsStandardInput ? 1 : 0) <= 1 else {
      throw ValidationError("Standard input (-) can be read once.")
    }
    try files.check()
    guard from == nil else { return try checkEarlier() }
    guard rules != nil else {
      throw ValidationError("Give --rules and files, or --from and the results of an earlier run.")
    }
    guard !documents.files.isEmpty else {
      throw ValidationError("There are no documents to compare.")
    }
    guard !dryRun || format == .text else {
      throw ValidationError("--dry-run prints text, which is no report: omit --format.")
    }
  }

  /// Checks that no option of a run is given with `--from`.
  private func checkEarlier() throws {
    let given = [
      ("files", !documents.files.isEmpty), ("--rules", rules != nil), ("--dry-run", dryRun),
      ("--file-ids", documents.areFileIDs), ("--recursive", documents.recursive),
      ("--max-documents", documents.maxDocuments != nil), ("--results", results != nil),
      ("--retry-errors", retryErrors),
      ("--max-credits", maxCredits != nil), ("--noise", noise.noise > 0),
      ("--sandbox", service.sandbox), ("--pages", parsing.pages != nil),
      ("--max-pages", parsing.maxPages != nil), ("--lang", parsing.lang != nil),
    ]
    guard let option = given.first(where: { $0.1 })?.0 else { return }
    throw ValidationError(
      "--from judges the results of an earlier run and sends nothing: leave out \(option).")
  }

  func run() async throws {
    let notes = try translation.notes.log()
    let conclusion = try conclusion()
    if let hint = judgement.marginHint { Console.writeMessage("classify-bridge: \(hint)") }
    if let from {
      let earlier = try EarlierComparison(path: from)
      let summary = try earlier.summary(judgement, printingTo: conclusion.output)
      return try end(
        with: try conclusion.finish(
          summary, unfinishedCount: earlier.unfinishedCount, retried: earlier.retried,
          isOfSandbox: earlier.isOfSandbox))
    }
    let request = try request(notes)
    try request.check(notes)
    let (list, planned) = try documents.list(skipping: ownPaths)
    let labels = try judgement.labels(types: request.v2.rules.map(\.type))
    if let message = try labels?.check(list.map(\.key)) {
      Console.writeMessage("classify-bridge: \(message)")
    }
    let summary = try judgement.summary(
      labels, noise: noise.measure, types: request.v2.rules.map(\.type))
    guard !dryRun else { return try await plan(list, request, notes) }
    try await run(list, planned: planned, request, summary, conclusion, notes)
  }

  // MARK: - Preparation

  /// Returns the requests, after writing the notes about the rules file to stderr.
  private func request(_ notes: NoteLog) throws -> CompareRequest {
    guard let rules else { throw ValidationError("--rules is missing.") }
    let file = try RulesFile(TextFile(path: rules), overriding: parsing.overriddenMembers)
    if let note = file.leftOutNote {
      Console.writeMessage("classify-bridge: \(PlainText.printable(rules)): \(note.message)")
    }
    let translator = translation.translator()
    let refusal = TranslationRefusal(notes: file.notes, policy: translator.policy)
    notes.add(refusal, in: SystemText.displayed(rules))
    notes.writeMessage()
    guard refusal.reasons.isEmpty else { throw RefusalText.failure(refusal) }
    return try CompareRequest(
      rules: file.rules, mode: file.mode, parsing: try parsing.options(over: file.parsing),
      translator: translator)
  }

  /// Ends the command with the exit code of a verdict.
  func end(with verdict: Verdict) throws(ExitStatus) {
    if verdict.status != .done { throw verdict.status }
  }

  /// The path of the results; `nil` if they are not kept.
  var resultsPath: String? { results ?? (service.sandbox ? nil : ResultsFile.defaultPath) }

  private func conclusion() throws -> CompareConclusion {
    let subject = SystemText.displayed(from ?? rules ?? "").split(separator: "/").last ?? ""
    return CompareConclusion(
      output: CompareOutput(format: format),
      page: try report.map { try ReportFile(path: $0) },
      title: "v1 and v2 by \(PlainText.printable(String(subject)))")
  }

  /// The files that the command reads or writes itself.
  private var ownPaths: [String] {
    [rules, resultsPath, report, translation.notes.path].compactMap(\.self) + judgement.paths
  }
}
#endif
