// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The `classify-bridge demo` command: the same documents through both API versions, offline.
struct DemoCommand: AsyncParsableCommand {
  /// The output formats of the report.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Classify sample documents with v1 and v2 side by side, without an API key",
    usage: "classify-bridge demo [<options>] [<file> ...]",
    discussion: """
      Runs on an in-memory sandbox. Without files, classifies four sample documents by three sample \
      rules, reading pages 1,3 unless a flag or the rules file says otherwise. With files, reads all \
      pages by default. A file is UTF-8 text of up to 10 MiB, with pages separated by form feeds; - \
      reads standard input.

      Rules are an array, or the body of a v1 or v2 request, which is used as in run.

      The JSON object has these fields: agree, failed (a number), rules (type, description), \
      selection (v1, v2), sent (v1 and v2, each with endpoint, jobs, statuses, bodies), documents \
      (name, pages, agree, v1 and v2, each with outcome, type, confidence, reasoning, error), notes \
      (in, code, effect, pointer, before, after, message) and off_by_one, which is null if no pages \
      are selected (copied: v2, pages, error; misread: v1, v1_pages, v2, only_in_v1, only_in_v2, \
      hint, documents).

      Exit codes: 0 success; 1 the versions disagree, or a document could not be classified; \
      2 error; 64 usage error.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Text files to classify instead of the sample documents", valueName: "file"))
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      JSON or YAML file: an array of rules (type, description), an object with that array in rules, \
      or a request body
      """,
      valueName: "file"), completion: .file())
  var rules: String?

  @OptionGroup(title: "Parsing") var parsing: ParsingArguments
  @OptionGroup(title: "Translation") var translation: TranslationOptions

  @Option(help: "Output format: text for people, json for programs")
  var format = Format.text

  func run() async throws {
    let notes = try translation.notes.log()
    let translator = translation.translator(fileIdentifiers: .prefixed)
    let report: DemoReport
    do {
      report = try await DemoRun(try request(translator.policy), translator: translator).report()
    } catch let refusal as TranslationRefusal {
      notes.add(refusal)
      let reasons = refusal.reasons.map { "\n  \($0.code.rawValue): \($0.message)" }
      throw CommandFailure("the request can't be translated:\(reasons.joined())")
    }
    for entry in report.notes { notes.add([entry.note], in: entry.subject.name) }
    switch format {
    case .text:
      let text = DemoText(
        report, suggestions: DemoSuggestion.available, showsNotes: !translation.notes.quiet,
        terminal: .at(.standardOutput))
      try Console.write(text.render())
    case .json: try Console.write(DemoJSON.render(report))
    }
    try notes.checkFile()
    if !report.agrees || !report.failures.isEmpty { throw ExitStatus.findings }
  }

  /// Reads the files, the rules and the pages.
  ///
  /// - Throws: `TranslationRefusal` if the policy refuses a note about the rules file;
  ///   ``CommandFailure`` if a file can't be used.
  private func request(_ policy: TranslationPolicy) throws -> DemoRequest {
    let given = try rules.map {
      try RulesFile(TextFile(path: $0), overriding: parsing.overriddenMembers)
    }
    let refusal = TranslationRefusal(notes: given?.notes ?? [], policy: policy)
    guard refusal.reasons.isEmpty else { throw refusal }
    var flags = parsing
    if files.isEmpty, given?.parsing == nil, flags.pages == nil, flags.maxPages == nil {
      flags.pages = DemoSamples.pages
    }
    let pageNotes = try flags.pages.map { try PagesText($0).notes } ?? []
    let documents = try zip(DistinctNames.names(of: files), files).map { name, path in
      DemoDocument(name: name, text: try TextFile(path: path).text)
    }
    return DemoRequest(
      documents: files.isEmpty ? DemoSamples.documents : documents,
      rules: given?.rules ?? DemoSamples.rules, mode: given?.mode,
      parsing: try flags.options(over: given?.parsing),
      notes: (given.map { [$0.leftOutNote].compactMap(\.self) + $0.notes } ?? [])
        .map { DemoNote(subject: .rules, note: $0) }
        + pageNotes.map { DemoNote(subject: .pages, note: $0) })
  }
}
#endif
