// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// Percentage points on the command line.
private enum PercentagePoints {
  /// Returns the number that a text has.
  ///
  /// - Throws: `ValidationError` for another text, such as one with a percent sign.
  static func number(_ text: String) throws -> Double {
    guard let number = Double(text) else {
      throw ValidationError("give a number of percentage points such as 2.5, without %")
    }
    return number
  }
}

/// The options by which results are judged; no request depends on them.
struct JudgementOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      How many percentage points the agreement can lie below the noise floor, or below 100% without \
      one; 2 means 2% (default: 2)
      """, valueName: "points"), transform: PercentagePoints.number)
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

  /// The name of a type that can be meant as the result of a document that no rule matches.
  private static let unmatchedKind = "unmatched"
  /// The margin in percentage points below which a share may be meant.
  private static let smallMargin = 0.1

  /// The paths of the files.
  var paths: [String] { [expected, ignore].compactMap(\.self) }

  /// The margin as a share.
  var marginShare: Double { margin / 100 }

  /// What to say about a margin that can be a mistake; `nil` for another one.
  var marginHint: String? {
    if margin == 0 {
      return "with --margin 0, the verdict equivalent needs a noise floor (--noise), and versions "
        + "that agree more often than v2 with itself"
    }
    guard margin < Self.smallMargin else { return nil }
    return "--margin is in percentage points: \(margin) means \(margin)%, and 2 means 2%"
  }

  func validate() throws {
    guard (0..<100).contains(margin) else {
      throw ValidationError(
        "--margin takes 0 or more and less than 100 percentage points, not \(margin).")
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
  ///   - types: The types of the rules; `nil` if they are not known.
  /// - Returns: The summary.
  /// - Throws: ``CommandFailure`` if the ignore rules can't be read.
  func summary(
    _ labels: ExpectedLabels?, noise: NoiseMeasure?, types: [String]? = nil
  ) throws -> ComparisonSummary {
    let rules = try ignoreRules()
    let condition = IgnoreRule.LabelCondition.label(.type(Self.unmatchedKind))
    if let types, !types.contains(Self.unmatchedKind),
      rules.contains(where: { $0.v1 == condition || $0.v2 == condition })
    {
      Console.writeMessage(
        "classify-bridge: an ignore rule has the type \"unmatched\", which no rule has; write "
          + "{\"kind\":\"unmatched\"} for results that no rule matches")
    }
    return ComparisonSummary(
      today: CalendarDay(of: Timestamp.Instant(milliseconds: WallClock.milliseconds())),
      margin: marginShare, noise: noise, ignoreRules: rules,
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
