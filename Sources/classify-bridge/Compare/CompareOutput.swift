// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge
import Synchronization

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
  private let failure = Mutex<OutputError?>(nil)
  /// Apart from ``failure``, whose lock is held during a write, which can block.
  private let isBroken = Atomic(false)

  /// Creates an output for a format.
  init(format: Format) {
    self.format = format
  }

  /// Whether something could not be written.
  var hasFailed: Bool { isBroken.load(ordering: .relaxed) }

  /// Checks whether the reader of stdout has ended, so that nothing can be written any more.
  func checkReader() {
    if System.isAbandoned(.standardOutput) { isBroken.store(true, ordering: .relaxed) }
  }

  /// Prints a document if the format is JSON Lines.
  ///
  /// The first error is kept for ``finish(_:)``.
  func add(_ result: ComparisonResult) {
    guard format == .jsonl else { return }
    write(Self.withoutMarks(result.jsonText()) + "\n")
  }

  /// Prints the report, unless the format is JSON Lines, whose verdict goes to stderr.
  ///
  /// - Throws: The first error, including those of ``add(_:)``.
  func finish(_ report: MigrationReport) throws(OutputError) {
    switch format {
    case .text:
      let text = report.text(width: Terminal.at(.standardOutput).width)
      write(text)
      if text.contains("\(Self.cutMark)\n") {
        Console.writeMessage(
          "classify-bridge: lines that end in \(Self.cutMark) are cut; --report and --format json "
            + "have more of them")
      }
    case .json: write(Self.withoutMarks(report.json.jsonText(pretty: true)) + "\n")
    case .jsonl: Console.writeMessage(PlainText.printable(report.verdictLine))
    }
    if let failure = failure.withLock(\.self) { throw failure }
  }

  /// Returns JSON in which the marks of a writing direction are escaped: on a terminal, they would let
  /// texts of the service reorder what stands beside them.
  static func withoutMarks(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      if scalar.properties.isBidiControl {
        // All of them have four digits, and stand in strings.
        let digits = String(scalar.value, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.count)
        result.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private func write(_ text: String) {
    failure.withLock { failure in
      guard failure == nil else { return }
      do throws(OutputError) {
        try Console.write(text)
      } catch {
        failure = error
        isBroken.store(true, ordering: .relaxed)
      }
    }
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
