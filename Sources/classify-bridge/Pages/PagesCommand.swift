// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyArchive
import ClassifyJSON
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
    parsing: .unconditional,
    help: ArgumentHelp(
      "Maximum number of pages that a v1 array lists, up to \(PageSet.maximumExpansionLimit)",
      valueName: "n"))
  var expansionLimit = PageSet.defaultExpansionLimit

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Number of pages of the document; reject pages beyond it", valueName: "n"))
  var pageCount: Int?

  func validate() throws {
    guard (1...PageSet.maximumExpansionLimit).contains(expansionLimit) else {
      throw ValidationError(
        "--expansion-limit must be at least 1 and at most \(PageSet.maximumExpansionLimit).")
    }
    guard (pageCount ?? 1) >= 1 else {
      throw ValidationError("--page-count must be at least 1.")
    }
  }

  var options: PageRecordOptions {
    PageRecordOptions(
      syntax: strict ? .strict : .lenient, expansionLimit: expansionLimit, pageCount: pageCount)
  }
}

/// `classify-bridge pages convert`: converts page selections to the other version.
struct PagesConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert page selections to the other version, one per line",
    usage: "classify-bridge pages convert --to v1|v2 [<options>] [<selection> ...]",
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

  @Flag(help: "Print no notes; faults are still printed")
  var quiet = false

  @Argument(help: "Selections (default, or - alone: the lines of stdin)")
  var selections: [String] = []

  func run() async throws {
    var converter = PageConverter(target: to, options: pages.options, isQuiet: quiet)
    if selections.isEmpty || selections == ["-"] {
      var input = ByteInput()
      let name = "standard input"
      var blocks = LineBlocks(maximumLineBytes: converter.maximumLineBytes)
      try input.forEachChunk { chunk throws(any Error) in
        if let block = blocks.push(chunk) {
          converter.convert(try block.checked(name: name, lines: .selections))
        }
        try converter.flush()
      }
      if let last = blocks.finish() {
        converter.convert(try last.checked(name: name, lines: .selections))
      }
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
    usage: "classify-bridge pages validate [<options>] [<file> ...]",
    discussion: """
      Reads JSON Lines. Each line is an object with v1 (an array of zero-based indices, or null), v2 \
      (a string of one-based page numbers, or null), or both, which must then select the same pages. \
      It can have an id, which is copied to the verdict, and any other fields.

      Without v1, v1's selection is parsing_configuration.target_pages; without v2, v2's selection \
      is configuration.parsing_configuration.target_pages, as in request bodies and jobs. With \
      --v1-path or --v2-path, selections are read nowhere else.

      Exit codes: 0 success; 1 invalid records; 2 a file could not be read; 64 usage error.
      """
  )

  @OptionGroup var pages: PagesOptions

  @Option(
    name: .customLong("v1-path"), parsing: .unconditional,
    help: ArgumentHelp(
      "JSON Pointer of v1's array, such as /body/target_pages", valueName: "pointer"))
  var v1Path: String?

  @Option(
    name: .customLong("v2-path"), parsing: .unconditional,
    help: ArgumentHelp("JSON Pointer of v2's string", valueName: "pointer"))
  var v2Path: String?

  @Option(help: "Output format: jsonl or csv for a row per record, text for faults and notes only")
  var format = PageVerdictFormat.jsonl

  @Flag(help: "Print the number of occurrences of each code to stderr at the end")
  var summary = false

  @Argument(help: ArgumentHelp("JSON Lines files (default, or -: stdin)", valueName: "file"))
  var files: [String] = []

  func validate() throws {
    for (flag, path) in [("--v1-path", v1Path), ("--v2-path", v2Path)] {
      guard let path, JSONPointer(path) == nil else { continue }
      throw ValidationError(
        "\(flag) must be a JSON Pointer (RFC 6901), such as /body/target_pages.")
    }
    guard v1Path == nil || v1Path != v2Path else {
      throw ValidationError("--v1-path and --v2-path must differ.")
    }
  }

  private var options: PageRecordOptions {
    var options = pages.options
    if v1Path != nil || v2Path != nil {
      options.paths = PageRecordPaths(
        v1: v1Path.flatMap { JSONPointer($0) }, v2: v2Path.flatMap { JSONPointer($0) })
    }
    return options
  }

  func run() async throws {
    var validation = PageValidation(
      printer: PageVerdictPrinter(options: options, format: format, countsCodes: summary),
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
