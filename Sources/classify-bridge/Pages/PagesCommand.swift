// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyArchive
import ClassifyModel

/// `classify-bridge pages`: converts and validates page selections.
struct PagesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages",
    abstract: "Convert and validate page selections, such as [0, 2] and 1,3",
    discussion: """
      v1 selects pages by an array of zero-based indices, v2 by a string of one-based page numbers.
      """,
    subcommands: [PagesConvertCommand.self, PagesValidateCommand.self]
  )
}

/// Options for validating page selections.
struct PagesOptions: ParsableArguments {
  @Flag(help: "Reject spaces, leading zeros, unsorted items, duplicates and overlaps")
  var strict = false

  @Option(
    help: ArgumentHelp("Maximum number of pages in a v1 array", valueName: "n"))
  var maxPages = PageSet.defaultExpansionLimit

  @Option(
    help: ArgumentHelp("Number of pages of the document; reject pages beyond it", valueName: "n"))
  var pageCount: Int?

  func validate() throws {
    guard maxPages >= 1 else { throw ValidationError("--max-pages must be at least 1.") }
    guard (pageCount ?? 1) >= 1 else {
      throw ValidationError("--page-count must be at least 1.")
    }
  }

  var options: PageRecordOptions {
    PageRecordOptions(
      syntax: strict ? .strict : .lenient, expansionLimit: maxPages, pageCount: pageCount)
  }
}

/// `classify-bridge pages convert`: converts page selections to the other version.
struct PagesConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert page selections to the other version, one per line",
    discussion: """
      [0,2,4,5,6] becomes 1,3,5-7 and vice versa; null, which selects all pages, stays null. Notes \
      and faults go to stderr. An invalid selection produces an empty line, so that output lines \
      match input lines.

      Exit codes: 0 success; 1 invalid selections; 2 error; 64 usage error.
      """
  )

  @Option(help: ArgumentHelp("Target version", valueName: "version"))
  var to: APIVersion

  @OptionGroup var pages: PagesOptions

  @Argument(help: "Selections (default: the lines of stdin)")
  var selections: [String] = []

  func run() async throws {
    var converter = PageConverter(target: to, options: pages.options)
    if selections.isEmpty {
      var input = ByteInput()
      var splitter = LineSplitter(maximumLineBytes: converter.maximumLineBytes)
      try input.forEachChunk { chunk throws(OutputError) in
        splitter.push(chunk) { converter.convert($0, unit: "line") }
        try converter.flush()
      }
      splitter.finish { converter.convert($0, unit: "line") }
    } else {
      for selection in selections {
        let text = Array(selection.utf8)[...]
        converter.convert(text.span, unit: "argument")
      }
    }
    try converter.flush()
    if converter.hasFindings { throw ExitStatus.findings }
  }
}

/// `classify-bridge pages validate`: validates stored page selections.
struct PagesValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Validate stored page selections and locate each fault",
    discussion: """
      Reads JSON Lines. Each line is an object with v1 (an array of zero-based indices, or null), v2 \
      (a string of one-based page numbers, or null), or both, which must then select the same pages. \
      It can have an id, which is copied to the verdict, and any other fields.

      Exit codes: 0 success; 1 invalid records; 2 a file could not be read; 64 usage error.
      """
  )

  @OptionGroup var pages: PagesOptions

  @Option(help: "Output format: jsonl or csv for a row per record, text for faults and notes only")
  var format = PageVerdictFormat.jsonl

  @Flag(help: "Print the number of occurrences of each code to stderr at the end")
  var summary = false

  @Argument(help: ArgumentHelp("JSON Lines files (default: stdin)", valueName: "file"))
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
        // Continue with the other files.
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
