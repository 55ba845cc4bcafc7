// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The options by which results are judged; no request depends on them.
struct JudgementOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      How many percentage points the agreement can lie below the noise floor, or below 100% without one
      """, valueName: "points"))
  var margin = Judgement.defaultMargin * 100

  @Option(
    help: ArgumentHelp(
      """
      CSV file of known answers with the columns file,type; an empty type means that no rule \
      matches: how often is each version right?
      """, valueName: "file"),
    completion: .file())
  var expected: String?

  @Option(
    help: ArgumentHelp(
      """
      JSON file of disagreements that do not count: an array of rules with v1, v2, document, reason \
      and expires
      """, valueName: "file"),
    completion: .file())
  var ignore: String?

  /// The paths of the files.
  var paths: [String] { [expected, ignore].compactMap(\.self) }

  /// The margin as a share.
  var marginShare: Double { margin / 100 }

  func validate() throws {
    guard (0...100).contains(margin) else {
      throw ValidationError("--margin takes 0 to 100 percentage points, not \(margin).")
    }
  }

  /// Reads the known answers.
  ///
  /// - Parameter types: The types of the rules; `nil` if they are not known.
  /// - Returns: The answers; `nil` without `--expected`.
  /// - Throws: ``CommandFailure`` with the line and the column of a fault.
  func labels(types: [String]?) throws -> ExpectedLabels? {
    try expected.map { try ExpectedLabels(path: $0, types: types) }
  }

  /// Creates an empty summary that judges by these options.
  ///
  /// - Parameters:
  ///   - labels: The known answers.
  ///   - noise: What second runs measure; `nil` if there are none.
  /// - Returns: The summary.
  /// - Throws: ``CommandFailure`` if the ignore rules can't be read.
  func summary(_ labels: ExpectedLabels?, noise: NoiseMeasure?) throws -> ComparisonSummary {
    ComparisonSummary(
      today: CalendarDay(of: Timestamp.Instant(milliseconds: WallClock.milliseconds())),
      margin: marginShare, noise: noise, ignoreRules: try ignoreRules(),
      expected: labels?.byName)
  }

  private func ignoreRules() throws -> [IgnoreRule] {
    guard let ignore else { return [] }
    let file = try TextFile(path: ignore)
    do throws(JSONError) {
      return try IgnoreRule.rules(json: file.bytes)
    } catch {
      throw CommandFailure("\(file.name): \(PlainText.printable(error.description))")
    }
  }
}
#endif
