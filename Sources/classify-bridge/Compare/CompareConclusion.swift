// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// The end of a comparison: its report is printed, and written to the page of `--report`.
struct CompareConclusion: Sendable {
  let output: CompareOutput
  /// The page; `nil` for none.
  let page: ReportFile?
  /// The heading of the page.
  let title: String

  /// Writes the page and prints the report.
  ///
  /// - Parameters:
  ///   - summary: The documents.
  ///   - stop: What a stopped run left out; `nil` for another one.
  ///   - unfinishedCount: The number of documents that were begun and have no result yet; `nil` if it
  ///     is not known.
  ///   - retried: The errors that were run again; `nil` if they are not known.
  ///   - isOfSandbox: Whether the sandbox answered, so that the verdict is not about the service.
  /// - Returns: The verdict.
  /// - Throws: ``CommandFailure`` if the page or the output can't be written: an unread verdict is
  ///   no success.
  func finish(
    _ summary: ComparisonSummary, stop: MigrationReport.Stop? = nil, unfinishedCount: Int?,
    retried: MigrationReport.RetriedCounts?, isOfSandbox: Bool
  ) throws -> Verdict {
    var report = summary.report()
    report.stop = stop
    report.unfinishedCount = unfinishedCount
    report.retried = retried
    if isOfSandbox { report.origin = ComparedService.sandbox }
    if let page {
      try page.write(report.jsonText(), title: title)
      Console.writeMessage("classify-bridge: report written to \(PlainText.printable(page.path))")
    }
    do throws(OutputError) {
      try output.finish(report)
    } catch {
      throw CommandFailure(error.description)
    }
    return report.verdict
  }
}
#endif
