// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// What the second run of a document on v2 classifies.
enum NoiseSource: String, CaseIterable, ExpressibleByArgument {
  /// The parse job of the first run.
  case parseJob = "parse-job"
  /// The file, which is parsed again.
  case file

  /// What the difference between both runs measures.
  var measure: NoiseMeasure {
    switch self {
    case .parseJob: .classifier
    case .file: .parsingAndClassifier
    }
  }
}

/// The options of the noise floor: how often v2 agrees with itself.
struct NoiseOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Run the first n documents on v2 a second time, and judge the agreement against how often v2 \
      agrees with itself; with 0, v2 is taken to agree always
      """, valueName: "n"))
  var noise = 0

  @Option(
    help: ArgumentHelp(
      """
      What the second run classifies: parse-job, the pages as the first run parsed them, or file, \
      which is parsed and billed again (default: parse-job)
      """, valueName: "source"))
  var noiseSource: NoiseSource?

  func validate() throws {
    guard noise >= 0 else { throw ValidationError("--noise must be at least 0.") }
    guard noise > 0 || noiseSource == nil else {
      throw ValidationError("--noise-source is about --noise: give the number of documents.")
    }
  }

  /// The source of second runs.
  var source: NoiseSource { noiseSource ?? .parseJob }

  /// What the noise floor measures; `nil` if it is not measured.
  var measure: NoiseMeasure? { noise > 0 ? source.measure : nil }
}
#endif
