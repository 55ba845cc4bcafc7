// SPDX-License-Identifier: Apache-2.0

#if CLI
// The conformance is public because the type is.
public import ArgumentParser
public import ClassifyArchive
import ClassifyBridge

extension ArchiveKind: ExpressibleByArgument {}

/// `classify-bridge convert`: converts stored records from one version to the other.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert stored records from one version to the other",
    usage: "classify-bridge convert --to v2|v1 [<options>] [<file> ...]",
    discussion: """
      Reads JSON Lines, one record a line: request bodies, jobs, results, jobs with their results, and \
      webhook deliveries. A file can also be one JSON array of records, or one page of a list (items). \
      The version and kind of each record are told from its members, unless --kind says it.

        classify-bridge convert --to v2 < archive.jsonl > archive.v2.jsonl
        classify-bridge convert --to v2 a.jsonl b.json --output all.jsonl
        classify-bridge convert --to v1 --group 64MB jobs.jsonl --rejects no.jsonl

      A v1 job with several results becomes as many v2 jobs, and these become one v1 job again. Records \
      of the target version are copied. Each line is in the output or rejected; the counts on stderr add \
      up. --output is written beside as <file>.partial and renamed at the end: there is never half a \
      file. --resume goes on after an interruption.

      Exit codes: 0 all converted; 1 some rejected; 2 could not read or write; 64 usage error; 129, 130, \
      143 interrupted.
      """
  )

  @Option(help: ArgumentHelp("Target version", valueName: "version"))
  var to: APIVersion

  @Option(
    help: ArgumentHelp("Kind of every record (default: told from its members)", valueName: "kind"))
  var kind: ArchiveKind?

  @OptionGroup(title: "Translation") var translation: TranslationOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Maximum number of pages that a v1 array lists, up to \(PageSet.maximumExpansionLimit)",
      valueName: "n"))
  var expansionLimit = PageSet.defaultExpansionLimit

  @Option(
    help: ArgumentHelp(
      """
      Gather the records of one job anywhere in the input, with at most this much memory for those \
      that wait, such as 16MB (default: next to each other only, up to 16MiB for one job)
      """, valueName: "size"), transform: { try SizeText($0) })
  var group: SizeText?

  @Flag(
    help: """
      Keep the source of a converted record in its member classify_bridge, from which converting back \
      gives the same bytes
      """)
  var keepUnplaced = false

  @Option(
    help: ArgumentHelp(
      "File to write the converted records to (default: stdout)", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "File to write rejected lines to as JSON Lines, with code and message (default: stderr)",
      valueName: "file"), completion: .file())
  var rejects: String?

  @Flag(help: "Go on behind the last whole record of an interrupted run; needs --output")
  var resume = false

  @Flag(help: "Print the number of occurrences of each code to stderr at the end")
  var summary = false

  @Option(
    help: ArgumentHelp(
      """
      Maximum number of bytes of a record, such as 64MB, up to 1GiB \
      (default: \(Self.defaultMaximumSize))
      """, valueName: "size"),
    transform: { try SizeText($0) })
  var maxRecordSize = defaultMaximumSize

  private static let defaultMaximumSize = SizeText(bytes: RecordSplitter.defaultMaximumLineBytes)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number of blocks converted at once, 1 to 64 (default: the number of processors)",
      valueName: "n"))
  var jobs: Int?

  @Argument(
    help: ArgumentHelp("Files with records (default, or -: stdin)", valueName: "file"),
    completion: .file())
  var files: [String] = []

  func validate() throws {
    guard (1...PageSet.maximumExpansionLimit).contains(expansionLimit) else {
      throw ValidationError(
        "--expansion-limit must be at least 1 and at most \(PageSet.maximumExpansionLimit).")
    }
    guard (1...64).contains(jobs ?? 1) else { throw ValidationError("--jobs takes 1 to 64.") }
    guard maxRecordSize.bytes <= 1 << 30 else {
      throw ValidationError(
        "--max-record-size takes at most 1GiB: offsets in a record have 32 bits.")
    }
    for (option, path) in [("--output", output), ("--rejects", rejects)] {
      guard path != "", path != FileList.standardInput else {
        throw ValidationError("\(option) takes the path of a file, not \"\(path ?? "")\".")
      }
    }
    guard resume else { return }
    guard output != nil else {
      throw ValidationError("--resume needs --output: stdout has no records to go on behind.")
    }
    guard group == nil else {
      throw ValidationError(
        "--resume can't go on with --group: the records of a group can be anywhere in the input.")
    }
  }

  func run() async throws {
    let settings = settings
    Interruption.installSignalHandlers(
      lastWords: settings.output == nil
        ? "classify-bridge: stopped" : "classify-bridge: stopped; --resume goes on")
    do {
      var run = try ConvertRun(settings)
      let failure = await Self.failure { try await run.run() }
      try end(&run, settings, failure)
    } catch let error as ConvertUsageError {
      throw ValidationError(error.message)
    }
  }

  private var settings: ConvertSettings {
    let translator = translation.translator()
    let options = ArchiveOptions(
      target: to, kind: kind, policy: translator.policy, dialect: translator.dialect,
      languages: translator.languages, fileIdentifiers: translator.fileIdentifiers,
      expansionLimit: expansionLimit, keepsUnplaced: keepUnplaced,
      countsNotes: summary, listsNotes: translation.notes.path != nil,
      gathering: group.map { .all(maximumBytes: $0.bytes) } ?? .adjacent)
    return ConvertSettings(
      options: options, files: files.isEmpty ? [FileList.standardInput] : files, output: output,
      rejects: rejects, notes: translation.notes.path, resumes: resume,
      maximumRecordBytes: maxRecordSize.bytes, jobs: jobs ?? System.processorCount,
      isQuiet: translation.notes.quiet, printsSummary: summary)
  }

  private static func failure(_ body: () async throws -> Void) async -> (any Error)? {
    do {
      try await body()
      return nil
    } catch {
      return error
    }
  }

  /// Prints the end of a run.
  ///
  /// - Throws: The error that ended it; ``ExitStatus`` if lines were rejected.
  private func end(
    _ run: inout ConvertRun, _ settings: ConvertSettings, _ failure: (any Error)?
  ) throws {
    // The reader of the records has seen enough, as `head` does.
    if let failure = failure as? OutputError, case .closed = failure { throw failure }
    run.finishMessages()
    let isCounted = failure == nil || run.counts.lines > 0 && !run.hasLostOutput
    if !settings.isQuiet, isCounted {
      if let message = ConvertReport.leftOut(run.leftOutMembers) { Console.writeMessage(message) }
      Console.writeMessage(ConvertReport.sentence(run.counts))
    }
    if settings.printsSummary, isCounted {
      let lines = CountTable.lines("codes", run.counts.codes)
      if !lines.isEmpty { Console.writeMessage(lines.joined(separator: "\n")) }
    }
    if let failure {
      let ending = ConvertReport.ending(
        waitingLines: run.waitingLines, partial: run.partialPath, output: run.unwrittenPath)
      if let status = failure as? ExitStatus {
        Console.writeMessage("classify-bridge: interrupted\(ending.map { ". \($0)" } ?? "")")
        throw status
      }
      Console.writeMessage("classify-bridge: \(failure)")
      if let ending { Console.writeMessage(ending) }
      throw ExitStatus.impossible
    }
    if run.counts.rejected > 0 { throw ExitStatus.findings }
  }
}
#endif
