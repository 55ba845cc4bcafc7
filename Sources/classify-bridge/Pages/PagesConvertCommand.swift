// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyArchive
import ClassifyModel

/// `classify-bridge pages convert`: writes selections of one version as the other does.
struct PagesConvertCommand: AsyncParsableCommand {
  /// The version that is written.
  enum Target: String, CaseIterable, ExpressibleByArgument {
    case v1
    case v2

    var field: APIVersion {
      switch self {
      case .v1: .v1
      case .v2: .v2
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Writes selections of pages as the other version does, a line for each.",
    discussion: """
      [0,2,4,5,6] becomes 1,3,5-7 and back; null, which is all pages, stays null. Notes and faults \
      go to standard error. A faulty selection gives an empty line, so that lines stay in step, and \
      exit code 1.
      """
  )

  @Option(help: ArgumentHelp("The version to write: v1 or v2.", valueName: "version"))
  var to: Target

  @OptionGroup var pages: PagesOptions

  @Argument(help: "The selections; without any, the lines of standard input.")
  var selections: [String] = []

  func run() async throws {
    var converter = PageConverter(target: to.field, options: pages.options)
    if selections.isEmpty {
      var input = ByteInput()
      var splitter = LineSplitter(maximumLineBytes: converter.maximumLineBytes)
      try input.forEachPiece { piece throws(OutputError) in
        splitter.push(piece) { converter.convert($0, unit: "line") }
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
#endif
