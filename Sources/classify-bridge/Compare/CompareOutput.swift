// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// Prints a comparison: each document as it is done for JSON Lines, otherwise the report at the end.
final class CompareOutput: Sendable {
  /// The output formats of a comparison.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case jsonl
  }

  /// The end of a line that ``MigrationReport/text(width:)`` has cut.
  private static let cutMark = "…"

  private let format: Format
  private let stream = ResultStream()

  /// Creates an output for a format.
  init(format: Format) {
    self.format = format
  }

  /// Whether something could not be written.
  var hasFailed: Bool { stream.hasFailed }

  /// Checks whether the reader of stdout has ended.
  func checkReader() {
    stream.checkReader()
  }

  /// Prints a document if the format is JSON Lines.
  ///
  /// The first error is kept for ``finish(_:)``.
  func add(_ result: ComparisonResult) {
    guard format == .jsonl else { return }
    stream.write(DirectionMarks.escaped(in: result.jsonText()) + "\n")
  }

  /// Prints the report, unless the format is JSON Lines, whose verdict goes to stderr.
  ///
  /// - Throws: The first error, including those of ``add(_:)``.
  func finish(_ report: MigrationReport) throws(OutputError) {
    switch format {
    case .text:
      let text = report.text(width: Terminal.at(.standardOutput).width)
      stream.write(text)
      if text.contains("\(Self.cutMark)\n") {
        Console.writeMessage(
          "classify-bridge: lines that end in \(Self.cutMark) are cut; --report and --format json "
            + "have more of them")
      }
    case .json:
      stream.write(DirectionMarks.escaped(in: report.json.jsonText(pretty: true)) + "\n")
    case .jsonl: Console.writeMessage(PlainText.printable(report.verdictLine))
    }
    try stream.checkWritten()
  }
}

extension Verdict {
  /// The exit code of the verdict.
  var status: ExitStatus {
    switch self {
    case .equivalent: .done
    case .different: .findings
    case .notEnoughData: .undecided
    }
  }
}
#endif
