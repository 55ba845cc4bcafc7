// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyArchive

/// `classify-bridge pages validate`: judges stored selections of pages, one by one.
struct PagesValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Judges stored selections of pages, and tells exactly where one is wrong.",
    discussion: """
      Reads JSON Lines. Each line is an object with v1 (an array that counts from 0, or null), v2 \
      (a text that counts from 1, or null), or both, which must then select the same pages. It may \
      have an id, which is repeated, and any other members.

      Exit codes: 0 all ok; 1 some not; 2 could not read; 64 usage.
      """
  )

  @OptionGroup var pages: PagesOptions

  @Option(help: "jsonl and csv have a row for each line, text tells faults and notes only.")
  var format = PageVerdictFormat.jsonl

  @Flag(help: "Tell at the end, on standard error, how often each code occurred.")
  var summary = false

  @Argument(help: ArgumentHelp("The files; without any, standard input.", valueName: "file"))
  var files: [String] = []

  func run() async throws {
    var validation = PageValidation(
      printer: PageVerdictPrinter(options: pages.options, format: format, countsCodes: summary),
      namesFiles: files.count > 1)
    var isComplete = true
    for file in files.isEmpty ? ["-"] : files {
      do {
        try await validation.validate(file: file)
      } catch let failure as CommandFailure {
        // The other files are worth reading all the same.
        Console.writeMessage("classify-bridge: \(failure)")
        isComplete = false
      }
    }
    validation.finish()
    if summary {
      Console.writeMessage(validation.tally.table.joined(separator: "\n"))
    } else if format == .text {
      Console.writeMessage(validation.tally.sentence)
    }
    guard isComplete else { throw ExitStatus.impossible }
    guard validation.tally.invalid == 0 else { throw ExitStatus.findings }
  }
}

extension PageVerdictFormat: ExpressibleByArgument {}
#endif
