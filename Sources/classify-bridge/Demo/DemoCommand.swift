// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge demo`: the same documents through both versions, without a key or a network.
struct DemoCommand: AsyncParsableCommand {
  /// The forms in which the report is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Classifies documents with v1 and v2 side by side, on a sandbox: no key needed.",
    discussion: """
      Without files it takes four documents and three rules of its own, and pages 1,3. With files \
      it reads all pages unless told otherwise. A file is text in UTF-8 of up to 10 MiB, whose \
      pages are parted by form feeds; - is standard input.

      The JSON object has the members: agree, failed (a number), rules, selection (v1, v2), sent \
      (v1 and v2, each with endpoint, jobs, statuses, bodies), documents (name, pages, agree, v1 \
      and v2, each with outcome, type, confidence, reasoning, error), notes (in, code, effect, \
      pointer, before, after, message) and off_by_one, which is null where all pages are read \
      (copied: v2, pages, error; misread: v1, v1_pages, v2, only_in_v1, only_in_v2, hint, \
      documents).

      Exit code 1 says that the versions disagree or that a document could not be classified.
      """
  )

  @Argument(help: "Text files to classify instead of the demonstration's own documents.")
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "The pages to read as v2 writes them, such as 1,3,5-7, or all.", valueName: "pages"))
  var pages: String?

  @Option(
    help: ArgumentHelp(
      "A JSON array of rules, each with type and description, or an object with it in rules.",
      valueName: "file"))
  var rules: String?

  @Option(help: "text for people, json for programs.")
  var format = Format.text

  func validate() throws {
    try PagesText.validate(pages)
  }

  func run() async throws {
    let report: DemoReport
    do {
      report = try await DemoRun(try request()).report()
    } catch let refusal as TranslationRefusal {
      let reasons = refusal.reasons.map { "\n  \($0.code.rawValue): \($0.message)" }
      throw CommandFailure("the versions can't be asked for this:\(reasons.joined())")
    }
    switch format {
    case .text:
      let text = DemoText(
        report, suggestions: DemoSuggestion.available, terminal: .at(.standardOutput))
      try Console.write(text.render())
    case .json: try Console.write(DemoJSON.render(report))
    }
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
      notes: (given?.notes ?? []).map { DemoNote(subject: .rules, note: $0) }
        + pages.notes.map { DemoNote(subject: .pages, note: $0) })
  }
}
#endif
