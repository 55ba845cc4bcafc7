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
      rules, reading pages 1,3. With files, reads all pages by default. A file is UTF-8 text of up \
      to 10 MiB, with pages separated by form feeds; - reads standard input.

      The JSON object has these fields: agree, failed (a number), rules (type, description), \
      selection (v1, v2), sent (v1 and v2, each with endpoint, jobs, statuses, bodies), documents \
      (name, pages, agree, v1 and v2, each with outcome, type, confidence, reasoning, error), notes \
      (in, code, effect, pointer, before, after, message) and off_by_one, which is null if all \
      pages are read (copied: v2, pages, error; misread: v1, v1_pages, v2, only_in_v1, only_in_v2, \
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
      "Pages to read, numbered from 1, such as 1,3,5-7, or all", valueName: "pages"))
  var pages: String?

  @Option(
    help: ArgumentHelp(
      "JSON file: an array of rules (type, description), or an object with that array in rules",
      valueName: "file"))
  var rules: String?

  @OptionGroup(title: "Translation") var translation: TranslationOptions

  @Option(help: "Output format: text for people, json for programs")
  var format = Format.text

  func validate() throws {
    try PagesText.validate(pages)
  }

  func run() async throws {
    let notes = try translation.notes.log()
    let translator = translation.translator(fileIdentifiers: .prefixed)
    let report: DemoReport
    do {
      report = try await DemoRun(try request(), translator: translator).report()
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

  private func request() throws -> DemoRequest {
    let given = try rules.map { try RulesFile(TextFile(path: $0)) }
    let pages = try PagesText(pages ?? (files.isEmpty ? DemoSamples.pages : PagesText.all))
    let documents = try zip(DistinctNames.names(of: files), files).map { name, path in
      DemoDocument(name: name, text: try TextFile(path: path).text)
    }
    return DemoRequest(
      documents: files.isEmpty ? DemoSamples.documents : documents,
      rules: given?.rules ?? DemoSamples.rules, selection: pages.selection,
      notes: (given.map { [$0.leftOutNote].compactMap(\.self) + $0.notes } ?? [])
        .map { DemoNote(subject: .rules, note: $0) }
        + pages.notes.map { DemoNote(subject: .pages, note: $0) })
  }
}
#endif
