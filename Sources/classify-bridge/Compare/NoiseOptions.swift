// SPDX-License-Identifier: Apache-2.0

#if CLI
// The conformance is public because the type is.
public import ArgumentParser
public import ClassifyBridge

extension NoiseMeasure: ExpressibleByArgument {}

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
  var noiseSource: NoiseMeasure?

  func validate() throws {
    guard noise >= 0 else { throw ValidationError("--noise must be at least 0.") }
    guard noise > 0 || noiseSource == nil else {
      throw ValidationError("--noise-source is about --noise: give the number of documents.")
    }
  }

  /// What a second run measures.
  var source: NoiseMeasure { noiseSource ?? .classifier }

  /// What the noise floor measures; `nil` if it is not measured.
  var measure: NoiseMeasure? { noise > 0 ? source : nil }
}
#endif
